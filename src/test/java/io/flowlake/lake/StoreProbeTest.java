package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.FaultyS3;
import io.flowlake.S3ProxyServer;
import io.flowlake.lake.AtomicCreate.Outcome;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S3 when it does not go well. */
class StoreProbeTest {
  private static final byte[] OURS = "ours\n".getBytes(StandardCharsets.UTF_8);
  private static final String REFUSED =
      "Cannot write %s safely: the store %s If-None-Match, so two writers could overwrite each"
          + " other's commits; use a store that knows it, or pass --single-writer if nothing else"
          + " ever writes this lake";

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private final Path lake = new Path("s3a://" + bucket + "/lake");
  private final Path object = new Path(lake, "object");
  private FaultyS3 gate;
  private Configuration configuration;

  @BeforeEach
  void openGate() throws IOException {
    gate = new FaultyS3(server.port());
    configuration = configurationFor(server.hadoopSettings(bucket, gate.endpoint()));
  }

  @AfterEach
  void closeGate() throws IOException {
    gate.close();
  }

  @Test
  void aCreationIsOneRequest() throws Exception {
    assertEquals(Outcome.CREATED, AtomicCreate.create(object, OURS, configuration));
    assertEquals(1, gate.requests().size(), gate.requests().toString());
  }

  @Test
  void aLostAnswerIsNotALostRace() throws Exception {
    gate.loseAnswer("PUT");
    assertEquals(Outcome.CREATED, AtomicCreate.create(object, OURS, configuration));
    assertTrue(gate.isSpent());
    assertTrue(puts() > 1, "the SDK did not repeat the request: " + gate.requests());
    assertArrayEquals(OURS, read());
  }

  @Test
  void aLostAnswerAfterALostRaceIsALostRace() throws Exception {
    byte[] theirs = "they\n".getBytes(StandardCharsets.UTF_8);
    AtomicCreate.create(object, theirs, configuration);
    gate.loseAnswer("PUT");
    assertEquals(Outcome.WAS_THERE, AtomicCreate.create(object, OURS, configuration));
    assertArrayEquals(theirs, read());
  }

  @ParameterizedTest
  @CsvSource({
    "409,ConditionalRequestConflict",
    "500,InternalError",
    "503,SlowDown",
    "412,PreconditionFailed"
  })
  void aPassingRefusalIsRepeated(int status, String code) throws Exception {
    gate.answer("PUT", status, code);
    assertEquals(Outcome.CREATED, AtomicCreate.create(object, OURS, configuration));
    assertTrue(gate.isSpent());
    assertArrayEquals(OURS, read());
  }

  @Test
  void aGoodStoreIsLeftAsItWas() throws Exception {
    StoreProbe.requireSafeCommits(lake, configuration);
    assertTrue(
        Arrays.stream(lake.getFileSystem(configuration).listStatus(lake)).findAny().isEmpty());
  }

  @Test
  void aStoreThatIgnoresTheConditionIsRefused() {
    gate.answer("PUT", 200, "");
    gate.answer("PUT", 200, "");
    assertMessage(ExitCode.USAGE, REFUSED.formatted(lake, "ignores"));
  }

  @Test
  void aStoreThatDoesNotKnowTheConditionIsRefused() {
    gate.answer("PUT", 501, "NotImplemented");
    assertMessage(ExitCode.USAGE, REFUSED.formatted(lake, "does not accept"));
  }

  @Test
  void aSingleWriterNeedsNoCondition() throws Exception {
    configuration.set(ConditionalPut.SINGLE_WRITER, "true");
    StoreProbe.requireSafeCommits(lake, configuration);
    assertEquals(Outcome.CREATED, AtomicCreate.create(object, OURS, configuration));
    assertEquals(Outcome.WAS_THERE, AtomicCreate.create(object, new byte[1], configuration));
    assertArrayEquals(OURS, read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|AccessDenied|DENIED|the store refused it (status 403, AccessDenied): the keys are wrong or lack the permission; check AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "403|InvalidAccessKeyId|DENIED|the store does not know the access key; check AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "403|SignatureDoesNotMatch|DENIED|the secret key is not that of the access key; check AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "400|ExpiredToken|DENIED|the session token is no longer valid; log in again",
        "404|NoSuchBucket|MISSING|there is no such bucket in this store; check the name, FLOWLAKE_S3_ENDPOINT and FLOWLAKE_S3_REGION",
        "400|AuthorizationHeaderMalformed|USAGE|the bucket is in another region; set FLOWLAKE_S3_REGION to it",
      })
  void refusalsAreToldInWords(int status, String code, ExitCode exitCode, String words) {
    gate.answer("PUT", status, code);
    assertMessage(exitCode, "Cannot use " + lake + ": " + words + ".");
  }

  @Test
  void wrongKeysAndNoBucketAsTheServerTellsThem() {
    String absent = "absent-" + UUID.randomUUID();
    Map<String, String> settings = server.hadoopSettings(absent);
    assertWords(absent, settings, ExitCode.MISSING, "there is no such bucket in this store");

    String unknown = "unknown-" + UUID.randomUUID();
    settings = server.hadoopSettings(unknown);
    settings.put("fs.s3a.bucket." + unknown + ".access.key", "nobody");
    assertWords(unknown, settings, ExitCode.DENIED, "the store does not know the access key");

    String wrong = "wrong-" + UUID.randomUUID();
    settings = server.hadoopSettings(wrong);
    settings.put("fs.s3a.bucket." + wrong + ".secret.key", "guessed");
    assertWords(wrong, settings, ExitCode.DENIED, "the secret key is not that of the access key");
  }

  @Test
  void aDeadEndpointIsNoticedInSeconds() throws Exception {
    String refusing = "refusing-" + UUID.randomUUID();
    String endpoint = "http://127.0.0.1:1";
    assertWords(
        refusing,
        server.hadoopSettings(refusing, endpoint),
        ExitCode.RETRY,
        "the store does not answer (Connection refused)");

    String nowhere = "nowhere-" + UUID.randomUUID();
    assertWords(
        nowhere,
        server.hadoopSettings(nowhere, "http://no-such-host.invalid"),
        ExitCode.RETRY,
        "the store's host name is not known");

    // Nobody accepts, and the queue is full: packets are dropped as by a firewall.
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(deaf.getInetAddress(), deaf.getLocalPort());
        Socket second = new Socket(deaf.getInetAddress(), deaf.getLocalPort())) {
      assertTrue(first.isConnected() && second.isConnected());
      String silent = "silent-" + UUID.randomUUID();
      String there = "http://127.0.0.1:" + deaf.getLocalPort();
      assertWords(
          silent,
          server.hadoopSettings(silent, there),
          ExitCode.RETRY,
          "the store does not answer (Connect timed out)");
    }
  }

  @Test
  void aLocalDiskIsNotProbed(@TempDir java.nio.file.Path folder) {
    Path local = new Path(folder.resolve("absent").toUri());
    StoreProbe.requireSafeCommits(local, configuration);
    assertTrue(java.nio.file.Files.notExists(folder.resolve("absent")));
  }

  private void assertWords(
      String bucket, Map<String, String> settings, ExitCode exitCode, String words) {
    Path path = new Path("s3a://" + bucket + "/lake");
    Configuration own = configurationFor(settings);
    FlowlakeException e =
        Assertions.assertTimeout(
            Duration.ofSeconds(15),
            () ->
                assertThrows(
                    FlowlakeException.class, () -> StoreProbe.requireSafeCommits(path, own)));
    assertEquals(exitCode, e.exitCode(), e.getMessage());
    String start = "Cannot use %s: %s; ".formatted(path, words);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  private void assertMessage(ExitCode exitCode, String message) {
    FlowlakeException e =
        assertThrows(
            FlowlakeException.class, () -> StoreProbe.requireSafeCommits(lake, configuration));
    assertEquals(message, e.getMessage());
    assertEquals(exitCode, e.exitCode());
  }

  private static Configuration configurationFor(Map<String, String> settings) {
    Configuration configuration = HadoopSettings.of(Map.of());
    settings.forEach(configuration::set);
    return configuration;
  }

  private long puts() {
    return gate.requests().stream().filter(request -> request.startsWith("PUT")).count();
  }

  private byte[] read() throws IOException {
    try (FSDataInputStream in = object.getFileSystem(configuration).open(object)) {
      return in.readAllBytes();
    }
  }
}

package io.flowlake.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.TlsServer;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses behind which there is no S3 store, or none that can be spoken to. */
class UnreachableStoreTest {
  private static final String SECRET = "a-secret-of-the-test";

  @Test
  void aDeadEndpointIsTold() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertTold(
        "http://127.0.0.1:" + port, ExitCode.RETRY, "nothing listens at the store's address");
    assertTold(
        "https://127.0.0.1:" + port, ExitCode.RETRY, "nothing listens at the store's address");
  }

  /** A label of a host name has at most 63 letters, so nobody is asked for this one. */
  @Test
  void anUnknownHostIsTold() {
    assertTold(
        "http://" + "x".repeat(64) + ".invalid", ExitCode.RETRY, "the host name of the store");
  }

  @Test
  void aServerThatSaysNothingIsTold() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertTold(
          "http://127.0.0.1:" + silent.getLocalPort(), ExitCode.RETRY, "gave no answer in time");
    }
  }

  /** However many attempts are left. */
  @Test
  void patienceEnds() throws IOException {
    Patience patience =
        new Patience(
            100,
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofMillis(5),
            Duration.ofMillis(5));
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long started = System.nanoTime();
      assertTold(
          "http://127.0.0.1:" + silent.getLocalPort(),
          ExitCode.RETRY,
          "gave no answer in time",
          patience);
      Duration taken = Duration.ofNanos(System.nanoTime() - started);
      assertTrue(taken.compareTo(Duration.ofSeconds(10)) < 0, taken.toString());
    }
  }

  @Test
  void plainHttpIsNotTakenForHttps() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answerPlainly(plain));
      server.setDaemon(true);
      server.start();
      assertTold(
          "https://127.0.0.1:" + plain.getLocalPort(),
          ExitCode.USAGE,
          "does not speak HTTPS; give --endpoint http://");
    }
  }

  @Test
  void aServerOfHttpsIsNotTakenForPlainHttpNorTrusted(@TempDir Path folder) throws Exception {
    try (TlsServer server = TlsServer.start(folder)) {
      assertTold("http://127.0.0.1:" + server.port(), ExitCode.RETRY, "must begin with https://");
      assertTold(
          "https://127.0.0.1:" + server.port(),
          ExitCode.USAGE,
          "the certificate of the store (https://127.0.0.1:");
    }
  }

  private static void answerPlainly(ServerSocket server) {
    while (true) {
      try (var client = server.accept()) {
        client.getInputStream().read(new byte[10_000]);
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void assertTold(String endpoint, ExitCode exitCode, String words) {
    Patience patience =
        new Patience(
            2,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMillis(5),
            Duration.ofMillis(5));
    assertTold(endpoint, exitCode, words, patience);
  }

  /** By the way that tasks take and by the SDK's. */
  private static void assertTold(
      String endpoint, ExitCode exitCode, String words, Patience patience) {
    Target target =
        new Target(
            "test",
            S3Location.of("bucket", null, "", endpoint, null, null),
            new KeySource.Environment());
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", SECRET);
    try (ExportStore store =
        ExportStores.open(target, environment, new Configuration(), patience)) {
      for (Runnable way : List.<Runnable>of(store::validate, () -> store.begin("x", 2))) {
        FlowlakeException failure = assertThrows(FlowlakeException.class, way::run);
        assertTrue(failure.getMessage().contains(words), S3StoreContract.everyText(failure));
        assertEquals(exitCode, failure.exitCode());
        String text = S3StoreContract.everyText(failure);
        assertFalse(text.contains(SECRET), text);
        assertFalse(text.contains("X-Amz-"), text);
      }
    }
  }
}

package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.FaultyS3.Fault;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when requests go wrong, each kind in each way. */
class FaultyStoreTest {
  private static final String CREATE = "POST [^?]*\\?uploads";
  private static final String PART = "PUT .*partNumber=2";
  private static final String LIST_PARTS = "GET .*uploadId=";
  private static final String COMPLETE = "POST [^?]*\\?uploadId=";
  private static final String PUT = "PUT /[^?]*/validation\\?";
  private static final String LIST = "GET .*list-type";
  private static final List<String> ALL = List.of(CREATE, PART, LIST_PARTS, COMPLETE, PUT, LIST);

  private static final int ATTEMPTS = 4;
  private static final int PATIENCE_MILLIS = 1_500;

  private static final List<RandomPiece> PIECES =
      List.of(RandomPiece.of(1, RandomPiece.SMALLEST), RandomPiece.of(2, 100));

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final AccessKeys keys = new AccessKeys(server.accessKey(), server.secretKey(), null);
  private final String bucket = server.newBucket();
  private S3Gate gate;
  private ExportStore store;

  @BeforeEach
  void open() throws IOException {
    gate = new S3Gate(server.port());
    store =
        store(
            new Patience(
                ATTEMPTS,
                Duration.ofMillis(PATIENCE_MILLIS),
                Duration.ofSeconds(30),
                Duration.ofMillis(10),
                Duration.ofMillis(40)));
  }

  private ExportStore store(Patience patience) {
    return ExportStores.open(
        new Target(
            "test",
            S3Location.of(bucket, null, "p", gate.endpoint(), null, null),
            new KeySource.Environment()),
        server.environment(),
        new Configuration(),
        patience);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    gate.close();
  }

  static Stream<Fault> passingFaults() {
    return Stream.of(
        Fault.answer(500, "InternalError"),
        Fault.answer(503, "SlowDown"),
        Fault.body(503, "<html>busy</html>"),
        Fault.body(502, ""),
        Fault.answer(429, "TooManyRequests"),
        Fault.answer(400, "RequestTimeout"),
        Fault.reset(),
        Fault.lostAnswer(),
        Fault.late(PATIENCE_MILLIS * 2));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void everyRequestIsRepeatedUntilItSucceeds(Fault fault) {
    ALL.forEach(request -> gate.inject(request, 0, fault));
    store.validate();
    export();
    assertExported();
    assertTrue(gate.isSpent());
  }

  @ParameterizedTest
  @ValueSource(strings = {CREATE, PART, LIST_PARTS, PUT, LIST})
  void attemptsAreBounded(String request) {
    for (int i = 0; i < ATTEMPTS; i++) {
      gate.inject(request, 0, Fault.answer(503, "SlowDown"));
    }
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> {
              store.validate();
              export();
            });
    if (!request.equals(PUT)) { // validation is for a person, and gives up earlier
      assertTrue(gate.isSpent());
    }
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(failure.getMessage().contains("busy or in trouble (status 503, SlowDown"));
    assertHarmless(failure);
  }

  @Test
  void anUploadThatTheStoreCannotFinishIsToBeRunAgain() {
    for (int i = 0; i < ATTEMPTS; i++) {
      gate.inject(COMPLETE, 0, Fault.answer(500, "InternalError"));
    }
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertEquals(Optional.empty(), stored("p/x.csv.gz"));
    assertHarmless(failure);
  }

  /** A success in the first line, and then an error, as Amazon does when joining takes long. */
  @Test
  void anErrorInTheBodyOfASuccessIsRepeated() {
    gate.inject(
        COMPLETE,
        0,
        Fault.body(
            200,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<Error><Code>InternalError</Code><Message>again</Message></Error>"));
    export();
    assertExported();
  }

  @Test
  void anEmptySuccessIsNotBelieved() {
    gate.inject(COMPLETE, 0, Fault.answer(200, ""));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(failure.getMessage().contains("the store's answer is empty"), failure.getMessage());
    assertEquals(Optional.empty(), stored("p/x.csv.gz"));
  }

  @Test
  void anUploadThatIsGoneIsNotTakenForDone() {
    gate.inject(COMPLETE, 0, Fault.answer(404, "NoSuchUpload"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(
        failure.getMessage().contains("is no longer in the store (NoSuchUpload)"),
        failure.getMessage());
  }

  /** The first request still joins parts, after its repetition was told that there are none. */
  @Test
  void aStoreThatStillJoinsThePartsIsWaitedFor() {
    Patience patience =
        new Patience(
            12,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMillis(300),
            Duration.ofMillis(600));
    gate.inject(COMPLETE, 0, Fault.late(2_000));
    gate.inject(COMPLETE, 0, Fault.answer(404, "NoSuchUpload"));
    store.close();
    store = store(patience);
    export();
    assertExported();
    assertTrue(gate.isSpent());
    long looks = gate.allowed().stream().filter(line -> line.contains("list-type")).count();
    assertTrue(looks > 1, () -> looks + " looks");
  }

  @Test
  void aRefusalToFinishIsLookedBehindOnce() {
    gate.inject(COMPLETE, 0, Fault.answer(403, "AccessDenied"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.DENIED, failure.exitCode());
    assertEquals(1, gate.allowed().stream().filter(line -> line.contains("list-type")).count());
  }

  /** The list of the bucket must show this object, not one that was there before. */
  @Test
  void anOlderObjectIsNotTakenForThisOne() {
    ObjectUpload older = store.begin("x.csv.gz", 2);
    older.complete(
        List.of(older.slot(1).put(PIECES.get(0)), older.slot(2).put(RandomPiece.of(9, 100))));
    gate.inject(COMPLETE, 0, Fault.answer(404, "NoSuchUpload"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, DENIED, the user of these keys lacks a permission of the bucket",
    "403, '', DENIED, flowlake target policy prints the policy",
    "403, InvalidAccessKeyId, DENIED, the store does not know the access key",
    "403, SignatureDoesNotMatch, DENIED, the secret key is not that of the access key",
    "403, UserSuspended, DENIED, the account of these keys is suspended",
    "403, QuotaExceeded, DENIED, the quota of the user or the bucket is used up",
    "400, ExpiredToken, DENIED, the session token is no longer valid",
    "400, InvalidToken, DENIED, the session token is no longer valid",
    "404, NoSuchBucket, MISSING, 'there is no bucket '",
    "404, '', MISSING, 'no S3 store (http://127.0.0.1:'",
    "405, MethodNotAllowed, USAGE, it may be no S3 store",
    "501, NotImplemented, USAGE, it may be no S3 store",
    "301, PermanentRedirect, USAGE, the bucket is not in the region us-east-1",
    "400, AuthorizationHeaderMalformed, USAGE, give the right --region",
    "400, EntityTooLarge, USAGE, 'S3''s own limit is 5 GiB); export fewer columns'",
    "400, KMS.DisabledException, USAGE, the store cannot encrypt with the KMS key",
    "400, KMS.NotFoundException, USAGE, give the right --sse-kms-key",
    "400, KMS.AccessDeniedException, DENIED, may not use the KMS key",
    "400, Whatever, USAGE, '(status 400, Whatever: by order of the test)'",
  })
  void everyRefusalIsToldAtOnce(int status, String code, ExitCode exitCode, String words) {
    Map<String, Runnable> ways =
        Map.of(
            PUT, store::validate,
            LIST, store::validate,
            CREATE, this::exportSmall,
            PART, this::exportSmall,
            LIST_PARTS, this::exportSmall,
            COMPLETE, this::exportSmall);
    ways.forEach(
        (request, way) -> {
          gate.inject(request, 0, Fault.answer(status, code));
          FlowlakeException failure = assertThrows(FlowlakeException.class, way::run, request);
          assertEquals(exitCode, failure.exitCode(), failure.getMessage());
          assertTrue(failure.getMessage().contains(words), failure.getMessage());
          assertTrue(failure.getMessage().startsWith("Cannot "), failure.getMessage());
          assertHarmless(failure);
          assertTrue(gate.isSpent());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region></Error>",
        "<Error><Code>AuthorizationQueryParametersError</Code><Message>the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message></Error>",
      })
  void theRightRegionIsNamed(String body) {
    for (String request : List.of(PUT, CREATE)) {
      gate.inject(request, 0, Fault.body(400, body));
      FlowlakeException failure =
          assertThrows(
              FlowlakeException.class, request.equals(PUT) ? store::validate : this::export);
      assertEquals(ExitCode.USAGE, failure.exitCode());
      assertTrue(
          failure
              .getMessage()
              .contains(
                  "the bucket is in the region eu-west-1, not us-east-1; give --region eu-west-1"),
          failure.getMessage());
    }
  }

  /** The SDK sets its own clock right by the store's; a signed address shows the real one. */
  @Test
  void aWrongClockIsTold() {
    gate.inject(PUT, 0, Fault.answer(403, "RequestTimeTooSkewed"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, store::validate);
    assertEquals(ExitCode.DENIED, failure.exitCode());
    assertTrue(failure.getMessage().contains("the clock of this machine"), failure.getMessage());
  }

  @Test
  void bytesThatWereSpoiledOnTheirWayAreSentAgain() {
    gate.inject(PART, 0, Fault.answer(400, "BadDigest"));
    gate.inject(PART, 0, Fault.body(200, "")); // with the ETag of other bytes
    export();
    assertExported();
  }

  @Test
  void aStoreThatSpoilsBytesIsTold() {
    for (int i = 0; i < ATTEMPTS; i++) {
      gate.inject(PART, 0, Fault.body(200, ""));
    }
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::exportSmall);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(
        failure.getMessage().contains("the store has other bytes than were sent"),
        failure.getMessage());
  }

  private void export() {
    export(PIECES);
  }

  /** Too small to be finished, and quicker. */
  private void exportSmall() {
    export(List.of(PIECES.get(1), PIECES.get(1)));
  }

  private void export(List<RandomPiece> pieces) {
    ObjectUpload upload = store.begin("x.csv.gz", pieces.size());
    upload.complete(S3StoreContract.putAll(upload, pieces));
  }

  private void assertExported() {
    assertArrayEquals(S3StoreContract.joined(PIECES), stored("p/x.csv.gz").orElseThrow());
    assertEquals(List.of(), gate.denied());
  }

  private Optional<byte[]> stored(String key) {
    return new Reader(server.endpoint(), keys).read(bucket, key);
  }

  private void assertHarmless(FlowlakeException failure) {
    String text = S3StoreContract.everyText(failure);
    assertFalse(text.contains(keys.secretKey()), text);
    assertFalse(text.contains("X-Amz-"), text);
  }
}

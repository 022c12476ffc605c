package io.flowlake.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every S3 server must do with our requests, whatever is before it. */
abstract class S3StoreContract {
  /** Retries come at once; an answer that takes a second is late. */
  static final Patience SHORT =
      new Patience(
          4,
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofMillis(10),
          Duration.ofMillis(50));

  /** Where requests go. */
  abstract String endpoint();

  abstract AccessKeys keys();

  abstract String bucket();

  /** The bytes of an object, read by somebody who may; empty when there is none. */
  abstract Optional<byte[]> stored(String key) throws Exception;

  /** Whether requests are judged, so that reading what is not allowed would be seen. */
  abstract void assertNothingDenied();

  S3Location location(String prefix) {
    return S3Location.of(bucket(), null, prefix, endpoint(), null, null);
  }

  ExportStore open(S3Location location, AccessKeys keys) {
    Target target = new Target("test", location, new KeySource.Environment());
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", keys.accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", keys.secretKey());
    environment.put("AWS_SESSION_TOKEN", keys.sessionToken());
    return ExportStores.open(target, environment, new Configuration(), SHORT);
  }

  ExportStore open(String prefix) {
    return open(location(prefix), keys());
  }

  /** Three pieces, the least that S3 takes for two of them. */
  static List<RandomPiece> threePieces(long seed) {
    return List.of(
        RandomPiece.of(seed, RandomPiece.SMALLEST),
        RandomPiece.of(seed + 1, RandomPiece.SMALLEST + 1),
        RandomPiece.of(seed + 2, 7));
  }

  static byte[] joined(List<RandomPiece> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(piece -> all.writeBytes(piece.content()));
    return all.toByteArray();
  }

  static List<PieceReceipt> putAll(ObjectUpload upload, List<RandomPiece> pieces) {
    List<PieceReceipt> receipts = new ArrayList<>();
    for (int number = pieces.size(); number >= 1; number--) { // tasks come in any order
      receipts.add(Travels.through(upload.slot(number)).put(pieces.get(number - 1)));
    }
    return receipts;
  }

  static String everyText(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text + " " + failure;
  }

  FlowlakeException assertRefused(ExitCode exitCode, String words, Runnable action) {
    FlowlakeException failure = assertThrows(FlowlakeException.class, action::run);
    assertEquals(exitCode, failure.exitCode(), failure.getMessage());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
    assertTrue(failure.getMessage().endsWith("."), failure.getMessage());
    String text = everyText(failure);
    assertFalse(text.contains(keys().secretKey()), text);
    assertFalse(text.contains("X-Amz-"), text);
    return failure;
  }

  @ParameterizedTest
  @CsvSource({
    "'',validation",
    "/,validation",
    "a/b/,a/b/validation",
    "//a//b,a/b/validation",
    "a b/ü+%&=?#,a b/ü+%&=?#/validation"
  })
  void validationPutsAnEmptyObject(String prefix, String key) throws Exception {
    try (ExportStore store = open(prefix)) {
      store.validate();
      assertEquals(0, stored(key).orElseThrow().length);
      assertEquals("s3://" + bucket() + "/" + key, store.address("validation"));
    }
    assertNothingDenied();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000})
  void aSinglePieceIsOnePut(int bytes) throws Exception {
    String name = "single-" + bytes + ".csv.gz";
    RandomPiece piece = RandomPiece.of(bytes, bytes);
    try (ExportStore store = open("one")) {
      ObjectUpload upload = store.begin(name, 1);
      assertTrue(upload.uploadId().isEmpty());
      PieceReceipt receipt = Travels.through(upload.slot(1)).put(piece);
      assertEquals(piece.md5(), ETags.bare(receipt.etag()));
      assertEquals(new PieceReceipt(1, bytes, receipt.etag(), piece.sha256()), receipt);
      upload.complete(List.of(receipt));
      assertArrayEquals(piece.content(), stored("one/" + name).orElseThrow());
      assertEquals(Optional.empty(), upload.abandon());
    }
    assertNothingDenied();
  }

  @Test
  void piecesBecomeOneObjectInOneStep() throws Exception {
    List<RandomPiece> old = threePieces(1);
    List<RandomPiece> young = threePieces(10);
    try (ExportStore store = open("many")) {
      ObjectUpload first = store.begin("x.csv.gz", 3);
      List<PieceReceipt> firstReceipts = putAll(first, old);
      assertTrue(stored("many/x.csv.gz").isEmpty());
      first.complete(firstReceipts);
      assertArrayEquals(joined(old), stored("many/x.csv.gz").orElseThrow());

      ObjectUpload second = store.begin("x.csv.gz", 3);
      List<PieceReceipt> secondReceipts = putAll(second, young);
      assertEquals(
          secondReceipts.get(0), second.slot(3).put(young.get(2)), "a task that ran twice");
      assertArrayEquals(joined(old), stored("many/x.csv.gz").orElseThrow());
      second.complete(secondReceipts);
      assertArrayEquals(joined(young), stored("many/x.csv.gz").orElseThrow());
    }
    assertNothingDenied();
  }

  @Test
  void aPartThatIsNotWhatWasSentIsNotUsed() throws Exception {
    List<RandomPiece> pieces = threePieces(20);
    try (ExportStore store = open("spoiled")) {
      ObjectUpload upload = store.begin("x.csv.gz", 3);
      List<PieceReceipt> receipts = putAll(upload, pieces);
      upload.slot(3).put(RandomPiece.of(99, 7));
      assertRefused(
          ExitCode.RETRY,
          "piece 3 of 3 has other bytes in the store",
          () -> upload.complete(receipts));
      upload.slot(3).put(RandomPiece.of(99, 8));
      assertRefused(
          ExitCode.RETRY,
          "piece 3 of 3 has 8 bytes in the store, and 7 were sent",
          () -> upload.complete(receipts));
      assertTrue(stored("spoiled/x.csv.gz").isEmpty());
    }
    assertNothingDenied();
  }

  @Test
  void aPartThatIsMissingIsNamed() {
    List<RandomPiece> pieces = threePieces(30);
    try (ExportStore store = open("missing")) {
      ObjectUpload whole = store.begin("x.csv.gz", 3);
      List<PieceReceipt> receipts = putAll(whole, pieces);
      ObjectUpload other = store.begin("x.csv.gz", 3);
      other.slot(1).put(pieces.get(0));
      assertRefused(
          ExitCode.RETRY, "piece 2 of 3 is not in the store", () -> other.complete(receipts));
      String left = other.abandon().orElseThrow();
      assertTrue(left.contains(other.uploadId().orElseThrow()), left);
      assertTrue(left.contains("s3://" + bucket() + "/missing/x.csv.gz"), left);
      assertTrue(left.contains("AbortIncompleteMultipartUpload"), left);
    }
    assertNothingDenied();
  }

  @Test
  void aSlotCarriesNoSecretAndIsNotShown() throws Exception {
    try (ExportStore store = open("slots")) {
      for (PieceSlot slot : List.of(store.begin("x", 1).slot(1), store.begin("x", 2).slot(2))) {
        String carried = new String(Travels.packed(slot), ISO_8859_1);
        assertTrue(carried.contains("X-Amz-Signature"), "the address is signed");
        assertFalse(carried.contains(keys().secretKey()));
        assertFalse(slot.toString().contains("X-Amz-"), slot.toString());
      }
    }
  }

  /** A list of parts comes a thousand at a time. */
  @Test
  void moreThanAThousandPartsAreCompared() {
    int parts = 1_003;
    try (ExportStore store = open("long")) {
      ObjectUpload upload = store.begin("x", parts);
      List<PieceReceipt> receipts =
          IntStream.rangeClosed(1, parts)
              .parallel()
              .mapToObj(number -> upload.slot(number).put(RandomPiece.of(number, 10)))
              .toList();
      upload.slot(parts).put(RandomPiece.of(0, 10));
      assertRefused(
          ExitCode.RETRY,
          "piece 1003 of 1003 has other bytes in the store",
          () -> upload.complete(receipts));
      upload.slot(parts).put(RandomPiece.of(parts, 10));
      FlowlakeException failure =
          assertThrows(FlowlakeException.class, () -> upload.complete(receipts));
      assertTrue(failure.getMessage().contains("larger than S3's 5 MiB"), failure.getMessage());
    }
    assertNothingDenied();
  }

  @Test
  void aWrongSecretIsTold() {
    AccessKeys wrong = new AccessKeys(keys().accessKey(), "wrong" + keys().secretKey(), null);
    assertRefusedEverywhere(
        ExitCode.DENIED, "the secret key is not that of the access key", location(""), wrong);
  }

  @Test
  void anUnknownAccessKeyIsTold() {
    AccessKeys wrong = new AccessKeys("nobody", keys().secretKey(), null);
    assertRefusedEverywhere(
        ExitCode.DENIED, "the store does not know the access key", location(""), wrong);
  }

  @Test
  void aBucketThatIsNotThereIsTold() {
    S3Location elsewhere =
        S3Location.of("no-such-bucket", "", "", endpoint(), Addressing.PATH, null);
    assertRefusedEverywhere(
        ExitCode.MISSING, "there is no bucket no-such-bucket", elsewhere, keys());
  }

  /** By the way that tasks take and by the SDK's. */
  void assertRefusedEverywhere(
      ExitCode exitCode, String words, S3Location location, AccessKeys keys) {
    try (ExportStore store = open(location, keys)) {
      assertRefused(exitCode, words, store::validate);
      assertRefused(
          exitCode, words, () -> store.begin("x", 1).slot(1).put(RandomPiece.of(1, 100_000)));
      assertRefused(exitCode, words, () -> store.begin("x", 2));
    }
  }
}

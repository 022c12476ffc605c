package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.Wire;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store behind a gate that spoils requests to it, and small exports to it. */
abstract class FaultyStore {
  static final String CREATE = "POST [^?]*\\?uploads";
  static final String PART = "PUT .*partNumber=2";
  static final String LIST_PARTS = "GET .*uploadId=";
  static final String COMPLETE = "POST [^?]*\\?uploadId=";
  static final String PUT = "PUT /[^?]*/validation\\?";
  static final String LIST = "GET .*list-type";
  static final List<String> ALL = List.of(CREATE, PART, LIST_PARTS, COMPLETE, PUT, LIST);

  static final int ATTEMPTS = 4;
  static final int PATIENCE_MILLIS = 1_500;

  static final List<RandomPiece> PIECES =
      List.of(RandomPiece.of(1, RandomPiece.SMALLEST), RandomPiece.of(2, 100));

  private final String prefix = UUID.randomUUID().toString();
  private Behind behind;
  S3Gate gate;
  ExportStore store;

  /**
   * A server.
   *
   * @param writer may do what exports need
   * @param reader sees what they wrote, at {@code readerEndpoint}
   */
  record Behind(
      Wire wire, String bucket, AccessKeys writer, AccessKeys reader, String readerEndpoint) {
    static Behind s3Proxy() {
      S3ProxyServer server = S3ProxyServer.shared();
      AccessKeys keys = new AccessKeys(server.accessKey(), server.secretKey(), null);
      return new Behind(
          Wire.plain(server.port()), server.newBucket(), keys, keys, server.endpoint());
    }
  }

  /** The server that is behind the gate. */
  abstract Behind behind();

  @BeforeEach
  void open() throws IOException {
    behind = behind();
    gate = new S3Gate(behind.wire);
    store =
        store(
            new Patience(
                ATTEMPTS,
                Duration.ofMillis(PATIENCE_MILLIS),
                Duration.ofSeconds(30),
                Duration.ofMillis(10),
                Duration.ofMillis(40)));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    gate.close();
  }

  ExportStore store(Patience patience) {
    return ExportStores.open(
        new Target(
            "test",
            S3Location.of(behind.bucket, null, prefix, gate.endpoint(), null, null),
            new KeySource.Environment()),
        Map.of(
            "AWS_ACCESS_KEY_ID", behind.writer.accessKey(),
            "AWS_SECRET_ACCESS_KEY", behind.writer.secretKey()),
        new Configuration(),
        patience);
  }

  void export() {
    export(PIECES);
  }

  /** Too small to be finished, and quicker. */
  void exportSmall() {
    export(List.of(PIECES.get(1), PIECES.get(1)));
  }

  private void export(List<RandomPiece> pieces) {
    ObjectUpload upload = store.begin("x.csv.gz", pieces.size());
    upload.complete(S3StoreContract.putAll(upload, pieces));
  }

  void assertExported() {
    assertArrayEquals(S3StoreContract.joined(PIECES), stored().orElseThrow());
    assertEquals(List.of(), gate.denied());
  }

  /** The object, if it is there. */
  Optional<byte[]> stored() {
    return new Reader(behind.readerEndpoint, behind.reader)
        .read(behind.bucket, prefix + "/x.csv.gz");
  }

  void assertHarmless(FlowlakeException failure) {
    String text = S3StoreContract.everyText(failure);
    assertFalse(text.contains(behind.writer.secretKey()), text);
    assertFalse(text.contains("X-Amz-"), text);
  }
}

package io.flowlake.store;

import io.flowlake.CephServer;
import io.flowlake.model.ExitCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The contract against Ceph, which enforces the policy itself: what it denies makes a test fail.
 */
class CephContract extends S3StoreContract {
  private final CephServer server;
  private final String endpoint;

  CephContract(CephServer server, String endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  @Override
  String endpoint() {
    return endpoint;
  }

  @Override
  AccessKeys keys() {
    return new AccessKeys(server.key("access"), server.key("secret"), null);
  }

  @Override
  String bucket() {
    return CephServer.BUCKET;
  }

  @Override
  Optional<byte[]> stored(String key) {
    AccessKeys admin = new AccessKeys(server.key("admin_access"), server.key("admin_secret"), null);
    return new Reader(server.endpoint(), admin).read(bucket(), key);
  }

  /** The answer comes while the piece is still being sent. */
  @Test
  void aLargePieceThatIsRefusedIsTold() {
    S3Location closed =
        S3Location.of(CephServer.CLOSED_BUCKET, "", "", endpoint, Addressing.PATH, null);
    RandomPiece piece = RandomPiece.of(1, 16_000_000);
    try (ExportStore store = open(closed, keys())) {
      assertRefused(
          ExitCode.DENIED,
          "the user of these keys lacks a permission of the bucket",
          () -> store.begin("x", 1).slot(1).put(piece));
    }
  }

  @Override
  void assertNothingDenied() {
    // A denied request is answered with 403, and the export fails.
  }
}

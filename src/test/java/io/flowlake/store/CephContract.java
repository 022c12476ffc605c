package io.flowlake.store;

import io.flowlake.CephServer;
import java.util.Optional;

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

  @Override
  void assertNothingDenied() {
    // A denied request is answered with 403, and the export fails.
  }
}

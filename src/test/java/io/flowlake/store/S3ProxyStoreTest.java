package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** S3Proxy, behind a gate that allows what the policy allows. */
class S3ProxyStoreTest extends S3StoreContract {
  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private S3Gate gate;

  @BeforeEach
  void openGate() throws IOException {
    gate = new S3Gate(server.port());
  }

  @AfterEach
  void closeGate() throws IOException {
    gate.close();
  }

  @Override
  String endpoint() {
    return gate.endpoint();
  }

  @Override
  AccessKeys keys() {
    return new AccessKeys(server.accessKey(), server.secretKey(), null);
  }

  @Override
  String bucket() {
    return bucket;
  }

  @Override
  Optional<byte[]> stored(String key) {
    return new Reader(server.endpoint(), keys()).read(bucket, key);
  }

  @Override
  void assertNothingDenied() {
    assertEquals(List.of(), gate.denied());
  }
}

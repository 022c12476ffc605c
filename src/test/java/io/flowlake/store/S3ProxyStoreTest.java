package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.FaultyS3;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.model.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  /** It cannot encrypt, and says so: the key is among what is asked for, and signed. */
  @Test
  void aKmsKeyGoesAlong() throws IOException {
    try (FaultyS3 listener = new FaultyS3(server.port())) {
      assertRefusedEverywhere(
          ExitCode.USAGE,
          "the store cannot encrypt with the KMS key (NotImplemented)",
          S3Location.of(bucket, "", "", listener.endpoint(), null, "a-key"),
          keys());
      String put = listener.requests().get(0);
      assertTrue(
          put.contains(
              "X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-server-side-encryption%3Bx-amz-server-side-encryption-aws-kms-key-id"),
          put);
    }
  }
}

package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.flowlake.CephServer;
import io.flowlake.JavaChild;
import io.flowlake.model.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ceph under the policy that exports are given, over HTTP, and over HTTPS in a JVM that trusts it.
 */
class CephStoreTest extends CephContract {
  private static CephServer server;

  @BeforeAll
  static void startCeph() throws IOException, InterruptedException {
    String missing = CephServer.missing();
    if (missing != null) {
      abort("Ceph is not tested: " + missing);
    }
    server = CephServer.start();
  }

  CephStoreTest() {
    super(server, server.endpoint());
  }

  @Test
  void aBucketWithoutPermissionIsTold() {
    assertRefusedEverywhere(
        ExitCode.DENIED,
        "the user of these keys lacks a permission of the bucket",
        S3Location.of(CephServer.CLOSED_BUCKET, "", "", endpoint(), null, null),
        keys());
  }

  @Test
  void aSuspendedUserIsTold() {
    server.admin("user", "suspend", "--uid=exporter");
    try {
      assertRefusedEverywhere(
          ExitCode.DENIED, "the account of these keys is suspended", location(""), keys());
    } finally {
      server.admin("user", "enable", "--uid=exporter");
    }
  }

  @Test
  void aKmsKeyThatIsNotThereIsTold() {
    assertRefusedEverywhere(
        ExitCode.USAGE,
        "the store cannot encrypt with the KMS key",
        S3Location.of(bucket(), "", "", endpoint(), null, "a-key"),
        keys());
  }

  @Test
  void aCertificateThatIsNotTrustedIsTold() {
    assertRefusedEverywhere(
        ExitCode.USAGE,
        "the certificate of the store",
        S3Location.of(bucket(), "", "", server.secureEndpoint(), null, null),
        keys());
  }

  @Test
  void plainHttpToAnHttpsPortIsTold() {
    assertRefusedEverywhere(
        ExitCode.RETRY,
        "https://",
        S3Location.of(
            bucket(), "", "", server.secureEndpoint().replace("https", "http"), null, null),
        keys());
  }

  /** What a JVM trusts is settled when it starts. */
  @Test
  void theSameOverHttps() throws Exception {
    CephServer other = CephServer.start();
    try (JavaChild child =
        JavaChild.start(
            OverHttps.class,
            Map.of(),
            other.trustOptions(),
            other.folder().toString(),
            Integer.toString(other.port()))) {
      assertEquals(OverHttps.DONE, child.answer());
      child.finish();
    }
  }

  /** The contract in another JVM, where no engine of tests is. */
  static final class OverHttps {
    static final String DONE = "all of it";

    private OverHttps() {}

    /** Takes the folder and the port of a server. */
    public static void main(String[] arguments) throws Exception {
      CephServer server = CephServer.in(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      CephContract contract = new CephContract(server, server.secureEndpoint());
      contract.validationPutsAnEmptyObject("a b/ü+%&=?#", "a b/ü+%&=?#/validation");
      contract.aSinglePieceIsOnePut(0);
      contract.aSinglePieceIsOnePut(100_000);
      contract.piecesBecomeOneObjectInOneStep();
      contract.aPartThatIsNotWhatWasSentIsNotUsed();
      contract.aPartThatIsMissingIsNamed();
      contract.aWrongSecretIsTold();
      contract.anUnknownAccessKeyIsTold();
      contract.aBucketThatIsNotThereIsTold();
      System.out.println(DONE);
    }
  }
}

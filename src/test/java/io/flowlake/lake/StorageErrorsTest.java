package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What S3A tells is in {@link StoreProbeTest}, from a real server; here are the others. */
class StorageErrorsTest {
  record Case(IOException failure, ExitCode exitCode, String words) {}

  private static final String MAY_NOT =
      "this user may not; check the owner and the rights of /lake and of the folder it is in, or name another";

  @Test
  void theVeryFileIsNamedWhereItIsKnown() {
    assertEquals(
        "Cannot use /lake/x: " + MAY_NOT.replace("/lake", "/lake/x") + ".",
        StorageErrors.inWords(new java.nio.file.AccessDeniedException("/lake/x"), "the lake")
            .getMessage());
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            new FileNotFoundException("File /lake does not exist"),
            ExitCode.MISSING,
            "it is not there; check the name"),
        new Case(
            new FileNotFoundException("/lake/x (Permission denied)"), ExitCode.DENIED, MAY_NOT),
        new Case(
            new AccessControlException("Permission denied: user=x, access=WRITE"),
            ExitCode.DENIED,
            MAY_NOT),
        new Case(
            new IOException("copy failed", new IOException("No space left on device")),
            ExitCode.RETRY,
            "the disk is full; make room and run it again"),
        new Case(
            new IOException(
                "[DELTA_CANNOT_CREATE_LOG_PATH] Cannot create file:/lake/flows/_delta_log"),
            ExitCode.DENIED,
            MAY_NOT),
        new Case(new IOException("/lake/x (Read-only file system)"), ExitCode.DENIED, MAY_NOT),
        new Case(new IOException(), ExitCode.RETRY, "IOException; run it again"),
        new Case(
            new IOException("GET", new SocketTimeoutException("Read timed out")),
            ExitCode.RETRY,
            "the store does not answer (Read timed out); check FLOWLAKE_S3_ENDPOINT,"
                + " FLOWLAKE_S3_REGION and the network"),
        new Case(
            new IOException("PUT", new SSLException("no trusted certificate found")),
            ExitCode.USAGE,
            "no secure connection (no trusted certificate found); check whether"
                + " FLOWLAKE_S3_ENDPOINT should begin with http:// or https://, and the"
                + " certificate"),
        new Case(
            new IOException(
                "HEAD: S3Exception: (Service: S3, Status Code: 403, Request ID: 1):null"),
            ExitCode.DENIED,
            "the store refused it (status 403): the keys are wrong or lack the permission; check"
                + " AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
        new Case(
            new IOException("PUT: (Service: S3, Status Code: 503, Request ID: 1):SlowDown"),
            ExitCode.RETRY,
            "the store is busy or in trouble (status 503, SlowDown); run it again"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void failuresAreToldInWords(Case one) {
    FlowlakeException told = StorageErrors.inWords(one.failure, "/lake");
    assertEquals("Cannot use /lake: " + one.words + ".", told.getMessage());
    assertEquals(one.exitCode, told.exitCode());
    assertSame(one.failure, told.getCause());
  }
}

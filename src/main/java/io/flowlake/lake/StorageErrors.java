package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hadoop.fs.s3a.UnknownStoreException;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import org.apache.hadoop.net.ConnectTimeoutException;
import org.apache.hadoop.security.AccessControlException;

/** Says in a sentence what a file system or an object store meant. */
public final class StorageErrors {
  private static final String KEYS =
      "check AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  private static final String PLACE =
      "check FLOWLAKE_S3_ENDPOINT, FLOWLAKE_S3_REGION and the network";

  /**
   * What operating systems say, and Delta where it could not make the folder of its log: Hadoop
   * tells it no reason then.
   */
  private static final List<String> REFUSALS =
      List.of(
          "Permission denied",
          "Operation not permitted",
          "Read-only file system",
          "DELTA_CANNOT_CREATE_LOG_PATH");

  private StorageErrors() {}

  /**
   * The failure for the user: missing (3), denied (4), to be tried again (5), or a wrong setting
   * (2).
   *
   * @param failure what was thrown; causes are looked through
   * @param uri what was to be read or written
   */
  public static FlowlakeException inWords(IOException failure, String uri) {
    String place = place(failure, uri);
    Reason reason = reason(failure, place);
    return new FlowlakeException(
        reason.exitCode, "Cannot use %s: %s".formatted(place, stopped(reason.sentence)), failure);
  }

  /** What others said may have its full stop already. */
  private static String stopped(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  /** The very file, where a local file system names it; S3A names a part of the key. */
  private static String place(IOException failure, String uri) {
    if (S3Failure.of(failure).status() != 0) {
      return uri;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException local && local.getFile() != null) {
        return local.getFile();
      }
    }
    return uri;
  }

  private record Reason(ExitCode exitCode, String sentence) {}

  private static Reason reason(IOException failure, String uri) {
    S3Failure answer = S3Failure.of(failure);
    if (S3Failure.isCausedBy(failure, UnknownStoreException.class)
        || answer.code().equals("NoSuchBucket")) {
      return new Reason(
          ExitCode.MISSING,
          "there is no such bucket in this store; check the name, FLOWLAKE_S3_ENDPOINT and"
              + " FLOWLAKE_S3_REGION");
    }
    if (answer.status() == 0) {
      return withoutAnswer(failure, uri);
    }
    return switch (answer.code()) {
      case "InvalidAccessKeyId" ->
          new Reason(ExitCode.DENIED, "the store does not know the access key; " + KEYS);
      case "SignatureDoesNotMatch" ->
          new Reason(ExitCode.DENIED, "the secret key is not that of the access key; " + KEYS);
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          new Reason(ExitCode.DENIED, "the session token is no longer valid; log in again");
      case "RequestTimeTooSkewed" ->
          new Reason(
              ExitCode.DENIED, "this machine's clock is wrong by many minutes; set it right");
      case "UserSuspended", "AccountProblem" ->
          new Reason(ExitCode.DENIED, "the account is suspended; ask who runs the store");
      case "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "IllegalLocationConstraintException" ->
          new Reason(
              ExitCode.USAGE, "the bucket is in another region; set FLOWLAKE_S3_REGION to it");
      default -> byStatus(answer, failure);
    };
  }

  private static Reason byStatus(S3Failure answer, IOException failure) {
    String told =
        answer.code().isEmpty()
            ? "status " + answer.status()
            : "status %d, %s".formatted(answer.status(), answer.code());
    return switch (answer.status()) {
      case 301, 307 ->
          new Reason(
              ExitCode.USAGE, "the bucket is in another region; set FLOWLAKE_S3_REGION to it");
      case 401, 403 ->
          new Reason(
              ExitCode.DENIED,
              "the store refused it (%s): the keys are wrong or lack the permission; %s"
                  .formatted(told, KEYS));
      case 404 -> new Reason(ExitCode.MISSING, "it is not there (%s)".formatted(told));
      case 409, 412, 429, 500, 502, 503, 504 ->
          new Reason(
              ExitCode.RETRY, "the store is busy or in trouble (%s); run it again".formatted(told));
      default ->
          new Reason(
              ExitCode.USAGE,
              "the store did not accept the request (%s): %s"
                  .formatted(told, failure.getMessage()));
    };
  }

  private static Reason withoutAnswer(IOException failure, String uri) {
    if (S3Failure.isCausedBy(failure, NoAuthWithAWSException.class)) {
      return new Reason(
          ExitCode.DENIED,
          "no credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or give the machine a role");
    }
    if (S3Failure.isCausedBy(failure, UnknownHostException.class)) {
      return new Reason(ExitCode.RETRY, "the store's host name is not known; " + PLACE);
    }
    if (S3Failure.isCausedBy(failure, SSLException.class)) {
      return new Reason(
          ExitCode.USAGE,
          "no secure connection (%s); check whether FLOWLAKE_S3_ENDPOINT should begin with http:// or https://, and the certificate"
              .formatted(lastMessage(failure)));
    }
    if (S3Failure.isCausedBy(failure, ConnectException.class)
        || S3Failure.isCausedBy(failure, ConnectTimeoutException.class)
        || S3Failure.isCausedBy(failure, SocketTimeoutException.class)) {
      return new Reason(
          ExitCode.RETRY,
          "the store does not answer (%s); ".formatted(lastMessage(failure)) + PLACE);
    }
    return onDisk(failure, uri);
  }

  private static Reason onDisk(IOException failure, String uri) {
    String message = String.valueOf(lastMessage(failure));
    if (S3Failure.isCausedBy(failure, AccessDeniedException.class)
        || S3Failure.isCausedBy(failure, AccessControlException.class)
        || REFUSALS.stream().anyMatch(message::contains)) {
      return new Reason(
          ExitCode.DENIED,
          "this user may not; check the owner and the rights of %s and of the folder it is in, or name another"
              .formatted(uri));
    }
    if (message.contains("No space left") || message.contains("Disk quota exceeded")) {
      return new Reason(ExitCode.RETRY, "the disk is full; make room and run it again");
    }
    if (S3Failure.isCausedBy(failure, FileNotFoundException.class)
        || S3Failure.isCausedBy(failure, NoSuchFileException.class)) {
      return new Reason(ExitCode.MISSING, "it is not there; check the name");
    }
    return new Reason(ExitCode.RETRY, "%s; run it again".formatted(message));
  }

  /** The message at the bottom of the causes: what happened, without who passed it on. */
  private static String lastMessage(Throwable failure) {
    Throwable last = failure;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      last = cause;
    }
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }
}

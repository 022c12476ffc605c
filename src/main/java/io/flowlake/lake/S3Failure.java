package io.flowlake.lake;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import org.jspecify.annotations.Nullable;

/**
 * What the store answered, read from the message that S3A (3.5.0) makes of it: the classes that
 * would say it are the SDK's.
 *
 * @param status the HTTP status, 0 if there was no answer
 * @param code S3's error code, empty if there was none (HEAD answers have no body)
 */
record S3Failure(int status, String code) {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\(Service: [^)]*Status Code: (\\d+)[^)]*\\)(?: \\(SDK Attempt Count: \\d+\\))?(?::(\\w+))?");

  private static final int CONFLICT = 409;
  private static final int TAKEN = 412;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  static S3Failure of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher answer = ANSWER.matcher(String.valueOf(cause.getMessage()));
      if (answer.find()) {
        String code = answer.group(2);
        return new S3Failure(
            Integer.parseInt(answer.group(1)), code == null || code.equals("null") ? "" : code);
      }
    }
    return new S3Failure(0, "");
  }

  /** Whether the object may exist all the same: by another's hand or, answer lost, by our own. */
  static boolean leavesOpen(IOException failure) {
    int status = of(failure).status;
    if (status != 0) {
      return status == TAKEN || status == CONFLICT || status >= SERVER_ERROR;
    }
    return !isCausedBy(failure, ConnectException.class)
        && !isCausedBy(failure, UnknownHostException.class)
        && !isCausedBy(failure, NoAuthWithAWSException.class);
  }

  /** S3A takes a 409 for the caller's mistake; here it says that two conditional PUTs met. */
  boolean isWorthRepeating() {
    return status == CONFLICT
        || status == TAKEN
        || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED);
  }

  /** Whether the store says that it cannot do what was asked, now and ever. */
  boolean isNotImplemented() {
    return status == NOT_IMPLEMENTED;
  }

  static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}

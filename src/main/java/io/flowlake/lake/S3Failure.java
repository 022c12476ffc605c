package io.flowlake.lake;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.jspecify.annotations.Nullable;

/**
 * What the store answered, as far as S3A's exceptions (3.5.0) tell.
 *
 * @param status the HTTP status, 0 if there was no answer
 * @param code S3's error code, empty if there was none (HEAD answers have no body)
 */
record S3Failure(int status, String code) {
  /** S3A's message: what was done, the SDK's exception with "(Service: …)", a colon, the code. */
  private static final Pattern CODE = Pattern.compile("\\(Service: [^)]*\\)[^:]*:(\\w+)");

  private static final int CONFLICT = 409;
  private static final int SERVER_ERROR = 500;

  /** Looks through the causes for an answer of the store. */
  static S3Failure of(IOException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AWSServiceIOException answer) {
        Matcher code = CODE.matcher(String.valueOf(answer.getMessage()));
        return new S3Failure(answer.statusCode(), code.find() ? code.group(1) : "");
      }
    }
    return new S3Failure(0, "");
  }

  /** S3A takes a 409 for the caller's mistake; here it says that two conditional PUTs met. */
  boolean isWorthRepeating() {
    return status == CONFLICT || status >= SERVER_ERROR;
  }
}

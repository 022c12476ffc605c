package io.flowlake.store;

import io.flowlake.model.FlowlakeException;
import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Says in words what an S3 store, or the way to it, meant. It travels to tasks with their slots and
 * knows nothing secret.
 *
 * @param location what was asked
 * @param keys where its keys come from, in words
 * @param ofSession whether a session token belongs to them, so that they end
 */
record StoreErrors(S3Location location, String keys, boolean ofSession) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A part of a signed address or of a header that signs, or any query. */
  private static final Pattern SIGNED = Pattern.compile("(?i)x-amz-|signature=|\\?\\S*=");

  /** What could not be done with {@code key}, after the SDK gave up. */
  FlowlakeException inWords(String what, Throwable failure) {
    Reason reason =
        failure instanceof AwsServiceException refused
            ? new AnswerReasons(this, StoreAnswer.of(refused)).reason()
            : new ConnectionReasons(this, failure).reason();
    return failed(what, reason, failure);
  }

  /** What could not be done, for the store's answer to a request of our own. */
  FlowlakeException inWords(String what, StoreAnswer answer) {
    return failed(what, new AnswerReasons(this, answer).reason(), null);
  }

  /** The address of the object {@code key}. */
  String address(String key) {
    return "s3://" + location.bucket() + "/" + key;
  }

  /** In brackets, the server that was asked, where it is not Amazon's. */
  String server() {
    return location.endpoint() == null ? "" : " (" + location.endpoint() + ")";
  }

  /** What to do about keys. */
  String giveKeys() {
    return "they come from %s; give the right ones with flowlake target set".formatted(keys);
  }

  /** Whether a text of somebody else's holds nothing of a signed address. */
  static boolean isHarmless(@Nullable String text) {
    if (text == null) {
      return true;
    }
    return !SIGNED.matcher(text).find();
  }

  private static FlowlakeException failed(String what, Reason reason, @Nullable Throwable cause) {
    return new FlowlakeException(
        reason.exitCode(), "Cannot %s: %s.".formatted(what, reason.sentence()), harmless(cause));
  }

  /** With --debug every cause is shown, so one that repeats a signed address is left out. */
  private static @Nullable Throwable harmless(@Nullable Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (!isHarmless(cause.getMessage())) {
        return null;
      }
      for (Throwable suppressed : cause.getSuppressed()) {
        if (!isHarmless(suppressed.getMessage())) {
          return null;
        }
      }
    }
    return failure;
  }
}

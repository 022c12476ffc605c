package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import org.jspecify.annotations.Nullable;

/** Says in a sentence that Spark gave up, for the processes of a task ended again and again. */
public final class LostExecutors {
  /** What Spark's scheduler says of a task whose process ended. */
  private static final String LOST = "ExecutorLostFailure";

  private LostExecutors() {}

  /**
   * The failure for the user, to be tried again (5); null if {@code cause} does not say it first.
   *
   * @param task what could not be done, after "Cannot"
   * @param cause one of the causes of {@code failure}
   * @param failure what was thrown
   */
  public static @Nullable FlowlakeException inWords(
      String task, Throwable cause, Throwable failure) {
    String message = String.valueOf(cause.getMessage());
    if (!message.contains(LOST) || isToldBelow(cause)) {
      return null;
    }
    return new FlowlakeException(
        ExitCode.RETRY,
        "Cannot %s: executors were lost again and again (%s). Give them more memory, or run the same command again."
            .formatted(task, message.lines().findFirst().orElse("")),
        failure);
  }

  /** An exception that was made of another one repeats its message, after the name of its class. */
  private static boolean isToldBelow(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null && String.valueOf(cause.getMessage()).contains(LOST);
  }
}

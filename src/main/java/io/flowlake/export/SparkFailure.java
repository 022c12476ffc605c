package io.flowlake.export;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.util.function.Supplier;

/** Finds in a failed Spark job what the user must hear. */
final class SparkFailure {
  /** Spark's name of the condition that a file is not there. */
  private static final String GONE = "FILE_NOT_EXIST";

  private SparkFailure() {}

  /**
   * What {@code action} returns.
   *
   * @throws FlowlakeException the sentence of a task that failed; or (run again) when a file of the
   *     version was vacuumed meanwhile
   */
  @SuppressWarnings("CatchingUnchecked") // Scala throws checked exceptions without declaring them
  static <T> T inWords(ExportPlan plan, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof FlowlakeException told) {
          throw new FlowlakeException(told.exitCode(), String.valueOf(told.getMessage()), e);
        }
        if (cause instanceof FileNotFoundException
            || String.valueOf(cause.getMessage()).contains(GONE)) {
          throw new FlowlakeException(
              ExitCode.RETRY,
              "Cannot read version %d of the flows of %s: a file is gone, so the version was vacuumed. Run it again for the newest one."
                  .formatted(plan.version(), plan.request().lake().root()),
              e);
        }
      }
      throw e;
    }
  }
}

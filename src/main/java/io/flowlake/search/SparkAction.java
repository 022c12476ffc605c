package io.flowlake.search;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.util.function.Supplier;

/** Runs what makes Spark read, and says in words when files are gone. */
final class SparkAction {
  /** Spark's name of the condition that a file is not there. */
  private static final String GONE = "FILE_NOT_EXIST";

  private SparkAction() {}

  /**
   * What {@code action} returns.
   *
   * @throws FlowlakeException (missing) when a data file of the version is gone
   */
  @SuppressWarnings("CatchingUnchecked") // Scala throws checked exceptions without declaring them
  static <T> T run(long version, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception e) {
      if (isGone(e)) {
        throw new FlowlakeException(
            ExitCode.MISSING,
            "Cannot read version %d of the table: a file is gone, so the version was vacuumed. Search the newest one."
                .formatted(version),
            e);
      }
      throw e;
    }
  }

  private static boolean isGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileNotFoundException
          || String.valueOf(cause.getMessage()).contains(GONE)) {
        return true;
      }
    }
    return false;
  }
}

package io.flowlake.export;

import io.flowlake.lake.LostExecutors;
import io.flowlake.lake.LostRaceException;
import io.flowlake.lake.StorageErrors;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds in what went wrong while a day was exported what the user must hear. */
final class SparkFailure {
  /** Spark's names of conditions, as in its messages: a file is not there; or cannot be read. */
  private static final String GONE = "FILE_NOT_EXIST";

  private static final String UNREADABLE = "FAILED_READ_FILE";

  private SparkFailure() {}

  /** The failure of the export that {@code plan} says, in one sentence. */
  static FlowlakeException inWords(ExportPlan plan, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      FlowlakeException told = ofCause(plan, cause, failure);
      if (told != null) {
        return told;
      }
    }
    return new FlowlakeException(
        ExitCode.BUG, "Cannot export %s: %s.".formatted(what(plan), failure), failure);
  }

  private static @Nullable FlowlakeException ofCause(
      ExportPlan plan, Throwable cause, Exception failure) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof FlowlakeException told) {
      return new FlowlakeException(told.exitCode(), message, failure);
    }
    if (cause instanceof LostRaceException) {
      return new FlowlakeException(
          ExitCode.RETRY,
          "Cannot write the export ledger of %s: other jobs changed it first, again and again. Run the same command again."
              .formatted(plan.request().lake().root()),
          failure);
    }
    if (cause instanceof FileNotFoundException || message.contains(GONE)) {
      return new FlowlakeException(
          ExitCode.RETRY,
          "Cannot read version %d of the flows of %s: a file is gone, so the version was vacuumed. Run it again for the newest one."
              .formatted(plan.version(), plan.request().lake().root()),
          failure);
    }
    if (cause instanceof IOException storage) {
      return StorageErrors.inWords(storage, plan.request().lake().root());
    }
    FlowlakeException lost = LostExecutors.inWords("export " + what(plan), cause, failure);
    if (lost != null) {
      return lost;
    }
    // What cannot be read for the store's sake has an IOException below it, which says more.
    return message.contains(UNREADABLE) && !hasStorageCause(cause)
        ? damaged(plan, message, failure)
        : null;
  }

  private static boolean hasStorageCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof FlowlakeException) {
        return true;
      }
    }
    return false;
  }

  private static FlowlakeException damaged(ExportPlan plan, String message, Exception failure) {
    return new FlowlakeException(
        ExitCode.DATA,
        "Cannot export %s: a file of the lake is damaged (%s). Restore it from a copy."
            .formatted(what(plan), firstLine(message)),
        failure);
  }

  private static String what(ExportPlan plan) {
    return "%s to %s".formatted(plan.day(), plan.address());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}

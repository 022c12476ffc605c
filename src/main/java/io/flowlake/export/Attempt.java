package io.flowlake.export;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the export ledger knows of one run's export of a day.
 *
 * @param outcome how it ended, if it did
 * @param version the version of the flows table that was exported
 * @param rows how many flows the object got; null unless it is done
 * @param dayRows how many flows the day had in the table; null where nobody counted
 * @param bytes the object's size; null unless it is done
 * @param sha256 see {@link DayReport.Done#sha256}; null unless it is done
 * @param parts in how many parts it was uploaded; null unless it is done
 * @param millis how long it took; null if it did not end
 * @param note why it failed, or what it left behind; null for nothing to tell
 * @param uploadId the store's id of a multipart upload; null where there was none
 * @param writtenAt when the ledger heard of it last, µs UTC
 */
public record Attempt(
    Outcome outcome,
    long version,
    @Nullable Long rows,
    @Nullable Long dayRows,
    @Nullable Long bytes,
    @Nullable String sha256,
    @Nullable Integer parts,
    @Nullable Long millis,
    @Nullable String note,
    @Nullable String uploadId,
    long writtenAt) {
  /** How an attempt ended. */
  public enum Outcome {
    /** It has not said how it ended, and may still run. */
    RUNNING,
    /** The object was written. */
    DONE,
    /** The object is as it was before, and the attempt said why. */
    FAILED,
    /** It never said how it ended, and runs no more: it was killed, or lost its machine. */
    KILLED;

    /** As the ledger has it, or would. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** The same attempt, of which it is known now that it was killed. */
  Attempt killed() {
    return new Attempt(
        Outcome.KILLED,
        version,
        rows,
        dayRows,
        bytes,
        sha256,
        parts,
        millis,
        note,
        uploadId,
        writtenAt);
  }
}

package io.flowlake.export;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the export of a day to an object, with one filter and one choice of columns.
 *
 * @param day the UTC day
 * @param object the object's whole address
 * @param place see {@link io.flowlake.store.ExportStore#place}
 * @param filter the filter's canonical text; empty for all flows
 * @param columns the columns' names, joined by commas
 * @param last the last attempt
 * @param done the last attempt that was done; null if none was
 * @param flowsNow how many flows of the day the lake has now, whatever the filter; -1 where nobody
 *     counted
 * @param state what the object is worth now
 */
public record ExportStatus(
    LocalDate day,
    String object,
    String place,
    String filter,
    String columns,
    Attempt last,
    @Nullable Attempt done,
    long flowsNow,
    State state) {
  /** What an object is worth now. */
  public enum State {
    /** It holds what the lake holds. */
    CURRENT,
    /** Flows of the day came or changed since, or nobody can tell any more that none did. */
    STALE,
    /** An export with another filter or other columns wrote over it since. */
    REPLACED,
    /** The lake has deleted flows of the day since: the object is what is left of them. */
    KEPT,
    /** No attempt was ever done. */
    NONE;

    /** As it is printed. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the last attempt ended without an object. */
  public boolean failedLast() {
    return last.outcome() == Attempt.Outcome.FAILED || last.outcome() == Attempt.Outcome.KILLED;
  }

  /** Whether the object holds flows that the lake has no more. */
  boolean isKept() {
    return state == State.KEPT;
  }

  /** Whether the day should be exported again. */
  boolean isToDo() {
    return state == State.STALE || (state == State.NONE && failedLast());
  }
}

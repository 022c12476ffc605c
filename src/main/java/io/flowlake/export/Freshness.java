package io.flowlake.export;

import io.flowlake.export.ExportStatus.State;
import io.flowlake.export.LedgerHistory.Entry;
import io.flowlake.lake.DaysChanged;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an exported object is worth now.
 *
 * @param changed what the log knows of changes
 * @param logged what the log knows of the days as they are now
 */
record Freshness(DaysChanged changed, LoggedDays logged) {
  /**
   * The state of the object of {@code entry}.
   *
   * @param all what the ledger holds of the object, {@code entry} included
   */
  State state(Entry entry, List<Entry> all) {
    Entry holder = holder(all);
    if (holder != null && !holder.equals(entry)) {
      // A later failure to write it anew shows that the replacement is not what is wanted.
      return written(holder) > entry.last().writtenAt() ? State.REPLACED : State.STALE;
    }
    Attempt done = entry.done();
    if (done == null) {
      return State.NONE;
    }
    if (holdsMore(entry.day(), done)) {
      return State.KEPT;
    }
    return isContested(entry, all) || isStale(entry, done) ? State.STALE : State.CURRENT;
  }

  /** Whose the object is: the last attempt was done with that filter and these columns. */
  private static @Nullable Entry holder(List<Entry> all) {
    Entry holder = null;
    for (Entry entry : all) {
      if (entry.done() != null && (holder == null || written(entry) > written(holder))) {
        holder = entry;
      }
    }
    return holder;
  }

  private static long written(Entry entry) {
    return entry.done() == null ? Long.MIN_VALUE : entry.done().writtenAt();
  }

  /**
   * Whether an attempt with another filter or other columns may have written the object since: one
   * that overlapped with the holder's, or was killed later and cannot tell.
   */
  private static boolean isContested(Entry holder, List<Entry> all) {
    return all.stream()
        .filter(entry -> !entry.equals(holder))
        .anyMatch(
            entry ->
                entry.lowest() != null
                    || (entry.last().outcome() == Attempt.Outcome.KILLED
                        && entry.last().writtenAt() > written(holder)));
  }

  /** Whether the lake has deleted flows that the object holds: nothing else makes a day smaller. */
  private boolean holdsMore(LocalDate day, Attempt done) {
    Long then = done.dayRows() == null ? done.rows() : done.dayRows();
    long now = logged.rows(day);
    return then != null
        && now != LoggedDays.UNKNOWN
        && now < then
        && !Objects.equals(done.rows(), 0L);
  }

  /**
   * Where the log no longer tells what changed, the number of the day's flows must do: what was
   * replaced row by row since is not seen then (an open flow that was closed, above all).
   */
  private boolean isStale(Entry entry, Attempt done) {
    long now = logged.rows(entry.day());
    Long then = done.dayRows();
    long version = Objects.requireNonNullElse(entry.lowest(), done.version());
    boolean empty = now == 0 && then != null && then == 0;
    return !empty
        && changed
            .changed(entry.day(), version)
            .orElseGet(() -> then == null || now == LoggedDays.UNKNOWN || now != then);
  }
}

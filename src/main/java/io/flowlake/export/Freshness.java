package io.flowlake.export;

import io.flowlake.export.ExportStatus.State;
import java.time.LocalDate;
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
   * The state of the object of {@code day}.
   *
   * @param last the last attempt with the filter and columns in question
   * @param done the last one of these that was done; null for none
   * @param holder the last one that was done with any filter and columns: the object is its; null
   *     for none
   */
  State state(LocalDate day, Attempt last, @Nullable Attempt done, @Nullable Attempt holder) {
    if (holder != null && !Objects.equals(holder, done)) {
      // A later failure to write it anew shows that the replacement is not what is wanted.
      return holder.writtenAt() > last.writtenAt() ? State.REPLACED : State.STALE;
    }
    return done == null ? State.NONE : state(day, done);
  }

  /**
   * Where the log no longer tells what changed, the number of the day's flows must do: what was
   * replaced row by row since is not seen then (an open flow that was closed, above all).
   */
  private State state(LocalDate day, Attempt done) {
    long now = logged.rows(day);
    Long then = done.dayRows();
    boolean stale =
        changed
            .changed(day, done.version())
            .orElseGet(() -> then == null || now == LoggedDays.UNKNOWN || now != then);
    if (!stale || (now == 0 && then != null && then == 0)) {
      return State.CURRENT;
    }
    return now == 0 ? State.KEPT : State.STALE;
  }
}

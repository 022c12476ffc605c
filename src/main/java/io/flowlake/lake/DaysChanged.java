package io.flowlake.lake;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Whether flows of a day changed since a version, as far as the log tells.
 *
 * @param since the log tells of what came after this version; {@link Long#MAX_VALUE} if of nothing
 * @param newest the version up to which it was read
 * @param byDay the version that changed each day last; days that none changed are not in it
 * @param everyDay the last version that may have changed any day, as its commit does not name the
 *     days; -1 for none
 */
public record DaysChanged(long since, long newest, Map<LocalDate, Long> byDay, long everyDay) {
  public DaysChanged {
    byDay = Map.copyOf(byDay);
  }

  /**
   * Whether {@code day} changed after {@code version}; empty where the log does not tell: it does
   * not reach back so far, or the version is of another table that was here before.
   */
  public Optional<Boolean> changed(LocalDate day, long version) {
    if (version < since || version > newest) {
      return Optional.empty();
    }
    return Optional.of(Math.max(everyDay, byDay.getOrDefault(day, version)) > version);
  }
}

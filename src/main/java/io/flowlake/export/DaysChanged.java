package io.flowlake.export;

import io.flowlake.lake.FlowsLog;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether flows of a day changed since a version, as far as the log reaches back. */
final class DaysChanged {
  private final long since;
  private final long newest;
  private final Map<LocalDate, Long> lastChanged;

  private DaysChanged(long since, long newest, Map<LocalDate, Long> lastChanged) {
    this.since = since;
    this.newest = newest;
    this.lastChanged = lastChanged;
  }

  /** Knows the answer for those of {@code versions} that the log still reaches back to. */
  static DaysChanged since(Collection<Long> versions, FlowsLog log) {
    List<Long> sorted =
        versions.stream().filter(version -> version <= log.version()).distinct().sorted().toList();
    DaysChanged best = new DaysChanged(Long.MAX_VALUE, log.version(), Map.of());
    int low = 0;
    int high = sorted.size();
    while (low < high) { // for the oldest version that the log reaches back to
      int middle = (low + high) >>> 1;
      Optional<Map<LocalDate, Long>> changed = log.daysChangedSince(sorted.get(middle));
      if (changed.isPresent()) {
        best = new DaysChanged(sorted.get(middle), log.version(), changed.get());
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return best;
  }

  /**
   * Whether {@code day} changed after {@code version}; empty where the log does not tell: it does
   * not reach back so far, or the version is of another table that was here before.
   */
  Optional<Boolean> changed(LocalDate day, long version) {
    if (version < since || version > newest) {
      return Optional.empty();
    }
    return Optional.of(lastChanged.getOrDefault(day, version) > version);
  }
}

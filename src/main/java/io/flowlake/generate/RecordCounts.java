package io.flowlake.generate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many lines of each kind there are, and so what a compaction of all dumps into an empty lake,
 * in the order of their names, must count.
 *
 * @param byKind an entry for each kind, also for 0
 */
public record RecordCounts(Map<RecordKind, Long> byKind) {
  /** A copy that nobody can change. */
  public RecordCounts {
    Map<RecordKind, Long> copy = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      copy.put(kind, byKind.getOrDefault(kind, 0L));
    }
    byKind = Collections.unmodifiableMap(copy);
  }

  static RecordCounts none() {
    return new RecordCounts(Map.of());
  }

  /** The lines of one kind. */
  public long of(RecordKind kind) {
    return byKind.getOrDefault(kind, 0L);
  }

  /** All lines, the empty ones too. */
  public long lines() {
    return byKind.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Distinct flows: rows that are new. */
  public long flows() {
    return of(RecordKind.FIRST) + of(RecordKind.LATE) + of(RecordKind.OPEN);
  }

  /** Reports that change a row. */
  public long updates() {
    return of(RecordKind.CLOSING);
  }

  /** Reports that change nothing. */
  public long duplicates() {
    return of(RecordKind.COPY) + of(RecordKind.REDELIVERED);
  }

  /** Flows that no dump reports closed. */
  public long stillOpen() {
    return of(RecordKind.OPEN) - of(RecordKind.CLOSING);
  }

  /** Lines that must be rejected; the empty ones are not among them. */
  public long rejects() {
    return byKind.entrySet().stream()
        .filter(entry -> entry.getKey().isCorrupt() && entry.getKey() != RecordKind.EMPTY)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  RecordCounts plus(RecordCounts other) {
    Map<RecordKind, Long> sum = new EnumMap<>(byKind);
    other.byKind.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return new RecordCounts(sum);
  }
}

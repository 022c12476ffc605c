package io.flowlake.model;

/**
 * A span of time, {@code [from, to)}.
 *
 * @param from µs UTC, included
 * @param to µs UTC, excluded; after {@code from}
 */
public record TimeRange(long from, long to) {
  /** Checks that the range is not empty. */
  public TimeRange {
    if (from >= to) {
      throw new IllegalArgumentException(
          "range %s to %s is empty".formatted(Times.format(from), Times.format(to)));
    }
  }

  /** Both ends as ISO 8601 in UTC, such as {@code 2026-11-01T22:00:00.000Z..2026-11-02T…Z}. */
  @Override
  public String toString() {
    return Times.format(from) + ".." + Times.format(to);
  }
}

package io.flowlake.cli;

/** What the values of a printed column are, which decides how each format writes them. */
enum CellKind {
  /** Text of any content, as a {@link String}: it may come from a hostile source. */
  TEXT,
  /** A number that is counted, such as bytes: people see thousands separators. */
  COUNT,
  /** A number that only names something, such as a port. */
  NUMBER,
  /** Microseconds UTC. */
  TIME,
  /** Days since 1970-01-01. */
  DAY,
  /** A mask of TCP flags, written as their names. */
  TCP_FLAGS;

  /** Whether the values stand under each other by their last digit. */
  boolean isRightAligned() {
    return this == COUNT || this == NUMBER;
  }
}

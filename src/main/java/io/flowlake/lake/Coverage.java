package io.flowlake.lake;

/** How many rows of a file, or of a page of it, can match a filter, by its bounds alone. */
public enum Coverage {
  /** No row matches. */
  NONE,
  /** Some rows may match: they must be read to know. */
  SOME,
  /** Every row matches. */
  ALL;

  /** What two filters together cover. */
  Coverage and(Coverage other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** What one of two filters covers; {@link #SOME} where each covers some. */
  Coverage or(Coverage other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** What the complement of a filter covers where the filter covers this. */
  Coverage complement() {
    return switch (this) {
      case NONE -> ALL;
      case SOME -> SOME;
      case ALL -> NONE;
    };
  }
}

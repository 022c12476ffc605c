package io.flowlake.filter;

import io.flowlake.model.FlowColumn;

/**
 * Single values of the filter language, for options of the command line and parameters of the API:
 * what a value may look like is settled in one place. Each method throws {@link
 * IllegalArgumentException} with a sentence that names the value and what was expected.
 *
 * <p>Lists are separated by commas; a leading {@code !=} or {@code !} asks for the complement.
 */
public final class FilterValues {
  private FilterValues() {}

  /** The test that {@code text} asks of the addresses at {@code end}: addresses, CIDR blocks. */
  public static ParsedFilter addresses(End end, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(end + text);
  }

  /**
   * The test that {@code text} asks of {@code quantity}, in the quantity's own unit: {@code 443},
   * {@code !=22}, {@code >1023}, {@code 80,443}, {@code 8000..8100}.
   */
  public static Filter ranges(Quantity quantity, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(quantity + text);
  }

  /** The test that {@code text} asks of a column of text: names and globs. */
  public static Filter globs(FlowColumn column, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(column + text);
  }

  /** The test that {@code text} asks of the protocol: names or IANA numbers. */
  public static Filter protocols(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(text);
  }

  /** How a flag predicate combines its flags. */
  public enum FlagsMode {
    ALL,
    ANY,
    NONE,
    EXACT
  }

  /** The test of TCP flags, {@code text} as letters ({@code SA}), names or a number. */
  public static Filter flags(FlagsMode mode, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(mode + text);
  }

  /** Bytes, 0 or more: {@code 1048576}, {@code 10M} (decimal), {@code 1GiB} (binary). */
  public static long size(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(text);
  }

  /** A duration in µs, 0 or more: {@code 5m}, {@code 1h30m}, {@code 250ms}. */
  public static long duration(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(text);
  }

  /** A time in µs UTC: ISO 8601 (no zone = UTC), a date, or a number since 1970. */
  public static long time(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    throw new UnsupportedOperationException(text);
  }
}

package io.flowlake.filter;

import io.flowlake.model.FlowColumn;

/**
 * Single values of the filter language, for options of the command line and parameters of the API:
 * what a value may look like is settled in one place. Each method throws {@link
 * IllegalArgumentException} with sentences that name the value and what is expected.
 *
 * <p>Tests: values are separated by commas, each may be a range {@code A..B} where numbers are
 * meant; {@code !=} before them asks for the complement. Backslashes work as in the language;
 * quotes are not needed, and have no meaning.
 */
public final class FilterValues {
  private FilterValues() {}

  /** How a flag predicate combines its flags. */
  public enum FlagsMode {
    /** All of them are set, whatever else is. */
    ALL,
    /** At least one of them is set. */
    ANY,
    /** The flags are known, and none of them is set. */
    NONE,
    /** They are set, and no others. */
    EXACT
  }

  /** The test that {@code text} asks of the addresses at {@code end}: addresses, CIDR blocks. */
  public static ParsedFilter addresses(End end, String text) {
    return test(new Field.Address(end), ValueList.of(text));
  }

  /**
   * The test that {@code text} asks of {@code quantity}, in the quantity's own unit: {@code 443},
   * {@code !=22}, {@code >1023}, {@code 80,443}, {@code 8000..8100}, {@code >=10M}.
   */
  public static ParsedFilter ranges(Quantity quantity, String text) {
    return test(new Field.Numeric(quantity), ValueList.withRanges(text));
  }

  /** The test that {@code text} asks of a column of text: names and globs; protocols by name. */
  public static ParsedFilter globs(FlowColumn column, String text) {
    return test(new Field.Text(column), ValueList.of(text));
  }

  /** The test that {@code text} asks of the protocol: names or IANA numbers. */
  public static ParsedFilter protocols(String text) {
    return globs(FlowColumn.PROTOCOL, text);
  }

  /** The test of TCP flags; {@code text} is letters ({@code SA}), names by comma, or a number. */
  public static Filter flags(FlagsMode mode, String text) {
    return FlagTest.of(FlowColumn.TCP_FLAGS, mode, ValueList.values(text));
  }

  /** As {@link #flags(FlagsMode, String)}, the mode as the language writes it: {@code all}. */
  public static Filter flags(String mode, String text) {
    Written how = new Written(mode.strip(), false, 0, 0);
    return FlagTest.of(FlowColumn.TCP_FLAGS, how, ValueList.values(text));
  }

  /** Bytes, 0 or more: {@code 1048576}, {@code 10M} (decimal), {@code 1GiB} (binary). */
  public static long size(String text) {
    return Sizes.parse(text);
  }

  /** A duration in µs, 0 or more: {@code 5m}, {@code 1h30m}, {@code 250ms}. */
  public static long duration(String text) {
    return Durations.parse(text);
  }

  /** {@code micros}, 0 or more, as {@link #duration} reads it: {@code 1h30m}. */
  public static String durationText(long micros) {
    return Durations.format(micros);
  }

  /**
   * A time in µs UTC: ISO 8601 (no zone = UTC), a date, or a number since 1970 (seconds,
   * milliseconds or microseconds by its magnitude, or with the unit s, ms or us).
   */
  public static long time(String text) {
    return Instants.parse(text);
  }

  private static ParsedFilter test(Field field, Comparison comparison) {
    Warnings warnings = new Warnings();
    Filter filter = new FieldTest(warnings).of(field, comparison);
    return new ParsedFilter(filter, warnings.told());
  }
}

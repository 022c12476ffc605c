package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import io.flowlake.model.Times;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in µs UTC and days since 1970 as text. */
final class Instants {
  private static final long MIN_MICROS = Times.parse("0001-01-01T00:00:00Z");
  private static final Pattern SINCE_1970 = Pattern.compile("(-?[0-9]{1,19})(s|ms|us|d)");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int MAX_LENGTH = 64;

  private Instants() {}

  /**
   * A time as {@link Times#parse} has it, or a number since 1970 with its unit: s, ms or us.
   *
   * @throws IllegalArgumentException when it is none
   */
  static long parse(String text) {
    String stripped = text.strip();
    Matcher since = SINCE_1970.matcher(stripped);
    try {
      if (since.matches() && !since.group(2).equals("d")) {
        long number = Long.parseLong(since.group(1));
        return Math.multiplyExact(number, micros(since.group(2)));
      }
      return Times.parse(checked(stripped));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text)
              + " is not a time. Write 2026-11-01T22:00Z, 2026-11-01 or seconds since 1970.",
          e);
    }
  }

  /** Whether {@code text} is a date without a time of day. */
  static boolean isDate(String text) {
    return DATE.matcher(text.strip()).matches();
  }

  /**
   * A date, or days since 1970 as {@code 20759d}; in days since 1970.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static long parseDay(String text) {
    String stripped = text.strip();
    Matcher since = SINCE_1970.matcher(stripped);
    try {
      if (since.matches() && since.group(2).equals("d")) {
        return Long.parseLong(since.group(1));
      }
      long midnight = Times.parse(checked(stripped));
      if (isDate(stripped)) {
        return Times.dayOf(midnight);
      }
    } catch (IllegalArgumentException e) {
      throw notADay(text, e);
    }
    throw notADay(text, null);
  }

  /** ISO 8601 in UTC, no finer than needed; {@code …us} outside the years 1 to 9999. */
  static String format(long micros) {
    if (micros < MIN_MICROS || micros > Times.MAX_MICROS) {
      return micros + "us";
    }
    String text = Times.format(micros);
    if (text.endsWith(":00.000Z")) {
      return text.substring(0, text.length() - ":00.000Z".length()) + "Z";
    }
    return text.endsWith(".000Z")
        ? text.substring(0, text.length() - ".000Z".length()) + "Z"
        : text;
  }

  /** An ISO 8601 date; {@code …d} outside the years 1 to 9999. */
  static String formatDay(long day) {
    boolean known = day >= Times.dayOf(MIN_MICROS) && day <= Times.dayOf(Times.MAX_MICROS);
    return known ? Times.format(day * Times.DAY_MICROS).substring(0, 10) : day + "d";
  }

  private static long micros(String unit) {
    return switch (unit) {
      case "s" -> 1_000_000L;
      case "ms" -> 1_000L;
      default -> 1L;
    };
  }

  /** {@code text} itself, unless no time is so long. */
  private static String checked(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("it is longer than any time");
    }
    return text;
  }

  private static IllegalArgumentException notADay(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        Excerpt.quoted(text) + " is not a day. Write it as 2026-11-01.", cause);
  }
}

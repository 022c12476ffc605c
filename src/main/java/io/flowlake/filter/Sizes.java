package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts of bytes as text: K M G T P are powers of 1000, KiB MiB GiB TiB PiB powers of 1024. */
final class Sizes {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,30})?)\\s?([A-Za-z]{0,3})");
  private static final String PREFIXES = "kmgtp";

  private record Unit(String name, long bytes) {}

  /** Decimal ones first: of two that fit, the canonical one. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("P", power(1_000, 5)),
          new Unit("T", power(1_000, 4)),
          new Unit("G", power(1_000, 3)),
          new Unit("M", power(1_000, 2)),
          new Unit("K", power(1_000, 1)),
          new Unit("PiB", power(1_024, 5)),
          new Unit("TiB", power(1_024, 4)),
          new Unit("GiB", power(1_024, 3)),
          new Unit("MiB", power(1_024, 2)),
          new Unit("KiB", power(1_024, 1)));

  private Sizes() {}

  /**
   * The bytes of {@code text}, 0 or more.
   *
   * @throws IllegalArgumentException when it is no size, no whole number of bytes, or too large
   */
  static long parse(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      throw refused(text);
    }
    BigDecimal unit = BigDecimal.valueOf(unit(text, matcher.group(2)));
    try {
      return new BigDecimal(matcher.group(1)).multiply(unit).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text) + " is not a whole number of bytes, or more than 8 EiB.", e);
    }
  }

  /** The shortest text: {@code 10M}, {@code 1GiB}, {@code 1025}. */
  static String format(long bytes) {
    for (Unit unit : UNITS) {
      if (bytes > 0 && bytes % unit.bytes == 0) {
        return bytes / unit.bytes + unit.name;
      }
    }
    return Long.toString(bytes);
  }

  private static long unit(String text, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.equals("b")) {
      return 1;
    }
    int power = PREFIXES.indexOf(lower.charAt(0)) + 1;
    if (power == 0) {
      throw refused(text);
    }
    return switch (lower.substring(1)) {
      case "", "b" -> power(1_000, power);
      case "ib" -> power(1_024, power);
      default -> throw refused(text);
    };
  }

  private static long power(long base, int exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        Excerpt.quoted(text) + " is not a size. Write bytes, or units as in 10M or 1GiB.");
  }
}

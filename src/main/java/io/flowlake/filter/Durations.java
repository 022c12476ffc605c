package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in µs as text: numbers with units, several of them in a row. Units are in lower case,
 * for who writes {@code 10M} means bytes.
 */
final class Durations {
  private static final String PART = "([0-9]{1,30}(?:\\.[0-9]{1,30})?)(ns|us|µs|μs|ms|s|m|h|d)";
  private static final Pattern ONE = Pattern.compile(PART);
  private static final Pattern ALL = Pattern.compile("(?:" + PART + "){1,7}");
  private static final Map<String, BigDecimal> MICROS =
      Map.of(
          "ns", new BigDecimal("0.001"),
          "us", BigDecimal.ONE,
          "µs", BigDecimal.ONE,
          "μs", BigDecimal.ONE,
          "ms", new BigDecimal(1_000),
          "s", new BigDecimal(1_000_000),
          "m", new BigDecimal(60_000_000L),
          "h", new BigDecimal(3_600_000_000L),
          "d", new BigDecimal(86_400_000_000L));
  private static final String[] UNITS = {"d", "h", "m", "s", "ms", "us"};
  private static final long[] UNIT_MICROS = {
    86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L
  };

  private Durations() {}

  /**
   * The µs of {@code text}, 0 or more.
   *
   * @throws IllegalArgumentException when it is no duration, negative, no whole number of µs, or
   *     too long
   */
  static long parse(String text) {
    String stripped = text.strip();
    if (stripped.equals("0")) {
      return 0;
    }
    if (stripped.startsWith("-") && ALL.matcher(stripped.substring(1)).matches()) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text) + " is negative, which no duration is.");
    }
    if (!ALL.matcher(stripped).matches()) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text)
              + " is not a duration. Write numbers with the units ns, us, ms, s, m, h or d, as in"
              + " 5m or 1h30m.");
    }
    BigDecimal micros = BigDecimal.ZERO;
    for (Matcher part = ONE.matcher(stripped); part.find(); ) {
      micros = micros.add(micros(part.group(1), part.group(2)));
    }
    try {
      return micros.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text) + " is not a whole number of microseconds, or too long.", e);
    }
  }

  /** Each unit once, from days down: {@code 1h30m}; {@code 0s} for none. */
  static String format(long micros) {
    if (micros < 0) {
      return micros + "us";
    }
    StringBuilder text = new StringBuilder();
    long rest = micros;
    for (int i = 0; i < UNITS.length; i++) {
      if (rest >= UNIT_MICROS[i]) {
        text.append(rest / UNIT_MICROS[i]).append(UNITS[i]);
        rest %= UNIT_MICROS[i];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static BigDecimal micros(String number, String unit) {
    BigDecimal micros = MICROS.getOrDefault(unit, BigDecimal.ONE);
    return new BigDecimal(number).multiply(micros);
  }
}

package io.flowlake.dump;

import io.flowlake.model.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Seconds with a decimal fraction, exact to the microsecond: no binary fractions are involved. */
final class DecimalSeconds {
  /** More digits before the point would be milliseconds, or no time at all. */
  private static final int MAX_WHOLE_DIGITS = 10;

  private DecimalSeconds() {}

  /** The microseconds of plain digits such as {@code 1713484795.943239}; -1 for any other text. */
  static long micros(String text) {
    int length = text.length();
    long value = 0;
    int point = -1;
    int digits = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && point < 0 && i > 0) {
        point = i;
      } else if (c < '0' || c > '9' || (point < 0 && ++digits > MAX_WHOLE_DIGITS)) {
        return -1;
      } else if (point < 0 || i - point <= 6) {
        value = value * 10 + (c - '0');
      }
    }
    int fraction = point < 0 ? 0 : Math.min(6, length - point - 1);
    for (int i = fraction; i < 6; i++) {
      value *= 10;
    }
    return length == 0 ? -1 : value;
  }

  /**
   * The time {@code duration} seconds after {@code start}, in µs.
   *
   * @throws IllegalArgumentException when it is no number of seconds, negative, or ends beyond the
   *     years that a time may lie in
   */
  static long plus(long start, String duration) {
    long micros = micros(duration);
    if (micros < 0) {
      micros = generalMicros(duration);
    }
    long end = start + micros;
    if (end > Times.MAX_MICROS) {
      throw new IllegalArgumentException("'" + duration + "' seconds end after the year 9999");
    }
    return end;
  }

  /** With an exponent, a sign or many digits. */
  private static long generalMicros(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      // Without this an exponent such as 1e999999999 would be written out digit by digit.
      if (number.precision() - (long) number.scale() > 12 || number.signum() < 0) {
        throw new IllegalArgumentException("'" + text + "' is no duration in seconds");
      }
      if (number.precision() - (long) number.scale() < -6) {
        return 0;
      }
      return number.scaleByPowerOfTen(6).setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no duration in seconds", e);
    }
  }
}

package io.flowlake.model;

/** Whole numbers as raw records write them. */
public final class Numbers {
  private static final int MAX_PORT = 65_535;

  private Numbers() {}

  /**
   * A whole number in decimal digits; a fraction of zeros is allowed ({@code 1234.0}).
   *
   * @throws IllegalArgumentException when it is not one or does not fit 64 bits
   */
  public static long parseWhole(String text) {
    String digits = text.strip();
    int dot = digits.indexOf('.');
    if (dot > 0 && digits.substring(dot + 1).chars().allMatch(c -> c == '0')) {
      digits = digits.substring(0, dot);
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  /**
   * A TCP or UDP port, 0 to 65535.
   *
   * @throws IllegalArgumentException when it is not a number or out of range
   */
  public static int parsePort(String text) {
    long port = parseWhole(text);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("'" + text + "' is outside 0 to " + MAX_PORT);
    }
    return (int) port;
  }

  /**
   * A count of bytes, 0 or more.
   *
   * @throws IllegalArgumentException when it is not a number or negative
   */
  public static long parseByteCount(String text) {
    long count = parseWhole(text);
    if (count < 0) {
      throw new IllegalArgumentException("'" + text + "' is negative");
    }
    return count;
  }
}

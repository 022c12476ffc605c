package io.flowlake.dump;

/** Raw values as a message may show them: short, on one line, without control characters. */
final class Shown {
  /** Longer values are cut. */
  static final int MAX_LENGTH = 100;

  private Shown() {}

  /** {@code value} itself where it is short and clean, as almost always. */
  static String of(String value) {
    int end = Math.min(value.length(), MAX_LENGTH);
    if (end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    StringBuilder shown = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return end < value.length() ? shown.append('…').toString() : shown.toString();
  }

  /** As {@link #of}, between single quotes. */
  static String quoted(String value) {
    return "'" + of(value) + "'";
  }
}

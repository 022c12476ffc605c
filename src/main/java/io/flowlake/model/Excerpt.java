package io.flowlake.model;

/** Raw values as a message may show them: short, on one line, without control characters. */
public final class Excerpt {
  /** Longer values are cut. */
  public static final int MAX_LENGTH = 100;

  private Excerpt() {}

  /** {@code value} itself where it is short and clean, as almost always. */
  public static String of(String value) {
    int end = Math.min(value.length(), MAX_LENGTH);
    if (end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    StringBuilder shown = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (isInvisible(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return end < value.length() ? shown.append('…').toString() : shown.toString();
  }

  /** Whether {@code c} would not show, or would change how the text around it shows. */
  public static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** As {@link #of}, between single quotes. */
  public static String quoted(String value) {
    return "'" + of(value) + "'";
  }
}

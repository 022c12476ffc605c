package io.flowlake.cli;

/**
 * Text of unknown origin, made fit for a terminal: node names and meta are data, and may hold
 * sequences that would move the cursor, change colours, set the title or turn the reading order.
 */
final class VisibleText {
  private VisibleText() {}

  /** The text with every character that is no visible one or a space written as {@code \\u001b}. */
  static String line(String text) {
    return visible(text, false);
  }

  /** As {@link #line}, but line breaks and tabs stay: for messages of several lines. */
  static String lines(String text) {
    return visible(text, true);
  }

  /** Whether a terminal may take {@code c} for more than a character. */
  static boolean isControl(char c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || isLineSeparator(c) || isBidirectional(c);
  }

  /** Whether the character at {@code i} is half of a pair whose other half is missing. */
  static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** Appends {@code c} as {@code \\u001b}. */
  static void escape(char c, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }

  private static String visible(String text, boolean breaks) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean hidden =
          (isControl(c) && !(breaks && (c == '\n' || c == '\t'))) || isLoneSurrogate(text, i);
      if (hidden && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null) {
        if (hidden) {
          escape(c, out);
        } else {
          out.append(c);
        }
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isLineSeparator(char c) {
    return c == '\u2028' || c == '\u2029';
  }

  /** Unicode Standard Annex 9: marks, embeddings, overrides and isolates. */
  private static boolean isBidirectional(char c) {
    return c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}

package io.flowlake.cli;

/**
 * How many columns of a terminal a text takes: none for a combining mark, two for a wide letter.
 */
final class TextWidth {
  private static final String MORE = "…";

  private TextWidth() {}

  /** The columns that {@code text}, which has no control characters, takes. */
  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += of(text.codePointAt(i));
    }
    return width;
  }

  /** The beginning of {@code text} that takes at most {@code most} columns, with an ellipsis. */
  static String cut(String text, int most) {
    if (text.length() <= most / 2 || of(text) <= most) {
      return text;
    }
    int width = 0;
    int i = 0;
    while (width + of(text.codePointAt(i)) < most) {
      width += of(text.codePointAt(i));
      i += Character.charCount(text.codePointAt(i));
    }
    return text.substring(0, i) + MORE;
  }

  private static int of(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(letter) ? 2 : 1;
    };
  }

  /** Unicode Standard Annex 11, by blocks: East Asian letters and pictures. */
  private static boolean isWide(int letter) {
    return (letter >= 0x1100 && letter <= 0x115f)
        || (letter >= 0x2e80 && letter <= 0xa4cf)
        || (letter >= 0xac00 && letter <= 0xd7a3)
        || (letter >= 0xf900 && letter <= 0xfaff)
        || (letter >= 0xfe30 && letter <= 0xfe6f)
        || (letter >= 0xff00 && letter <= 0xff60)
        || (letter >= 0xffe0 && letter <= 0xffe6)
        || (letter >= 0x1f300 && letter <= 0x1faff)
        || (letter >= 0x20000 && letter <= 0x3fffd);
  }
}

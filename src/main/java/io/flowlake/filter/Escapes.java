package io.flowlake.filter;

import io.flowlake.model.Excerpt;

/**
 * Backslashes in values: any sign after one is literal, also for globs. Between quotes there are
 * {@code \n \r \t} and {@code \}{@code uXXXX} as in Java. Other letters and digits are refused, so
 * that a bare {@code CORP\node1} is not silently something else.
 */
final class Escapes {
  private static final int UNICODE_DIGITS = 4;

  private Escapes() {}

  /** The text that {@code written}, which stood between quotes or not, stands for. */
  static String plain(String written, boolean quoted) {
    return decoded(written, quoted, "");
  }

  /** The glob that {@code written} stands for: escaped stars, marks and backslashes stay so. */
  static Glob glob(String written, boolean quoted) {
    return new Glob(decoded(written, quoted, "*?\\"));
  }

  /** {@code glob} as a value of the language, between quotes where they are needed. */
  static String written(Glob glob) {
    String pattern = glob.pattern();
    if (isBare(pattern)) {
      return pattern;
    }
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < pattern.length(); i++) {
      appendQuoted(quoted, pattern, i);
    }
    return quoted.append('\'').toString();
  }

  private static String decoded(String written, boolean quoted, String kept) {
    StringBuilder plain = new StringBuilder(written.length());
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at);
      if (c != '\\') {
        plain.append(c);
        at++;
        continue;
      }
      // A backslash at the end stands for itself.
      char escaped = at + 1 < written.length() ? written.charAt(at + 1) : c;
      boolean unicode = quoted && escaped == 'u';
      char meant = unicode ? unicode(written, at + 2) : meant(escaped, quoted, written);
      if (kept.indexOf(meant) >= 0) {
        plain.append('\\');
      }
      plain.append(meant);
      at += unicode ? 2 + UNICODE_DIGITS : 2;
    }
    return plain.toString();
  }

  private static char unicode(String written, int at) {
    int end = at + UNICODE_DIGITS;
    if (end <= written.length()) {
      String digits = written.substring(at, end);
      if (digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
        return (char) Integer.parseInt(digits, 16);
      }
    }
    throw new IllegalArgumentException(
        "'\\u' needs four hexadecimal digits; a backslash itself is written '\\\\'.");
  }

  private static char meant(char escaped, boolean quoted, String written) {
    if (!Character.isLetterOrDigit(escaped)) {
      return escaped;
    }
    int control = quoted ? "nrt".indexOf(escaped) : -1;
    if (control < 0) {
      throw new IllegalArgumentException(
          "'\\%s' in %s is no escape; a backslash itself is written '\\\\'."
              .formatted(escaped, Excerpt.quoted(written)));
    }
    return "\n\r\t".charAt(control);
  }

  /** Narrower than the grammar: what nobody needs to think about. */
  private static boolean isBare(String pattern) {
    boolean plain =
        pattern
            .chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_*?:/@.".indexOf(c) >= 0));
    boolean dotted = pattern.startsWith(".") || pattern.endsWith(".") || pattern.contains("..");
    return plain
        && !dotted
        && !pattern.isEmpty()
        && !pattern.equals("null")
        && !ReservedWords.contains(pattern);
  }

  private static void appendQuoted(StringBuilder quoted, String pattern, int at) {
    char c = pattern.charAt(at);
    switch (c) {
      case '\'' -> quoted.append("\\'");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (Excerpt.isInvisible(c) || isLoneSurrogate(pattern, at)) {
          quoted.append("\\u%04x".formatted((int) c));
        } else {
          quoted.append(c);
        }
      }
    }
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}

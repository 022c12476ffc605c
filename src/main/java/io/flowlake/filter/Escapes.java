package io.flowlake.filter;

import io.flowlake.model.Excerpt;

/**
 * Backslashes in values, bare or quoted: {@code \n \r \t} and {@code \}{@code uXXXX} as in Java;
 * any sign after a backslash is literal, also for globs; other letters and digits are refused, so
 * that {@code CORP\node1} is not silently something else.
 */
final class Escapes {
  private static final int UNICODE_DIGITS = 4;

  private Escapes() {}

  /** The text that {@code written} stands for. */
  static String plain(String written) {
    return decoded(written, "");
  }

  /** The glob that {@code written} stands for: escaped stars, marks and backslashes stay so. */
  static Glob glob(String written) {
    return new Glob(decoded(written, "*?\\"));
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

  private static String decoded(String written, String kept) {
    StringBuilder plain = new StringBuilder(written.length());
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at);
      at += c == '\\' ? escape(written, at + 1, kept, plain) : 1;
      if (c != '\\') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Appends what the escape stands for; returns its length. A backslash at the end is one. */
  private static int escape(String written, int at, String kept, StringBuilder plain) {
    char escaped = at < written.length() ? written.charAt(at) : '\\';
    switch (escaped) {
      case 'n' -> plain.append('\n');
      case 'r' -> plain.append('\r');
      case 't' -> plain.append('\t');
      case 'u' -> {
        appendLiteral(plain, unicode(written, at + 1), kept);
        return 2 + UNICODE_DIGITS;
      }
      default -> appendLiteral(plain, known(escaped), kept);
    }
    return 2;
  }

  private static void appendLiteral(StringBuilder plain, char c, String kept) {
    if (kept.indexOf(c) >= 0) {
      plain.append('\\');
    }
    plain.append(c);
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

  private static char known(char escaped) {
    if (Character.isLetterOrDigit(escaped)) {
      throw new IllegalArgumentException(
          "'\\%s' is no escape; a backslash itself is written '\\\\'.".formatted(escaped));
    }
    return escaped;
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

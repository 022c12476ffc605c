package io.flowlake.filter;

/**
 * A pattern of text: {@code *} is any run of characters, {@code ?} any one (a code point), a
 * backslash makes the next character literal. Upper and lower case differ.
 *
 * @param pattern the pattern, with backslashes only where they are needed and no star after a star,
 *     so that patterns which say the same alike are equal
 */
public record Glob(String pattern) {
  /** The pattern as it was written, backslashes before any character. */
  public Glob {
    pattern = normalized(pattern);
  }

  /** The pattern that only {@code text} matches. */
  public static Glob literally(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      appendLiteral(escaped, text.charAt(i));
    }
    return new Glob(escaped.toString());
  }

  /** Whether only one text matches, which is then {@link #prefix}. */
  public boolean isLiteral() {
    return wildcardAt() == pattern.length();
  }

  /** What every matching text begins with: the literal text before the first wildcard. */
  public String prefix() {
    return unescaped(pattern.substring(0, wildcardAt()));
  }

  /** Whether all of {@code text} matches; the time is at most linear in text times pattern. */
  public boolean matches(String text) {
    int at = 0;
    int p = 0;
    int star = -1;
    int starAt = 0;
    while (at < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starAt = at;
      } else if (p < pattern.length() && matchesOne(p, text.codePointAt(at))) {
        p += width(p);
        at = after(text, at);
      } else if (star >= 0) {
        p = star + 1;
        starAt = after(text, starAt);
        at = starAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private boolean matchesOne(int p, int codePoint) {
    int wanted = pattern.codePointAt(p);
    return wanted == '?' || (escapes(p) ? pattern.charAt(p + 1) : wanted) == codePoint;
  }

  /** Where the character after that at {@code at} begins. */
  private static int after(String text, int at) {
    return at + Character.charCount(text.codePointAt(at));
  }

  /** Only ASCII is escaped. */
  private int width(int p) {
    return escapes(p) ? 2 : after(pattern, p) - p;
  }

  private boolean escapes(int p) {
    return pattern.charAt(p) == '\\';
  }

  private int wildcardAt() {
    int p = 0;
    while (p < pattern.length() && pattern.charAt(p) != '*' && pattern.charAt(p) != '?') {
      p += width(p);
    }
    return p;
  }

  /** A backslash at the very end stands for itself. */
  private static String normalized(String written) {
    StringBuilder normal = new StringBuilder(written.length());
    boolean star = false;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\\') {
        i = Math.min(i + 1, written.length() - 1);
        appendLiteral(normal, written.charAt(i));
      } else if (c != '*' || !star) {
        normal.append(c);
      }
      star = c == '*';
    }
    return normal.toString();
  }

  private static void appendLiteral(StringBuilder pattern, char c) {
    if (c == '*' || c == '?' || c == '\\') {
      pattern.append('\\');
    }
    pattern.append(c);
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }
}

package io.flowlake.cli;

import java.util.regex.Pattern;

/** Text as one word of a POSIX shell, so that a printed command can be pasted. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private ShellWord() {}

  /** The text itself where it needs no quotes, else in single quotes. */
  static String of(String text) {
    String visible = VisibleText.line(text);
    return PLAIN.matcher(visible).matches() ? visible : "'" + visible.replace("'", "'\\''") + "'";
  }
}

package io.flowlake.dump;

import java.util.Arrays;

/**
 * Each JSON object is a record: one a line, elements of one array, or one after another over
 * several lines. Only strings, braces and brackets are looked at, so a record that is broken inside
 * is one record all the same.
 *
 * <p>Where records stand on one line each, a line feed always ends one: an object that is still
 * open there has lost its end. Where they stretch over lines, structure is taken as lost at a raw
 * line feed in a string (JSON allows none) and at a line that begins with a brace where JSON allows
 * none; reading goes on at the next line that begins with one.
 */
final class JsonSplitter implements RecordSplitter {
  /** How the records lie in the object. */
  enum Layout {
    ONE_PER_LINE,
    OVER_LINES
  }

  private static final byte OBJECT = '{';
  private static final byte ARRAY = '[';

  private final ByteWindow window;
  private final Layout layout;
  private byte[] open = new byte[64];
  private int depth;
  private int newlines;
  private boolean atLineStart = true;

  JsonSplitter(ByteWindow window, Layout layout) {
    this.window = window;
    this.layout = layout;
  }

  @Override
  public boolean next(RecordBytes record) {
    if (!skipSeparators()) {
      return false;
    }
    newlines = 0;
    boolean object = window.bytes()[window.start()] == OBJECT;
    int end = object ? objectEnd() : strayEnd();
    int length = Math.abs(end);
    if (length > ByteWindow.MAX_RECORD) {
      record.takeTooLong(window, length, newlines);
      return true;
    }
    record.take(window, withoutBlanks(length));
    record.cut = end < 0;
    window.consume(length, newlines);
    atLineStart = false;
    return true;
  }

  /** Moves to the next byte that is not between records; false when there is none. */
  private boolean skipSeparators() {
    while (true) {
      byte[] bytes = window.bytes();
      int start = window.start();
      int limit = window.limit();
      int lines = 0;
      int i = start;
      for (; i < limit; i++) {
        byte b = bytes[i];
        if (b == '\n') {
          lines++;
          atLineStart = true;
        } else if (b == ARRAY || b == ',' || b == ']') {
          atLineStart = false;
        } else if (b != ' ' && b != '\t' && b != '\r') {
          break;
        }
      }
      window.consume(i - start, lines);
      if (i < limit) {
        return true;
      }
      if (!window.more()) {
        return false;
      }
    }
  }

  /**
   * The length of the object at the window's begin, or of what is left of it; negative when the
   * input ends in it.
   */
  private int objectEnd() {
    depth = 0;
    int i = 0;
    while (has(i)) {
      byte[] bytes = window.bytes();
      int start = window.start();
      byte b = bytes[start + i];
      if (b == '"') {
        int end = stringEnd(i + 1);
        if (end < 0) {
          return end;
        }
        if (window.bytes()[window.start() + end] == '\n') {
          return brokenEnd(end);
        }
        i = end;
      } else if (b == OBJECT || b == ARRAY) {
        if (b == OBJECT && i > 0 && isMisplaced(i)) {
          return i;
        }
        push(b);
      } else if (b == '}' || b == ']') {
        pop(b);
        if (depth == 0) {
          return i + 1;
        }
      } else if (b == '\n') {
        if (layout == Layout.ONE_PER_LINE) {
          return i;
        }
        newlines++;
      }
      i++;
      if (i > ByteWindow.MAX_RECORD) {
        return i;
      }
    }
    return -i;
  }

  /** Where the string ends: at its quote, or at a line feed in it; negative when the input ends. */
  private int stringEnd(int from) {
    int scanned = from;
    while (true) {
      byte[] bytes = window.bytes();
      int start = window.start();
      int limit = window.limit();
      int i = start + scanned;
      while (i < limit) {
        byte b = bytes[i];
        if (b == '"' || b == '\n') {
          return i - start;
        }
        i += b == '\\' ? 2 : 1;
      }
      scanned = i - start;
      if (scanned > ByteWindow.MAX_RECORD || !window.more()) {
        return -Math.min(scanned, window.length());
      }
    }
  }

  /** The end of a broken object, seen at the line feed at {@code i}. */
  private int brokenEnd(int i) {
    return layout == Layout.ONE_PER_LINE ? i : nextObjectLine(i);
  }

  /**
   * The end of bytes that are no object: to the line's end, or inside a line to the next element.
   */
  private int strayEnd() {
    int i = 0;
    for (; has(i) && i <= ByteWindow.MAX_RECORD; i++) {
      byte b = window.bytes()[window.start() + i];
      if (b == '\n') {
        return brokenEnd(i);
      }
      if (!atLineStart && (b == OBJECT || b == ',' || b == ']')) {
        return i;
      }
    }
    return i > ByteWindow.MAX_RECORD ? i : -i;
  }

  /** The begin of the next line, after that of {@code i}, whose first byte is a brace. */
  private int nextObjectLine(int i) {
    int lineStart = -1;
    for (int k = i; k <= ByteWindow.MAX_RECORD && has(k); k++) {
      byte b = window.bytes()[window.start() + k];
      if (b == '\n') {
        newlines++;
        lineStart = k + 1;
      } else if (b == OBJECT && lineStart >= 0) {
        return lineStart;
      } else if (b != ' ' && b != '\t') {
        lineStart = -1;
      }
    }
    return window.length() > ByteWindow.MAX_RECORD ? window.length() : -window.length();
  }

  /** Whether the brace at {@code i} begins a line and stands where an object wants a name. */
  private boolean isMisplaced(int i) {
    byte[] bytes = window.bytes();
    int start = window.start();
    int k = start + i - 1;
    while (bytes[k] == ' ' || bytes[k] == '\t') {
      k--;
    }
    if (bytes[k] != '\n' || open[Math.min(depth, open.length) - 1] != OBJECT) {
      return false;
    }
    while (bytes[k] == ' ' || bytes[k] == '\t' || bytes[k] == '\n' || bytes[k] == '\r') {
      k--;
    }
    return bytes[k] != ':';
  }

  private void push(byte bracket) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = bracket;
  }

  /** A brace closes the innermost object and the arrays in it that were left open. */
  private void pop(byte bracket) {
    if (bracket == '}') {
      while (depth > 0 && open[depth - 1] == ARRAY) {
        depth--;
      }
      depth = Math.max(0, depth - 1);
    } else if (open[depth - 1] == ARRAY) {
      depth--;
    }
  }

  private boolean has(int i) {
    while (i >= window.length()) {
      if (!window.more()) {
        return false;
      }
    }
    return true;
  }

  private int withoutBlanks(int length) {
    byte[] bytes = window.bytes();
    int end = window.start() + length;
    while (end > window.start() + 1 && bytes[end - 1] <= ' ' && bytes[end - 1] > 0) {
      end--;
    }
    return end - window.start();
  }
}

package io.flowlake.dump;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Splits CSV (RFC 4180) into rows, and each row into its fields: fields may stand in quotes, with
 * quotes doubled and line feeds in them.
 *
 * <p>A quote that is never closed would swallow what follows. So a row that stretches over lines
 * and is broken (its quoted field runs past {@link #MAX_QUOTED}, or its columns do not add up) is
 * given up: its first line is the reject, and reading goes on at the second.
 */
final class CsvSplitter implements RecordSplitter {
  /** The longest field in quotes, in bytes. */
  static final int MAX_QUOTED = 1 << 16;

  private final ByteWindow window;
  private final LineSplitter lines;
  private final byte delimiter;
  private final int columns;
  private int[] begins;
  private int[] ends;
  private boolean[] escaped;
  private int count;
  private int newlines;
  private int at;
  private @Nullable String fault;

  CsvSplitter(ByteWindow window, char delimiter, int columns) {
    this.window = window;
    this.lines = new LineSplitter(window);
    this.delimiter = (byte) delimiter;
    this.columns = columns;
    begins = new int[columns];
    ends = new int[columns];
    escaped = new boolean[columns];
  }

  @Override
  public boolean next(RecordBytes record) {
    while (true) {
      skipBlankLines();
      if (window.length() == 0 && !window.more()) {
        return false;
      }
      if (splitRow()) {
        take(record);
        return true;
      }
      // The row is broken over several lines, or too long: one line of it is looked at alone.
      String why = fault;
      if (lines.next(record)) {
        if (record.fault == null) {
          record.fault = BadRecordException.malformed(String.valueOf(why));
        }
        return true;
      }
    }
  }

  /** The text of a field of the row at hand. */
  String text(RecordBytes record, int column) {
    int begin = record.from + begins[column];
    int end = record.from + ends[column];
    String text = new String(record.bytes, begin, end - begin, StandardCharsets.UTF_8);
    return escaped[column] ? text.replace("\"\"", "\"") : text;
  }

  /** Finds the fields of the row at the window's begin; false when the row must be given up. */
  private boolean splitRow() {
    count = 0;
    newlines = 0;
    at = 0;
    fault = null;
    boolean more = true;
    while (more && fault == null) {
      if (has(at) && window.bytes()[window.start() + at] == '"') {
        splitQuoted();
      } else {
        splitPlain();
      }
      more = fault == null && has(at) && window.bytes()[window.start() + at] == delimiter;
      at += more ? 1 : 0;
      // Too many columns are told at the row's end, but over lines it may be an open quote's work.
      boolean runaway = newlines > 0 && count > columns;
      if (runaway || at > ByteWindow.MAX_RECORD) {
        fault = "the row does not end after " + columns + " columns, as the header does";
      }
    }
    if (fault == null && count != columns) {
      fault = "the row has " + count + " columns, and the header has " + columns;
    }
    return fault == null || (newlines == 0 && at <= ByteWindow.MAX_RECORD && toLineEnd());
  }

  private void splitPlain() {
    int begin = at;
    while (has(at) && at <= ByteWindow.MAX_RECORD) {
      byte b = window.bytes()[window.start() + at];
      if (b == delimiter || b == '\n') {
        break;
      }
      at++;
    }
    boolean lineEnd = !has(at) || window.bytes()[window.start() + at] == '\n';
    boolean carriageReturn =
        lineEnd && at > begin && window.bytes()[window.start() + at - 1] == '\r';
    add(begin, carriageReturn ? at - 1 : at, false);
  }

  private void splitQuoted() {
    int begin = ++at;
    boolean doubled = false;
    while (true) {
      if (!has(at) || at - begin > MAX_QUOTED) {
        fault = "the quote that opens column " + (count + 1) + " is not closed";
        return;
      }
      byte b = window.bytes()[window.start() + at++];
      if (b == '\n') {
        newlines++;
      } else if (b == '"') {
        if (!has(at) || window.bytes()[window.start() + at] != '"') {
          break;
        }
        doubled = true;
        at++;
      }
    }
    add(begin, at - 1, doubled);
    if (has(at) && window.bytes()[window.start() + at] == '\r') {
      at++;
    }
    if (has(at)) {
      byte b = window.bytes()[window.start() + at];
      if (b != delimiter && b != '\n') {
        fault = "after the closing quote of column " + count + " comes more text";
      }
    }
  }

  private void add(int begin, int end, boolean doubled) {
    if (count < columns) {
      begins[count] = begin;
      ends[count] = end;
      escaped[count] = doubled;
    }
    count++;
  }

  /** Moves to the end of the line that is broken; false when it is too long to be kept. */
  private boolean toLineEnd() {
    while (has(at) && window.bytes()[window.start() + at] != '\n') {
      if (++at > ByteWindow.MAX_RECORD) {
        return false;
      }
    }
    return true;
  }

  private void take(RecordBytes record) {
    boolean ended = at < window.length();
    int length = at;
    if (length > 0 && window.bytes()[window.start() + length - 1] == '\r') {
      length--;
    }
    record.take(window, length);
    record.cut = !ended;
    if (fault != null) {
      record.fault = BadRecordException.malformed(fault);
    }
    window.consume(at + (ended ? 1 : 0), newlines + (ended ? 1 : 0));
  }

  private void skipBlankLines() {
    while (true) {
      int i = 0;
      while (i < MAX_QUOTED && has(i) && isBlank(window.bytes()[window.start() + i])) {
        i++;
      }
      boolean lineEnd = has(i) && window.bytes()[window.start() + i] == '\n';
      if (!lineEnd && i < MAX_QUOTED && has(i)) {
        return;
      }
      if (i == 0 && !lineEnd) {
        return;
      }
      window.consume(lineEnd ? i + 1 : i, lineEnd ? 1 : 0);
    }
  }

  /** A row of delimiters alone is a row, unless it is of tabs, which cannot be told from blanks. */
  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private boolean has(int i) {
    while (i >= window.length()) {
      if (!window.more()) {
        return false;
      }
    }
    return true;
  }
}

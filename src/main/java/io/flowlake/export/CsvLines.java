package io.flowlake.export;

import io.flowlake.model.FlowColumn;
import io.flowlake.model.TcpFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes rows as the lines of the export: RFC 4180 in UTF-8 with LF, null empty, times ISO 8601 in
 * UTC, TCP flags as names. Bytes are made straight from Spark's own rows, with no object for a row
 * or a field.
 */
final class CsvLines {
  /** Text goes on to the piece in portions of about this size. */
  private static final int PORTION = 1 << 16;

  /** Bytes for which a field is put between quotes: as its first one, or anywhere. */
  private static final boolean[] FORMULA = table("=+-@\t");

  private static final boolean[] SPECIAL = table(",\"\n\r");

  private final List<FlowColumn> columns;
  private final int[] ordinals;
  private final byte[][] flagTexts = flagTexts();
  private final TextBuffer text = new TextBuffer();
  private final TimeDigits[] times;
  private final GzipPiece piece;

  /**
   * Lines of {@code columns}, from rows that have the columns {@code given}.
   *
   * @param piece takes the lines
   */
  CsvLines(List<FlowColumn> columns, List<FlowColumn> given, GzipPiece piece) {
    this.columns = List.copyOf(columns);
    this.ordinals = columns.stream().mapToInt(given::indexOf).toArray();
    this.times = columns.stream().map(column -> new TimeDigits(text)).toArray(TimeDigits[]::new);
    this.piece = piece;
  }

  /** Writes the header line: the names of the columns. */
  void header() {
    for (int i = 0; i < columns.size(); i++) {
      separate(i);
      text.ascii(columns.get(i).columnName());
    }
    text.put((byte) '\n');
  }

  /** Writes one row. */
  void add(InternalRow row) throws IOException {
    for (int i = 0; i < ordinals.length; i++) {
      separate(i);
      int ordinal = ordinals[i];
      if (!row.isNullAt(ordinal)) {
        field(i, row, ordinal);
      }
    }
    text.put((byte) '\n');
    if (text.length() >= PORTION) {
      flush();
    }
  }

  /** Hands on what is left. */
  void flush() throws IOException {
    piece.write(text.bytes(), 0, text.length());
    text.clear();
  }

  private void separate(int field) {
    if (field > 0) {
      text.put((byte) ',');
    }
  }

  private void field(int field, InternalRow row, int ordinal) {
    FlowColumn column = columns.get(field);
    switch (column.type()) {
      case STRING -> quoted(row.getUTF8String(ordinal));
      case TIMESTAMP -> times[field].time(row.getLong(ordinal));
      case DATE -> times[field].day(row.getInt(ordinal));
      case LONG -> text.number(row.getLong(ordinal));
      case INT -> {
        int value = row.getInt(ordinal);
        if (column == FlowColumn.TCP_FLAGS) {
          byte[] names = flagTexts[value & TcpFlags.ALL];
          text.put(names, 0, names.length);
        } else {
          text.number(value);
        }
      }
    }
  }

  private void quoted(UTF8String value) {
    int begin = text.put(value);
    if (needsQuotes(text.bytes(), begin, text.length())) {
      text.quoteFrom(begin);
    }
  }

  /**
   * What RFC 4180 asks for; and the empty text, for null is empty; and what a spreadsheet may take
   * for a formula: the quotes do not hinder it, but show a reader that this is text.
   */
  private static boolean needsQuotes(byte[] bytes, int begin, int end) {
    if (begin == end || FORMULA[bytes[begin] & 0xFF]) {
      return true;
    }
    for (int at = begin; at < end; at++) {
      if (SPECIAL[bytes[at] & 0xFF]) {
        return true;
      }
    }
    return false;
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[256];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }

  private static byte[][] flagTexts() {
    byte[][] texts = new byte[TcpFlags.ALL + 1][];
    for (int flags = 0; flags < texts.length; flags++) {
      texts[flags] = TcpFlags.text(flags).getBytes(StandardCharsets.US_ASCII);
    }
    return texts;
  }
}

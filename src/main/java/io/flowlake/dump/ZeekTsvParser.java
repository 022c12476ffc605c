package io.flowlake.dump;

import io.flowlake.model.Flow;
import io.flowlake.model.RejectReason;
import org.jspecify.annotations.Nullable;

/** Reads one line of a Zeek log of connections. */
final class ZeekTsvParser implements RecordParser {
  private final ZeekConnection connection;
  private ZeekHeader header = new ZeekHeader();
  private @Nullable String objection = header.objection();
  private boolean inHeader;
  private int[] ends = {};

  ZeekTsvParser(DumpSource source) {
    connection = new ZeekConnection(source);
  }

  @Override
  public @Nullable Flow parse(RecordBytes record) throws BadRecordException {
    if (record.bytes[record.from] == '#') {
      takeHeaderLine(record);
      return null;
    }
    if (inHeader) {
      inHeader = false;
      objection = header.objection();
      ends = new int[header.names().length];
    }
    if (objection != null) {
      throw new BadRecordException(RejectReason.NOT_A_DUMP, "the line is of " + objection);
    }
    split(record);
    takeColumns(record);
    return connection.flow(meta(record));
  }

  /** The first line of a header ends what the header before it said. */
  private void takeHeaderLine(RecordBytes record) {
    String line = record.text();
    if (line.startsWith("#separator")) {
      header = new ZeekHeader();
    }
    header.take(line);
    inHeader = true;
  }

  private void split(RecordBytes record) throws BadRecordException {
    byte separator = header.separator();
    int count = 0;
    for (int i = record.from; i <= record.to; i++) {
      if (i == record.to || record.bytes[i] == separator) {
        if (count < ends.length) {
          ends[count] = i;
        }
        count++;
      }
    }
    if (count != ends.length) {
      throw BadRecordException.malformed(
          "the line has " + count + " columns, and '#fields' names " + ends.length);
    }
  }

  private void takeColumns(RecordBytes record) throws BadRecordException {
    connection.clear();
    @Nullable ZeekField[] columns = header.columns();
    for (int i = 0; i < columns.length; i++) {
      ZeekField field = columns[i];
      if (field != null && isSet(record, i)) {
        connection.put(field, text(record, i));
      }
    }
  }

  private @Nullable String meta(RecordBytes record) {
    StringBuilder meta = new StringBuilder(256);
    for (int i = 0; i < ends.length; i++) {
      ZeekField field = header.columns()[i];
      if ((field == null || !connection.isColumn(field)) && isSet(record, i)) {
        appendTo(meta, i, text(record, i));
      }
    }
    return meta.isEmpty() ? null : meta.append('}').toString();
  }

  private void appendTo(StringBuilder meta, int column, String text) {
    String name = connection.metaName(header.names()[column], header.columns()[column]);
    JsonText.appendMember(
        meta, name, ZeekValue.json(header.type(column), text, header.setSeparator()));
  }

  private boolean isSet(RecordBytes record, int column) {
    return !is(record, column, header.unsetField()) && !is(record, column, header.emptyField());
  }

  private boolean is(RecordBytes record, int column, String word) {
    int begin = begin(record, column);
    int length = ends[column] - begin;
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (record.bytes[begin + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int begin(RecordBytes record, int column) {
    return column == 0 ? record.from : ends[column - 1] + 1;
  }

  private String text(RecordBytes record, int column) {
    return ZeekValue.text(record.bytes, begin(record, column), ends[column]);
  }
}

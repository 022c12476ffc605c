package io.flowlake.dump;

import io.flowlake.model.Flow;
import io.flowlake.model.Reject;
import io.flowlake.model.RejectReason;
import org.jspecify.annotations.Nullable;

/** The records of an object in a format that is known. */
final class RecordReader {
  private final String format;
  private final ByteWindow window;
  private final RecordSplitter splitter;
  private final RecordParser parser;
  private final RecordBytes record = new RecordBytes();

  RecordReader(String format, ByteWindow window, RecordSplitter splitter, RecordParser parser) {
    this.format = format;
    this.window = window;
    this.splitter = splitter;
    this.parser = parser;
  }

  /** The next record; null after the last one. */
  @Nullable DumpRecord next() {
    while (splitter.next(record)) {
      try {
        Flow flow = parse();
        if (flow != null) {
          return new DumpRecord.Parsed(flow, record.line, record.offset);
        }
      } catch (BadRecordException e) {
        return new DumpRecord.Rejected(rejected(e));
      }
    }
    return null;
  }

  private @Nullable Flow parse() throws BadRecordException {
    if (record.fault != null) {
      throw record.fault;
    }
    if (record.cut && window.damaged()) {
      // It may parse, but the last value may have lost its end.
      throw BadRecordException.malformed("the compressed data break off in it");
    }
    Utf8.check(record.bytes, record.from, record.to);
    return parser.parse(record);
  }

  private Reject rejected(BadRecordException fault) {
    if (record.cut && fault.reason() == RejectReason.MALFORMED) {
      return record.rejected(
          format,
          RejectReason.TRUNCATED,
          "the object ends in the middle of the record: " + fault.detail());
    }
    return record.rejected(format, fault.reason(), fault.detail());
  }
}

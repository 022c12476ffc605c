package io.flowlake.dump;

import io.flowlake.model.Flow;
import io.flowlake.model.Reject;

/** What one record of a dump became. */
public sealed interface DumpRecord {
  /** 1-based line of the record's start in the uncompressed object; 0 where lines mean nothing. */
  long line();

  /**
   * Bytes before the record in the uncompressed object. Offsets strictly increase, so an offset
   * identifies a record of its object and orders it.
   */
  long offset();

  /** A record that is a flow. */
  record Parsed(Flow flow, long line, long offset) implements DumpRecord {}

  /** A record, or a whole object, that is none. */
  record Rejected(Reject reject) implements DumpRecord {
    @Override
    public long line() {
      return reject.line();
    }

    @Override
    public long offset() {
      return reject.offset();
    }
  }
}

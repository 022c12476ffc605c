package io.flowlake.dump;

import io.flowlake.model.Flow;
import org.jspecify.annotations.Nullable;

/** Reads one record. */
interface RecordParser {
  /**
   * The flow that the record is; null when it is no record at all, such as a line of a header.
   *
   * @throws BadRecordException when it is a record and no flow
   */
  @Nullable Flow parse(RecordBytes record) throws BadRecordException;
}

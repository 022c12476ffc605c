package io.flowlake.dump;

/** Finds where the records of an object begin and end. */
interface RecordSplitter {
  /**
   * Puts the next record into {@code record}, whose bytes are valid until the next call.
   *
   * @return false when there is none
   */
  boolean next(RecordBytes record);
}

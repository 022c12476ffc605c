package io.flowlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not become a flow, kept so that it can be looked at and tried again.
 *
 * @param line 1-based line of the record's start in the uncompressed object; 0 where lines mean
 *     nothing
 * @param offset bytes before the record's start in the uncompressed object
 * @param format the format in which it was read, such as {@code zeek-tsv}; null when none was found
 * @param reason what kind of fault it is
 * @param detail the fault in words, with the field and the value
 * @param bytes the record's original bytes, cut to {@link #MAX_BYTES}
 * @param length the record's true length in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copied once a reject, which is rare
public record Reject(
    long line,
    long offset,
    @Nullable String format,
    RejectReason reason,
    String detail,
    byte[] bytes,
    long length) {
  /** How much of a record is kept: 4 KiB. */
  public static final int MAX_BYTES = 4_096;
}

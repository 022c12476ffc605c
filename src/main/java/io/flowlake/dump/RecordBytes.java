package io.flowlake.dump;

import io.flowlake.model.Reject;
import io.flowlake.model.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of the record at hand; one object is reused for all records of a dump. */
final class RecordBytes {
  byte[] bytes = {};
  int from;
  int to;

  /** Bytes before the record in the uncompressed object. */
  long offset;

  /** 1-based line that the record begins in. */
  long line;

  /** The record's true length, of which {@link #bytes} may hold the begin only. */
  long length;

  /** Whether the object ended before anything showed that the record is whole. */
  boolean cut;

  /** What the splitter found wrong; null = nothing. */
  @Nullable BadRecordException fault;

  /** Takes {@code count} bytes from the window's begin as the record. They stay in the window. */
  void take(ByteWindow window, int count) {
    bytes = window.bytes();
    from = window.start();
    to = from + count;
    offset = window.offset();
    line = window.line();
    length = count;
    cut = false;
    fault = null;
  }

  /**
   * Takes a record that is too long: {@code scanned} bytes from the window's begin, with {@code
   * newlines} in them, and what follows up to a line's end, where the window then begins.
   */
  void takeTooLong(ByteWindow window, int scanned, int newlines) {
    take(window, Math.min(window.length(), Reject.MAX_BYTES));
    bytes = Arrays.copyOfRange(bytes, from, to);
    to -= from;
    from = 0;
    window.consume(scanned, newlines);
    length = scanned + window.discardLine();
    fault =
        new BadRecordException(
            RejectReason.TOO_LONG,
            "the record has "
                + length
                + " bytes, and a record may have "
                + ByteWindow.MAX_RECORD
                + "; it was skipped to the end of its line");
  }

  /** The record as text. */
  String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** The record as a reject. */
  Reject rejected(@Nullable String format, RejectReason reason, String detail) {
    int kept = Math.min(to - from, Reject.MAX_BYTES);
    byte[] copy = Arrays.copyOfRange(bytes, from, from + kept);
    return new Reject(line, offset, format, reason, detail, copy, length);
  }
}

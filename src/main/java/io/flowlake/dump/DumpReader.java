package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.Reject;
import io.flowlake.model.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads one raw object of any known format and compression, record by record, in constant memory.
 * Whatever the bytes are, each record ends as one flow or one reject, and nothing is thrown; only
 * when the stream below fails (network, disk), {@link UncheckedIOException} leaves {@link
 * #hasNext}, and the object should be read again from its begin.
 *
 * <p>Not for several threads.
 */
public final class DumpReader implements Iterator<DumpRecord>, AutoCloseable {
  /** The {@link #format} of an object without anything but white space. */
  public static final String EMPTY = "empty";

  /** The {@link #format} of an object that is no dump. */
  public static final String UNKNOWN = "unknown";

  private final DecodedStream stream;
  private final ByteWindow window;
  private final String format;
  private final @Nullable RecordReader records;
  private final Queue<DumpRecord> last = new ArrayDeque<>(2);
  private @Nullable DumpRecord next;
  private boolean exhausted;
  private boolean damageTold;

  private DumpReader(InputStream raw, DumpSource source) {
    stream = new DecodedStream(raw);
    window = new ByteWindow(stream);
    skipByteOrderMark();
    window.skipBlank();
    DumpHead head = new DumpHead(window);
    if (head.isBlank() && head.isWholeObject()) {
      format = EMPTY;
      records = null;
      return;
    }
    String nearMiss = null;
    for (DumpFormat candidate : DumpFormats.ALL) {
      FormatMatch match = candidate.match(head);
      if (match.matches()) {
        format = candidate.name();
        records = candidate.open(window, head, source);
        return;
      }
      nearMiss = nearMiss == null ? match.nearMiss() : nearMiss;
    }
    format = UNKNOWN;
    records = null;
    last.add(new DumpRecord.Rejected(wholeObject(head, nearMiss)));
  }

  /**
   * Opens an object and finds its format by its first bytes; the reader closes {@code raw}.
   *
   * @throws UncheckedIOException when {@code raw} fails
   */
  public static DumpReader open(InputStream raw, DumpSource source) {
    try {
      return new DumpReader(raw, source);
    } catch (RuntimeException | Error e) {
      try {
        raw.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** The format that was found: a format's name, {@link #EMPTY} or {@link #UNKNOWN}. */
  public String format() {
    return format;
  }

  /** The compression that was found: {@code none}, {@code gzip}, {@code zstd} or {@code bzip2}. */
  public String compression() {
    return stream.compression().text();
  }

  @Override
  public boolean hasNext() {
    if (next == null && !exhausted) {
      next = records == null ? null : records.next();
      if (next == null) {
        next = afterRecords();
      }
      exhausted = next == null;
    }
    return next != null;
  }

  @Override
  public DumpRecord next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    DumpRecord record = next;
    next = null;
    return record;
  }

  @Override
  public void close() {
    stream.close();
  }

  private @Nullable DumpRecord afterRecords() {
    DumpRecord record = last.poll();
    String damage = stream.damage();
    if (record != null || damage == null || damageTold) {
      return record;
    }
    damageTold = true;
    String detail =
        "the "
            + compression()
            + " data cannot be read past their first "
            + (window.offset() + window.length())
            + " uncompressed bytes: "
            + Excerpt.of(damage)
            + ". The records before are kept; deliver the object again";
    return new DumpRecord.Rejected(
        new Reject(
            window.line(),
            window.offset() + window.length(),
            records == null ? null : format,
            RejectReason.BAD_COMPRESSION,
            detail,
            new byte[0],
            0));
  }

  private Reject wholeObject(DumpHead head, @Nullable String nearMiss) {
    boolean mayHaveBeenOne = nearMiss != null || head.text().indexOf('\n') < 0;
    boolean cutInHead = window.damaged() && head.isWholeObject() && mayHaveBeenOne;
    RecordBytes object = new RecordBytes();
    object.take(window, Math.min(window.length(), Reject.MAX_BYTES));
    Reject reject =
        cutInHead
            ? object.rejected(
                null,
                RejectReason.TRUNCATED,
                "the compressed data break off before the format can be told")
            : object.rejected(
                null, RejectReason.NOT_A_DUMP, UnknownObject.describe(head, nearMiss));
    return new Reject(
        reject.line(),
        reject.offset(),
        null,
        reject.reason(),
        reject.detail(),
        reject.bytes(),
        drain());
  }

  /** The length of the rest of the object, none of which is kept. */
  private long drain() {
    long length = 0;
    do {
      length += window.length();
      window.consume(window.length(), 0);
    } while (window.more());
    return length;
  }

  private void skipByteOrderMark() {
    window.fill(3);
    byte[] bytes = window.bytes();
    if (window.length() >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      window.consume(3, 0);
    }
  }
}

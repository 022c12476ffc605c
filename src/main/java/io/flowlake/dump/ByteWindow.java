package io.flowlake.dump;

import java.util.Arrays;

/**
 * The part of an object that is in memory: from the first byte that no record has taken to the last
 * byte that was read. It grows with the record at hand, up to {@link #MAX_RECORD} and one read.
 */
final class ByteWindow {
  /** The longest record that is read, in bytes: 8 MiB. */
  static final int MAX_RECORD = 8 << 20;

  private static final int READ_SIZE = 1 << 17;

  private final DecodedStream stream;
  private byte[] bytes = new byte[READ_SIZE];
  private int start;
  private int limit;
  private long offset;
  private long line = 1;
  private boolean ended;

  ByteWindow(DecodedStream stream) {
    this.stream = stream;
  }

  /** The array that holds the window; another one after {@link #more}. */
  byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} the window begins; moved by {@link #more} and {@link #consume}. */
  int start() {
    return start;
  }

  /** Where in {@link #bytes} the window ends. */
  int limit() {
    return limit;
  }

  /** How many bytes are in the window. */
  int length() {
    return limit - start;
  }

  /** Bytes before the window in the uncompressed object. */
  long offset() {
    return offset;
  }

  /** 1-based line that the window begins in. */
  long line() {
    return line;
  }

  /** Whether the compressed object was damaged, and the window ends there. */
  boolean damaged() {
    return stream.damage() != null;
  }

  /** Reads more bytes to the window's end; false when there are none. What was read may move. */
  boolean more() {
    if (ended) {
      return false;
    }
    if (limit == bytes.length) {
      makeRoom();
    }
    int count = stream.read(bytes, limit, bytes.length - limit);
    if (count < 0) {
      ended = true;
      return false;
    }
    limit += count;
    return true;
  }

  /** Takes {@code count} bytes with {@code newlines} in them from the window's begin. */
  void consume(int count, int newlines) {
    start += count;
    offset += count;
    line += newlines;
  }

  /** Fills the window up to {@code wanted} bytes, or to the end of the object. */
  void fill(int wanted) {
    while (length() < wanted && more()) {
      // Each turn reads what the stream has at hand.
    }
  }

  /** Takes the spaces and line ends at the window's begin, however many. */
  void skipBlank() {
    while (length() > 0 || more()) {
      byte b = bytes[start];
      if (b != ' ' && b != '\n' && b != '\r') {
        return;
      }
      consume(1, b == '\n' ? 1 : 0);
    }
  }

  /**
   * Takes everything up to the next line feed (which stays) or the object's end, and keeps none of
   * it in memory.
   *
   * @return how many bytes that were
   */
  long discardLine() {
    long discarded = 0;
    while (true) {
      int i = start;
      while (i < limit && bytes[i] != '\n') {
        i++;
      }
      discarded += i - start;
      boolean found = i < limit;
      consume(i - start, 0);
      if (found || !more()) {
        return discarded;
      }
    }
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      limit -= start;
      start = 0;
    } else {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }
}

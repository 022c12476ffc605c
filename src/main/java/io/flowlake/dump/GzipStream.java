package io.flowlake.dump;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads gzip (RFC 1952): any number of members one after another, and zero padding after them (as
 * tapes and block devices leave it). The JDK's own stream ends silently after the first member when
 * the source's {@code available()} is 0, as with most network streams.
 */
final class GzipStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream raw;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[1 << 15];
  private int at;
  private int limit;
  private long members;
  private boolean inMember;
  private @Nullable IOException failure;

  GzipStream(InputStream raw) {
    this.raw = raw;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    while (length > 0) {
      if (!inMember && !nextMember()) {
        return -1;
      }
      int count = inflate(buffer, from, length);
      if (count > 0) {
        crc.update(buffer, from, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new IOException("it wants a preset dictionary, which gzip does not have");
      }
    }
    return 0;
  }

  /**
   * Some bytes of the member; 0 at its end. What was decoded before a fault is handed out first.
   */
  private int inflate(byte[] buffer, int from, int length) throws IOException {
    while (!inflater.finished() && !inflater.needsDictionary()) {
      if (inflater.needsInput()) {
        if (at == limit && !fill()) {
          throw new EOFException("it ends in the middle of a gzip member");
        }
        inflater.setInput(input, at, limit - at);
        at = limit;
      }
      long before = inflater.getBytesWritten();
      try {
        int count = inflater.inflate(buffer, from, length);
        if (count > 0) {
          return count;
        }
      } catch (DataFormatException e) {
        failure = new IOException("its deflate data are damaged: " + e.getMessage(), e);
        int salvaged = (int) (inflater.getBytesWritten() - before);
        if (salvaged == 0) {
          throw failure;
        }
        return salvaged;
      }
    }
    return 0;
  }

  private boolean nextMember() throws IOException {
    int first = next();
    while (first == 0 && members > 0) {
      first = next();
    }
    if (first < 0) {
      return false;
    }
    if (first != 0x1F || required() != 0x8B) {
      throw new IOException("other bytes follow its " + members + " gzip member(s)");
    }
    skipHeader();
    inflater.reset();
    crc.reset();
    inMember = true;
    members++;
    return true;
  }

  private void skipHeader() throws IOException {
    int method = required();
    if (method != 8) {
      throw new IOException("its gzip header names method " + method + ", and only 8 is known");
    }
    int flags = required();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void endMember() throws IOException {
    at = limit - inflater.getRemaining();
    inMember = false;
    long expectedCrc = littleEndianInt();
    long expectedLength = littleEndianInt();
    if (expectedCrc != crc.getValue()) {
      throw new IOException("its checksum is wrong: the data were changed after they were written");
    }
    if (expectedLength != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new IOException("its length is wrong: the data were changed after they were written");
    }
  }

  private long littleEndianInt() throws IOException {
    return required() | (long) required() << 8 | (long) required() << 16 | (long) required() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private void skipText() throws IOException {
    while (required() != 0) {
      // The name or the comment: nothing of it is wanted.
    }
  }

  private int required() throws IOException {
    int value = next();
    if (value < 0) {
      throw new EOFException("it ends in the middle of a gzip header or trailer");
    }
    return value;
  }

  private int next() throws IOException {
    return at == limit && !fill() ? -1 : input[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    at = 0;
    limit = Math.max(0, raw.read(input, 0, input.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    raw.close();
  }
}

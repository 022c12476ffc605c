package io.flowlake.export;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Bytes of text that grow and are emptied again. */
final class TextBuffer {
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes = new byte[1 << 8];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void put(byte value) {
    makeRoom(1);
    bytes[length++] = value;
  }

  void put(byte[] values, int offset, int count) {
    makeRoom(count);
    System.arraycopy(values, offset, bytes, length, count);
    length += count;
  }

  /** The bytes of {@code value}; where they begin. */
  int put(UTF8String value) {
    int count = value.numBytes();
    makeRoom(count);
    value.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + length);
    length += count;
    return length - count;
  }

  /** Puts what was written from {@code begin} on between quotes, and doubles those in it. */
  void quoteFrom(int begin) {
    byte[] plain = Arrays.copyOfRange(bytes, begin, length);
    length = begin;
    put((byte) '"');
    for (byte b : plain) {
      if (b == '"') {
        put(b);
      }
      put(b);
    }
    put((byte) '"');
  }

  /** Characters of ASCII alone. */
  void ascii(String value) {
    for (int i = 0; i < value.length(); i++) {
      put((byte) value.charAt(i));
    }
  }

  /** The decimal digits of {@code value}. */
  void number(long value) {
    if (value == Long.MIN_VALUE) {
      ascii(Long.toString(value)); // it has no positive counterpart
      return;
    }
    makeRoom(LONGEST_NUMBER);
    long left = value;
    if (left < 0) {
      bytes[length++] = '-';
      left = -left;
    }
    int digits = digits(left);
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
  }

  /** The last {@code width} digits of {@code value}, with zeros in front. */
  void digits(int value, int width) {
    makeRoom(width);
    int left = value;
    for (int at = length + width - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += width;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long left = value / 10; left > 0; left /= 10) {
      digits++;
    }
    return digits;
  }

  private void makeRoom(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}

package io.flowlake.export;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Bytes of text that grow and are emptied again. */
final class TextBuffer {
  private static final int LONGEST_NUMBER = 20;

  /** The digits of 00, 01, … 99 one after the other: two at a time are found, not divided out. */
  private static final byte[] PAIRS = pairs();

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
    int at = length + digits(left);
    length = at;
    while (left >= 100) {
      long rest = left / 100;
      at = pair((int) (left - rest * 100), at);
      left = rest;
    }
    if (left >= 10) {
      pair((int) left, at);
    } else {
      bytes[at - 1] = (byte) ('0' + left);
    }
  }

  /** The last {@code width} digits of {@code value}, with zeros in front. */
  void digits(int value, int width) {
    makeRoom(width);
    int left = value;
    int at = length + width;
    while (at - length >= 2) {
      at = pair(left % 100, at);
      left /= 100;
    }
    if (at > length) {
      bytes[length] = (byte) ('0' + left % 10);
    }
    length += width;
  }

  /** Puts two digits before {@code end}; where they begin. */
  private int pair(int value, int end) {
    bytes[end - 2] = PAIRS[2 * value];
    bytes[end - 1] = PAIRS[2 * value + 1];
    return end - 2;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long power = 10; value >= power && digits < LONGEST_NUMBER - 1; power *= 10) {
      digits++;
    }
    return digits;
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int value = 0; value < 100; value++) {
      pairs[2 * value] = (byte) ('0' + value / 10);
      pairs[2 * value + 1] = (byte) ('0' + value % 10);
    }
    return pairs;
  }

  private void makeRoom(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}

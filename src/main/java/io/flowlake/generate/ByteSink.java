package io.flowlake.generate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** A growing buffer of bytes that writes numbers and times without making a single object. */
final class ByteSink {
  private static final byte[] HEX = ascii("0123456789abcdef");

  private byte[] bytes;
  private int size;
  private long datedDay = Long.MIN_VALUE;
  private byte[] date = {};

  ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  /** The bytes from {@code from} to the end. */
  byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }

  /** Forgets everything after the first {@code length} bytes. */
  void truncate(int length) {
    size = length;
  }

  void put(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  void put(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  /** A number of 0 or more in decimal digits. */
  void number(long value) {
    ensure(20);
    int end = size + digits(value);
    long rest = value;
    for (int at = end - 1; at >= size; at--) {
      long tenth = rest / 10;
      bytes[at] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    size = end;
  }

  /** A number of 0 or more in hexadecimal digits, without leading zeros. */
  void hex(int value) {
    ensure(8);
    int shift = Math.max(0, (31 - Integer.numberOfLeadingZeros(value | 1)) & ~3);
    for (; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(value >>> shift) & 15];
    }
  }

  /** ISO 8601 in UTC with milliseconds, such as {@code 2026-11-01T22:46:01.765Z}. */
  void time(long epochMillis) {
    long day = Math.floorDiv(epochMillis, DayCurve.DAY_MILLIS);
    if (day != datedDay) {
      datedDay = day;
      date = ascii(LocalDate.ofEpochDay(day) + "T");
    }
    put(date);
    ensure(13);
    int millis = (int) (epochMillis - day * DayCurve.DAY_MILLIS);
    int seconds = millis / 1_000;
    int minutes = seconds / 60;
    int hours = minutes / 60;
    twoDigits(hours, ':');
    twoDigits(minutes - hours * 60, ':');
    twoDigits(seconds - minutes * 60, '.');
    int fraction = millis - seconds * 1_000;
    bytes[size++] = (byte) ('0' + fraction / 100);
    twoDigits(fraction % 100, 'Z');
  }

  private void twoDigits(int value, char after) {
    bytes[size] = (byte) ('0' + value / 10);
    bytes[size + 1] = (byte) ('0' + value % 10);
    bytes[size + 2] = (byte) after;
    size += 3;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    return digits;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}

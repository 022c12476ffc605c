package io.flowlake.export;

import io.flowlake.model.Times;
import java.time.LocalDate;

/**
 * Writes times as {@link Times#format} does, many in a row: the date is worked out once for each
 * day.
 */
final class TimeDigits {
  private static final long SECOND = 1_000_000L;

  private final TextBuffer text;
  private final byte[] date = new byte[10];
  private int dateOf = Integer.MIN_VALUE;

  TimeDigits(TextBuffer text) {
    this.text = text;
  }

  /** ISO 8601 in UTC, with ms, or with µs where they are not zero. */
  void time(long micros) {
    int day = Times.dayOf(micros);
    day(day);
    long ofDay = micros - day * Times.DAY_MICROS;
    int second = (int) (ofDay / SECOND);
    int fraction = (int) (ofDay % SECOND);
    text.put((byte) 'T');
    text.digits(second / 3_600, 2);
    text.put((byte) ':');
    text.digits(second / 60 % 60, 2);
    text.put((byte) ':');
    text.digits(second % 60, 2);
    text.put((byte) '.');
    if (fraction % 1_000 == 0) {
      text.digits(fraction / 1_000, 3);
    } else {
      text.digits(fraction, 6);
    }
    text.put((byte) 'Z');
  }

  /** A date, from the days since 1970-01-01. */
  void day(int day) {
    if (day != dateOf) {
      TextBuffer written = new TextBuffer();
      LocalDate local = LocalDate.ofEpochDay(day);
      written.digits(local.getYear(), 4);
      written.put((byte) '-');
      written.digits(local.getMonthValue(), 2);
      written.put((byte) '-');
      written.digits(local.getDayOfMonth(), 2);
      System.arraycopy(written.bytes(), 0, date, 0, date.length);
      dateOf = day;
    }
    text.put(date, 0, date.length);
  }
}

package io.flowlake.export;

import io.flowlake.model.Times;
import java.time.LocalDate;

/**
 * Writes the times of one column as {@link Times#format} does. Rows come in the order of time, so
 * most share the minute of the one before: what is written for it is kept.
 */
final class TimeDigits {
  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private final TextBuffer text;
  private final TextBuffer minuteText = new TextBuffer();
  private long minute = Long.MIN_VALUE;

  TimeDigits(TextBuffer text) {
    this.text = text;
  }

  /** ISO 8601 in UTC, with ms, or with µs where they are not zero. */
  void time(long micros) {
    long wanted = Math.floorDiv(micros, MINUTE);
    if (wanted != minute) {
      minuteText.clear();
      minute(wanted * MINUTE);
      minute = wanted;
    }
    text.put(minuteText.bytes(), 0, minuteText.length());
    int ofMinute = (int) (micros - wanted * MINUTE);
    int fraction = ofMinute % (int) SECOND;
    text.digits(ofMinute / (int) SECOND, 2);
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
    day(day, text);
  }

  private void minute(long micros) {
    int day = Times.dayOf(micros);
    day(day, minuteText);
    int ofDay = (int) ((micros - day * Times.DAY_MICROS) / MINUTE);
    minuteText.put((byte) 'T');
    minuteText.digits(ofDay / 60, 2);
    minuteText.put((byte) ':');
    minuteText.digits(ofDay % 60, 2);
    minuteText.put((byte) ':');
  }

  private static void day(int day, TextBuffer to) {
    LocalDate date = LocalDate.ofEpochDay(day);
    to.digits(date.getYear(), 4);
    to.put((byte) '-');
    to.digits(date.getMonthValue(), 2);
    to.put((byte) '-');
    to.digits(date.getDayOfMonth(), 2);
  }
}

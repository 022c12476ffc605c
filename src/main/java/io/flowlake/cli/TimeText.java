package io.flowlake.cli;

import io.flowlake.model.Times;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as text in one time zone, always with their offset, so that each can be given back as an
 * option: {@code 2026-11-01T22:46:01.765Z}, {@code 2026-11-01T23:46:01.765+01:00}.
 */
final class TimeText {
  /** Times in UTC, as programs want them. */
  static final TimeText UTC = new TimeText(ZoneOffset.UTC);

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT);

  private final ZoneId zone;
  private final boolean utc;

  TimeText(ZoneId zone) {
    this.zone = zone;
    this.utc = zone.normalized().equals(ZoneOffset.UTC);
  }

  /** Three digits of the second, or six where the microseconds are not zero. */
  String time(long micros) {
    if (utc) {
      return Times.format(micros); // without the general formatter, which is ten times slower
    }
    OffsetDateTime time = Times.instant(micros).atZone(zone).toOffsetDateTime();
    return (micros % 1_000 == 0 ? MILLIS : MICROS).format(time);
  }

  /** Days since 1970-01-01 as {@code 2026-11-01}; a UTC day in every zone. */
  static String day(long days) {
    return LocalDate.ofEpochDay(days).toString();
  }

  /** The zone's name, such as {@code UTC} or {@code Europe/Berlin}. */
  String zone() {
    return utc ? "UTC" : zone.getId();
  }
}

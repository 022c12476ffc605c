package io.flowlake.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A UTC day as an option names it: {@code 2026-11-01}, or {@code yesterday}. */
final class DayConverter implements ITypeConverter<LocalDate> {
  /** Tables and CSV have four digits for a year. */
  private static final int LAST_YEAR = 9999;

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  @Override
  public LocalDate convert(String text) {
    if (text.equalsIgnoreCase("yesterday")) {
      return today().minusDays(1);
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1 && day.getYear() <= LAST_YEAR) {
        return day;
      }
    } catch (DateTimeException e) {
      // refused below
    }
    throw new TypeConversionException("it is neither a day, such as 2026-11-01, nor yesterday");
  }
}

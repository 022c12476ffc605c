package io.flowlake.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as the table keeps them: microseconds since 1970-01-01T00:00Z, and days since then. */
public final class Times {
  /** Microseconds in a UTC day. */
  public static final long DAY_MICROS = 86_400_000_000L;

  /** The first µs that a time may be: the begin of the year 1, which every reader can print. */
  public static final long MIN_MICROS = micros(Instant.parse("0001-01-01T00:00:00Z"));

  /** The last µs that a time may be: the end of the year 9999. */
  public static final long MAX_MICROS = micros(Instant.parse("9999-12-31T23:59:59.999999Z"));

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  /** Days since 1970-01-01 of the UTC date that {@code micros} lies in. */
  public static int dayOf(long micros) {
    return (int) Math.floorDiv(micros, DAY_MICROS);
  }

  /** {@code instant} in microseconds; digits below a microsecond are cut off. */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  /** The instant of {@code micros}. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * Reads a time as raw records write it: ISO 8601 (no zone = UTC, a date alone = its midnight), or
   * a number since 1970 whose magnitude tells the unit: below 10^11 seconds, below 10^14
   * milliseconds, below 10^17 microseconds, else nanoseconds. Fractions below 1 µs are cut off.
   *
   * @throws IllegalArgumentException when it is neither, or outside the years 1 to 9999
   */
  public static long parse(String text) {
    String trimmed = text.strip();
    long micros = looksNumeric(trimmed) ? parseEpoch(trimmed) : parseIso(trimmed, text);
    if (micros < MIN_MICROS || micros > MAX_MICROS) {
      throw new IllegalArgumentException("'" + text + "' is outside the years 1 to 9999");
    }
    return micros;
  }

  /** ISO 8601 in UTC with three digits, or six where the microseconds are not zero. */
  public static String format(long micros) {
    StringBuilder text = new StringBuilder(27);
    long second = Math.floorDiv(micros, 1_000_000L);
    int fraction = (int) Math.floorMod(micros, 1_000_000L);
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append('T');
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2).append('.');
    boolean whole = fraction % 1_000 == 0;
    digits(text, whole ? fraction / 1_000 : fraction, whole ? 3 : 6);
    return text.append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int value, int width) {
    String number = Integer.toString(value);
    return text.append("0".repeat(Math.max(0, width - number.length()))).append(number);
  }

  private static boolean looksNumeric(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c != '.' && c != 'e' && c != 'E' && !((c == '-' || c == '+') && signAt(text, i))) {
        return false;
      }
    }
    return digit;
  }

  private static boolean signAt(String text, int i) {
    return i == 0 || Character.toLowerCase(text.charAt(i - 1)) == 'e';
  }

  private static long parseEpoch(String text) {
    int dot = text.indexOf('.');
    boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    if (exponent || text.length() > 19 + (dot < 0 ? 0 : 20)) {
      return parseBigEpoch(text);
    }
    if (dot < 0) {
      long number = parseLong(text, text);
      long size = Math.abs(number);
      if (size < 100_000_000_000L) {
        return number * 1_000_000L;
      }
      if (size < 100_000_000_000_000L) {
        return number * 1_000L;
      }
      return size < 100_000_000_000_000_000L ? number : Math.floorDiv(number, 1_000L);
    }
    return parseBigEpoch(text);
  }

  private static long parseBigEpoch(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      // Without this an exponent such as 1e999999999 would be written out digit by digit.
      if (number.precision() - (long) number.scale() > 20 || number.scale() > 1_000) {
        throw notATime(text);
      }
      BigDecimal size = number.abs();
      int power = 6;
      for (int limit : new int[] {11, 14, 17}) {
        if (size.compareTo(BigDecimal.TEN.pow(limit)) >= 0) {
          power -= 3;
        }
      }
      return number.scaleByPowerOfTen(power).setScale(0, RoundingMode.FLOOR).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw notATime(text);
    }
  }

  private static long parseLong(String digits, String text) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw notATime(text);
    }
  }

  private static long parseIso(String text, String original) {
    long fast = parseUsualIso(text);
    if (fast != Long.MIN_VALUE) {
      return fast;
    }
    try {
      TemporalAccessor parsed =
          ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof OffsetDateTime time) {
        return micros(time.toInstant());
      }
      if (parsed instanceof LocalDateTime time) {
        return micros(time.toInstant(ZoneOffset.UTC));
      }
      return ((LocalDate) parsed).toEpochDay() * DAY_MICROS;
    } catch (DateTimeException | ArithmeticException e) {
      throw notATime(original);
    }
  }

  /**
   * {@code 2026-11-01T22:46:01[.fraction]Z} without the general parser, which is 20 times slower.
   */
  private static long parseUsualIso(String text) {
    int length = text.length();
    if (length < 20 || length > 30 || text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T') {
      return Long.MIN_VALUE;
    }
    if (text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return Long.MIN_VALUE;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int dayOfMonth = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int fraction = fraction(text, length);
    boolean inRange =
        year > 0
            && month >= 1
            && month <= 12
            && dayOfMonth >= 1
            && dayOfMonth <= Month.of(month).length(Year.isLeap(year))
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second < 60
            && fraction >= 0;
    if (!inRange) {
      return Long.MIN_VALUE;
    }
    long day = LocalDate.of(year, month, dayOfMonth).toEpochDay();
    return day * DAY_MICROS + (hour * 3600L + minute * 60L + second) * 1_000_000L + fraction;
  }

  private static int fraction(String text, int length) {
    if (length == 20) {
      return 0;
    }
    int micros = 0;
    for (int i = 0; i < 6; i++) {
      int at = 20 + i;
      int digit = at < length - 1 ? text.charAt(at) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      micros = micros * 10 + digit;
    }
    boolean digitsOnly =
        length > 21 && text.charAt(19) == '.' && number(text, 20, length - 1) != -2;
    return digitsOnly ? micros : -1;
  }

  /**
   * The digits of {@code text} as a number (it may wrap where only digits matter); -2 otherwise.
   */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -2;
      }
      value = (value * 10 + digit) & Integer.MAX_VALUE;
    }
    return value;
  }

  private static IllegalArgumentException notATime(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a time (ISO 8601, or a number of seconds or milliseconds since 1970)");
  }
}

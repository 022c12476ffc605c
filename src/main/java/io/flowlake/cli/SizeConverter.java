package io.flowlake.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes: bytes, or with K M G T (powers of 1000) or KiB MiB GiB TiB (powers of 1024). */
final class SizeConverter implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "k",
          1_000L,
          "m",
          1_000_000L,
          "g",
          1_000_000_000L,
          "t",
          1_000_000_000_000L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "tib",
          1L << 40);

  @Override
  public Long convert(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    Long unit = matcher.matches() ? unit(matcher.group(2)) : null;
    if (unit == null) {
      throw refused();
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    if (bytes.signum() <= 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw refused();
    }
    return bytes.longValue();
  }

  @SuppressWarnings("NullAway") // Map.get of an unknown unit is null, which the caller refuses
  private static Long unit(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String decimal = lower.length() == 2 && lower.endsWith("b") ? lower.substring(0, 1) : lower;
    return UNITS.get(decimal);
  }

  private static TypeConversionException refused() {
    return new TypeConversionException("it is not a size above 0, such as 500M, 2GiB or 1048576");
  }
}

package io.flowlake.cli;

import io.flowlake.generate.DumpFormat;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code json} and {@code csv}. */
final class FormatConverter implements ITypeConverter<DumpFormat> {
  @Override
  public DumpFormat convert(String text) {
    try {
      return DumpFormat.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is neither json nor csv");
    }
  }
}

package io.flowlake.cli;

import io.flowlake.filter.FilterValues;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes above 0 as filters have them: bytes, or with K M G T or KiB MiB GiB TiB. */
final class SizeConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      long bytes = FilterValues.size(text);
      if (bytes > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw new TypeConversionException("it is not a size above 0, such as 500M, 2GiB or 1048576");
  }
}

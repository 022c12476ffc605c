package io.flowlake.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers within bounds, as types of options. */
final class Ranges {
  private Ranges() {}

  /** A share, from 0 to 1. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double share;
      try {
        share = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        share = Double.NaN;
      }
      if (!(share >= 0 && share <= 1)) {
        throw new TypeConversionException("it is not a share from 0 to 1, such as 0.05");
      }
      return share;
    }
  }

  /** A whole number within bounds. */
  abstract static class Whole implements ITypeConverter<Integer> {
    private final int least;
    private final int most;
    private final String fault;

    Whole(int least, int most) {
      this(
          least,
          most,
          most == Integer.MAX_VALUE
              ? String.format(Locale.ROOT, "it is not a whole number of %,d or more", least)
              : String.format(
                  Locale.ROOT, "it is not a whole number from %,d to %,d", least, most));
    }

    /** Bounds with a reason of their own. */
    Whole(int least, int most, String fault) {
      this.least = least;
      this.most = most;
      this.fault = fault;
    }

    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // refused below
      }
      throw new TypeConversionException(fault);
    }
  }
}

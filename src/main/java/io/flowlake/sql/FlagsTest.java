package io.flowlake.sql;

import io.flowlake.filter.Filter;
import java.io.Serializable;

/**
 * A test of flags, made once for constant arguments; public for generated code alone.
 *
 * @param mask the bits that are looked at
 * @param value what they must be; 0 with {@code any} = not all of them 0
 * @param any whether one bit of the mask is enough
 */
public record FlagsTest(long mask, long value, boolean any) implements Serializable {
  /** The test of {@code filter}, which is one of flags. */
  static FlagsTest of(Filter filter) {
    if (filter instanceof Filter.FlagsAny test) {
      return new FlagsTest(test.mask(), 0, true);
    }
    Filter.FlagsMatch test = (Filter.FlagsMatch) filter;
    return new FlagsTest(test.mask(), test.value(), false);
  }

  /** Whether {@code flags} pass {@code test}. */
  public static boolean matches(long flags, FlagsTest test) {
    long seen = flags & test.mask;
    return test.any ? seen != 0 : seen == test.value;
  }
}

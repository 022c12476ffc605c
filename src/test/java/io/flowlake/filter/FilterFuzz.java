package io.flowlake.filter;

import java.nio.charset.StandardCharsets;

/** The target of scripts/fuzz-filter: Jazzer calls it with what it makes up. */
public final class FilterFuzz {
  private static final long LONGEST_MILLIS = 5_000;

  private FilterFuzz() {}

  /** Throws when the parser does not cope with {@code data} as UTF-8 text, or takes too long. */
  public static void fuzzerTestOneInput(byte[] data) {
    long start = System.nanoTime();
    FilterChecks.check(new String(data, StandardCharsets.UTF_8));
    long millis = (System.nanoTime() - start) / 1_000_000;
    if (millis > LONGEST_MILLIS) {
      throw new AssertionError(millis + " ms");
    }
  }
}

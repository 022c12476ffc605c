package io.flowlake.filter;

import java.nio.charset.StandardCharsets;

/** The target of scripts/fuzz-filter: Jazzer calls it with what it makes up. */
public final class FilterFuzz {
  private FilterFuzz() {}

  /** Throws when the parser does not cope with {@code data} as UTF-8 text. */
  public static void fuzzerTestOneInput(byte[] data) {
    FilterChecks.check(new String(data, StandardCharsets.UTF_8));
  }
}

package io.flowlake.dump;

import org.jspecify.annotations.Nullable;

/**
 * What a format says to the head of an object.
 *
 * @param matches whether the object is in this format
 * @param nearMiss where it is not, but looks related: what is missing and what can be done
 */
record FormatMatch(boolean matches, @Nullable String nearMiss) {
  static final FormatMatch YES = new FormatMatch(true, null);
  static final FormatMatch NO = new FormatMatch(false, null);

  static FormatMatch almost(String nearMiss) {
    return new FormatMatch(false, nearMiss);
  }
}

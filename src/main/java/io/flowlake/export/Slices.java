package io.flowlake.export;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Cuts a day into slices of time of about as many rows each. Depends on the rows alone. */
final class Slices {
  private Slices() {}

  /**
   * The seconds at which the second and each later slice begin. A slice holds {@code rowsPerSlice}
   * rows or more, up to the end of the second in which it is full; the last one may hold half as
   * many, and what is less than that belongs to the one before it.
   *
   * @param counts how many rows start in each second of the day
   */
  static int[] cut(long[] counts, long rowsPerSlice) {
    long left = Arrays.stream(counts).sum();
    IntStream.Builder begins = IntStream.builder();
    long inSlice = 0;
    for (int second = 0; second < counts.length; second++) {
      boolean full = inSlice >= rowsPerSlice;
      boolean restIsWorthIt = left >= (rowsPerSlice + 1) / 2;
      if (full && restIsWorthIt) {
        begins.add(second);
        inSlice = 0;
      }
      inSlice += counts[second];
      left -= counts[second];
    }
    return begins.build().toArray();
  }
}

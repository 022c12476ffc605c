package io.flowlake.lake;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the second and each later slice of time begin; Spark's generated code asks it. */
public final class SliceBegins implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] begins;

  /** Slices that begin at {@code begins} (µs, ascending). */
  SliceBegins(long[] begins) {
    this.begins = begins.clone();
  }

  /** The number of the slice, from 0, that {@code time} (µs) lies in. */
  public static int slice(long time, SliceBegins slices) {
    int low = 0;
    int high = slices.begins.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slices.begins[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SliceBegins slices && Arrays.equals(slices.begins, begins);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(begins);
  }

  /** How many slices there are, as plans show it. */
  @Override
  public String toString() {
    return "[" + (begins.length + 1) + " slices]";
  }
}

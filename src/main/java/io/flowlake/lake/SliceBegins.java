package io.flowlake.lake;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the second and each later slice of time begin; Spark's generated code asks it. */
public final class SliceBegins implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] begins;

  /** Slices that begin at {@code begins} (µs, ascending, none twice). */
  SliceBegins(long[] begins) {
    this.begins = begins.clone();
  }

  /** The number of the slice, from 0, that {@code time} (µs) lies in. */
  public static int slice(long time, SliceBegins slices) {
    int at = Arrays.binarySearch(slices.begins, time);
    return at >= 0 ? at + 1 : -at - 1;
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

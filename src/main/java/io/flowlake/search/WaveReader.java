package io.flowlake.search;

/** Reads slices: the local reader or Spark. */
interface WaveReader {
  /** Offers every flow of {@code slice} that may be among the best to {@code rows}. */
  Wave read(Slice slice, TopRows rows);
}

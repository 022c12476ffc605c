package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.FileBounds;
import io.flowlake.model.Flow;
import java.util.Comparator;

/**
 * A leading key as positions: the least comes first. Flows can be read in slices of positions, one
 * after the other.
 */
sealed interface Axis extends Lead permits ColumnAxis, DistanceAxis {
  /** The first position that a flow may have. */
  long FIRST = Long.MIN_VALUE;

  /** The last position that a flow may have. */
  long LAST = Long.MAX_VALUE;

  /** Where {@code flow} lies. */
  long position(Flow flow);

  /** No flow within {@code bounds} lies before this position. */
  long nearest(FileBounds bounds);

  /** No flow within {@code bounds} lies behind this position. */
  long farthest(FileBounds bounds);

  /** Exactly the flows from position {@code from} to {@code upTo}, both included. */
  Filter slice(long from, long upTo);

  /**
   * Whether flows of neighbouring positions lie together in the files, so that a slice can be read
   * without the rest of the file.
   */
  boolean isClustered();

  @Override
  default Filter notBefore(Flow row) {
    return slice(position(row), LAST);
  }

  @Override
  default Filter notAfter(Flow row) {
    return slice(FIRST, position(row));
  }

  @Override
  default Comparator<FileBounds> bestFirst() {
    return Comparator.comparingLong(this::nearest);
  }

  @Override
  default boolean mayReach(FileBounds bounds, Flow row) {
    return nearest(bounds) <= position(row);
  }
}

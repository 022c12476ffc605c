package io.flowlake.search;

import io.flowlake.model.Flow;
import java.util.Comparator;

/** One step of an order: what flows are compared by when all steps before it are equal. */
sealed interface SortKey permits ColumnKey, DistanceKey {
  /** Compares flows by this key alone. */
  Comparator<Flow> comparator();
}

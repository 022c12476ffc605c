package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.FileBounds;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.Comparator;
import java.util.Set;

/**
 * The first key of an order as filters and file bounds can express it: what lets a search read the
 * wanted end of a table only. All of it may let through too much, never too little.
 */
sealed interface Lead permits Axis, TextLead {
  /** A filter that every flow passes whose key does not come before that of {@code row}. */
  Filter notBefore(Flow row);

  /** A filter that every flow passes whose key does not come after that of {@code row}. */
  Filter notAfter(Flow row);

  /** Orders files by the best key that one of their flows may have. */
  Comparator<FileBounds> bestFirst();

  /** Whether a flow within {@code bounds} may have a key that does not come after {@code row}'s. */
  boolean mayReach(FileBounds bounds, Flow row);

  /** The columns whose bounds are needed. */
  Set<FlowColumn> columns();
}

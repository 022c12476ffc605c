package io.flowlake.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of an aggregation.
 *
 * @param step begin of the step of a series, µs UTC; null in a top list
 * @param values the values of the grouping columns (of the split, if any), as {@link
 *     io.flowlake.model.Flow#value} has them
 * @param totals the sums over the group's flows
 */
public record Group(@Nullable Long step, List<@Nullable Object> values, Totals totals) {
  public Group {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}

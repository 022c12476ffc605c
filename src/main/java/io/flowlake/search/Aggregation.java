package io.flowlake.search;

import io.flowlake.model.FlowColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How flows are grouped and added up. A value that is not known counts as 0 bytes. */
public sealed interface Aggregation {
  /** What decides: the order of a top list, the height of a series. */
  Measure by();

  /**
   * The groups with the most.
   *
   * @param columns one or more columns whose values make a group; nulls are one value
   * @param by what is compared; ties by the values, ascending, nulls first
   * @param count how many groups at most: 1 to {@value SearchRequest#MAX_LIMIT}
   */
  record Top(List<FlowColumn> columns, Measure by, int count) implements Aggregation {
    /** How many groups unless asked otherwise. */
    public static final int DEFAULT_COUNT = 10;

    public Top {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Steps of time, by start time. Only steps and splits with flows are in the result, by time and
   * then by value (ascending, null first).
   *
   * @param step µs; steps begin at multiples of it since 1970-01-01T00:00Z
   * @param by what is added up
   * @param split a series for each value of this column; null = one series
   */
  record Series(long step, Measure by, @Nullable FlowColumn split) implements Aggregation {}
}

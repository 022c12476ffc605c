package io.flowlake.search;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How flows are grouped and added up. A value that is not known counts as 0 bytes. */
public sealed interface Aggregation {
  /** What decides: the order of a top list, the height of a series. */
  Measure by();

  /** The columns whose values make the groups. */
  List<FlowColumn> columns();

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

    /**
     * Checks that there are columns, and the count.
     *
     * @throws FlowlakeException (usage)
     */
    public Top {
      columns = List.copyOf(columns);
      if (columns.isEmpty() || Set.copyOf(columns).size() < columns.size()) {
        throw new FlowlakeException(
            ExitCode.USAGE,
            "Cannot group by (%s): name one or more columns, each once; they are %s."
                .formatted(names(columns), FlowColumn.names()));
      }
      if (count < 1 || count > SearchRequest.MAX_LIMIT) {
        throw new FlowlakeException(
            ExitCode.USAGE,
            "Cannot return %,d groups: take 1 to %,d.".formatted(count, SearchRequest.MAX_LIMIT));
      }
    }

    private static String names(List<FlowColumn> columns) {
      return columns.stream().map(FlowColumn::columnName).collect(Collectors.joining(", "));
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
  record Series(long step, Measure by, @Nullable FlowColumn split) implements Aggregation {
    /** How many points a series may have, splits together. */
    public static final int MAX_POINTS = 100_000;

    /**
     * Checks the step.
     *
     * @throws FlowlakeException (usage)
     */
    public Series {
      if (step < 1) {
        throw new FlowlakeException(
            ExitCode.USAGE,
            "Cannot make a series in steps of %d µs: a step is 1 µs or longer.".formatted(step));
      }
    }

    @Override
    public List<FlowColumn> columns() {
      return split == null ? List.of() : List.of(split);
    }

    /** The begin of the step that {@code time} lies in, µs UTC. */
    long stepOf(long time) {
      return time - Math.floorMod(time, step);
    }
  }
}

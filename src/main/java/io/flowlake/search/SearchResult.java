package io.flowlake.search;

import io.flowlake.model.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param rows the flows, in order, at most the limit
 * @param truncated whether more flows match, exactly known
 * @param next where to continue; null when nothing follows
 * @param boundary start time of the last row, µs UTC; null when there are no rows
 * @param total how many flows match, rows before the cursor included; null when not wanted
 * @param engine who read, at the end: {@link Engine#SPARK} when a local search turned to Spark
 * @param waves the waves as they were read, those of the total last
 * @param newest start time of the newest flow of the nodes that were asked for, µs UTC; only when a
 *     time range was given and nothing matched, null also when those nodes have no flows
 */
public record SearchResult(
    List<Flow> rows,
    boolean truncated,
    @Nullable Cursor next,
    @Nullable Long boundary,
    @Nullable Long total,
    Engine engine,
    List<Wave> waves,
    @Nullable Long newest) {
  public SearchResult {
    rows = List.copyOf(rows);
    waves = List.copyOf(waves);
  }

  /** The same with the time of the newest flow. */
  SearchResult withNewest(@Nullable Long time) {
    return new SearchResult(rows, truncated, next, boundary, total, engine, waves, time);
  }
}

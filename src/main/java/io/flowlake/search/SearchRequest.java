package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Which flows are wanted, in which order, and how many of them.
 *
 * @param lake the lake that is searched
 * @param filter which flows; the nodes that are meant are part of it
 * @param range the flows that start in it; the target of the order {@code closest}; null = all time
 * @param order what comes first
 * @param limit how many rows at most: 1 to {@value #MAX_LIMIT}
 * @param cursor continues after the last row of an earlier result; null = from the beginning
 * @param total whether the exact number of matching flows is wanted, rows before the cursor
 *     included
 * @param engine who reads
 * @param localBytes how many bytes of files {@link Engine#AUTO} reads in this JVM before it turns
 *     to Spark
 */
public record SearchRequest(
    Lake lake,
    Filter filter,
    @Nullable TimeRange range,
    Order order,
    int limit,
    @Nullable Cursor cursor,
    Total total,
    Engine engine,
    long localBytes) {
  /** How many rows unless asked otherwise. */
  public static final int DEFAULT_LIMIT = 100;

  /** The most rows that one search returns. */
  public static final int MAX_LIMIT = 10_000;

  /** What {@link Engine#AUTO} reads in this JVM: 512 MiB. */
  public static final long DEFAULT_LOCAL_BYTES = 512L << 20;

  /**
   * Checks the limit and that {@code closest} has its range.
   *
   * @throws FlowlakeException (usage)
   */
  public SearchRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot return %,d flows: a search returns 1 to %,d; take --limit %,d and continue with --after CURSOR."
              .formatted(limit, MAX_LIMIT, MAX_LIMIT));
    }
    if (order.needsRange() && range == null) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot order by closest: there is no time range to be close to; give --last, or --from and --to.");
    }
  }

  /** One row more than is returned tells whether there are more, and those before may be copies. */
  int rowsToHold() {
    return limit + 1 + (cursor == null ? 0 : cursor.copies());
  }
}

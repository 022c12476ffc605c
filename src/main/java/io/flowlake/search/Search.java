package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Answers searches: plans without Spark, then reads in this JVM or, where that is too much, by
 * Spark.
 */
public final class Search {
  private final Readers readers;

  /**
   * A search with these means.
   *
   * @param configuration Hadoop's settings, see {@link io.flowlake.lake.HadoopSettings#of}
   * @param spark asked for a session only when Spark reads
   */
  public Search(Configuration configuration, Supplier<SparkSession> spark) {
    this.readers = new Readers(configuration, spark);
  }

  /**
   * How {@code request} will be answered. Reads the table's log only.
   *
   * @throws FlowlakeException when there is no such table or version (missing), or the cursor
   *     belongs to another request (usage)
   */
  public SearchPlan plan(SearchRequest request) {
    return SearchPlanner.plan(request, readers.configuration());
  }

  /**
   * Reads what {@code plan} says, and more waves if they are needed.
   *
   * @throws FlowlakeException (missing) when the version was vacuumed meanwhile; or as the store
   *     fails
   */
  public SearchResult run(SearchPlan plan) {
    SearchRequest request = plan.request();
    SearchResult result = read(plan, request.cursor());
    boolean nothing = result.rows().isEmpty() && request.cursor() == null;
    return nothing && !request.order().needsRange()
        ? result.withNewest(
            newest(
                request.lake(),
                request.filter(),
                request.range(),
                request.engine(),
                request.localBytes()))
        : result;
  }

  private SearchResult read(SearchPlan plan, @Nullable Cursor cursor) {
    try {
      return new SearchRun(plan, readers).run();
    } catch (FlowlakeException e) {
      if (cursor != null && e.exitCode() == ExitCode.MISSING) {
        throw CursorCheck.gone(cursor, e);
      }
      throw e;
    }
  }

  /** How {@code request} will be answered; as {@link #plan(SearchRequest)}. */
  public AggregatePlan plan(AggregateRequest request) {
    return SearchPlanner.plan(request, readers.configuration());
  }

  /**
   * Adds up what {@code plan} says.
   *
   * @throws FlowlakeException (usage) when there are too many groups for this JVM and Spark was
   *     excluded, or a series has too many points
   */
  public AggregateResult run(AggregatePlan plan) {
    AggregateResult result = new AggregateRun(plan, readers, AggregateRun.MAX_LOCAL_GROUPS).run();
    AggregateRequest request = plan.request();
    return result.groups().isEmpty()
        ? result.withNewest(
            newest(
                request.lake(),
                request.filter(),
                request.range(),
                request.engine(),
                request.localBytes()))
        : result;
  }

  /**
   * Start time of the newest flow of the nodes that {@code filter} speaks of, outside of a range;
   * null also when it cannot be found, for it is a hint beside an answer that is right without it.
   */
  @SuppressWarnings("CatchingUnchecked") // Scala throws checked exceptions without declaring them
  private @Nullable Long newest(
      Lake lake, Filter filter, @Nullable TimeRange range, Engine engine, long localBytes) {
    if (range == null) {
      return null;
    }
    SearchRequest one =
        new SearchRequest(
            lake,
            RequestFilter.nodes(filter),
            null,
            Order.NEWEST,
            1,
            null,
            Total.NOT_WANTED,
            engine,
            localBytes);
    try {
      return new SearchRun(plan(one), readers).run().boundary();
    } catch (Exception e) {
      return null;
    }
  }
}

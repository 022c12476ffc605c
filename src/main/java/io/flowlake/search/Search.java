package io.flowlake.search;

import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Answers searches: plans without Spark, then reads in this JVM or, where that is too much, by
 * Spark.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Search {
  private final Configuration configuration;
  private final Supplier<SparkSession> spark;

  /**
   * A search with these means.
   *
   * @param configuration Hadoop's settings, see {@link
   *     io.flowlake.lake.LakeSession#hadoopConfiguration}
   * @param spark asked for a session only when Spark reads
   */
  public Search(Configuration configuration, Supplier<SparkSession> spark) {
    this.configuration = configuration;
    this.spark = spark;
  }

  /**
   * How {@code request} will be answered. Reads the table's log only.
   *
   * @throws io.flowlake.model.FlowlakeException when there is no such table or version (missing),
   *     or the cursor belongs to another request (usage)
   */
  public SearchPlan plan(SearchRequest request) {
    throw new UnsupportedOperationException(request + "" + configuration + spark);
  }

  /** Reads what {@code plan} says, and more waves if they are needed. */
  public SearchResult run(SearchPlan plan) {
    throw new UnsupportedOperationException(plan.toString());
  }

  /** How {@code request} will be answered; as {@link #plan(SearchRequest)}. */
  public AggregatePlan plan(AggregateRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /**
   * Adds up what {@code plan} says.
   *
   * @throws io.flowlake.model.FlowlakeException (usage) when there are too many groups for this JVM
   *     and Spark was excluded, or a series has too many points
   */
  public AggregateResult run(AggregatePlan plan) {
    throw new UnsupportedOperationException(plan.toString());
  }
}

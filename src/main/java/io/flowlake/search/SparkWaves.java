package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.InFlight;
import io.flowlake.lake.Lake;
import io.flowlake.lake.SparkFlows;
import io.flowlake.model.Flow;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Reads waves by Spark: each is one ordered and limited query of the pinned version. */
final class SparkWaves implements WaveReader {
  private final SparkSession spark;
  private final Configuration hadoop;
  private final Lake lake;
  private final long version;
  private final Filter filter;
  private final Ranking ranking;
  private final @Nullable Flow after;

  /**
   * A reader of what {@code filter} lets through.
   *
   * @param hadoop how storage is reached, where the session does not say it
   * @param after rows that come before it are left out; null = none
   */
  SparkWaves(
      SparkSession spark,
      Configuration hadoop,
      Lake lake,
      long version,
      Filter filter,
      Ranking ranking,
      @Nullable Flow after) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.lake = lake;
    this.version = version;
    this.filter = filter;
    this.ranking = ranking;
    this.after = after;
  }

  @Override
  public Wave read(Slice slice, TopRows rows) {
    long began = System.nanoTime();
    List<Row> found =
        SparkAction.run(
            version,
            () ->
                matching(slice)
                    .orderBy(SparkOrder.of(ranking))
                    .limit(rows.missing())
                    .collectAsList());
    found.forEach(row -> rows.offer(InFlight.flow(row)));
    return Wave.spark(slice.text(), slice.files(), found.size(), began);
  }

  private Dataset<Row> matching(Slice slice) {
    Dataset<Row> matching =
        SparkFlows.at(spark, hadoop, lake, version, Filter.allOf(List.of(filter, slice.filter())));
    return after == null ? matching : matching.where(SparkOrder.notBefore(ranking, after));
  }
}

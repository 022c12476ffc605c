package io.flowlake.lake;

import io.flowlake.filter.Filter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The flows of one version of the table as Spark reads them. */
@SuppressWarnings("DoNotCallSuggester")
public final class SparkFlows {
  private SparkFlows() {}

  /**
   * The rows of version {@code version} that match {@code filter} exactly: the columns of {@link
   * io.flowlake.model.FlowColumn} by name and in order, times as µs (long) and days as numbers
   * (int), so that no session time zone comes between; {@link InFlight#flow(Row)} makes flows of
   * them.
   *
   * @throws io.flowlake.model.FlowlakeException missing (3) when the lake or the version is not
   *     there
   */
  public static Dataset<Row> at(SparkSession spark, Lake lake, long version, Filter filter) {
    throw new UnsupportedOperationException(spark.toString() + lake + version + filter);
  }

  /**
   * The condition that {@code filter} stands for, over the columns of the flows table as stored
   * (timestamps, dates): true or false, never null. For {@code --explain}, its text.
   */
  public static Column condition(Filter filter) {
    throw new UnsupportedOperationException(filter.toString());
  }
}

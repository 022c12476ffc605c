package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The flows of one version of the table as Spark reads them. */
public final class SparkFlows {
  private SparkFlows() {}

  /**
   * The rows of version {@code version} that match {@code filter} exactly: the columns of {@link
   * FlowColumn} by name and in order, times as µs (long) and days as numbers (int), so that no
   * session time zone comes between; {@link InFlight#flow(Row)} makes flows of them. Nothing is
   * read yet.
   *
   * @param hadoop how storage is reached, where the session's own settings do not say it
   * @throws FlowlakeException missing (3) when the lake or the version is not there
   */
  public static Dataset<Row> at(
      SparkSession spark, Configuration hadoop, Lake lake, long version, Filter filter) {
    return at(spark, hadoop, lake, version, filter, functions.lit(true));
  }

  /**
   * As {@link #at(SparkSession, Configuration, Lake, long, Filter)}.
   *
   * @param among a condition over the columns of the table as stored that must hold as well
   */
  static Dataset<Row> at(
      SparkSession spark,
      Configuration hadoop,
      Lake lake,
      long version,
      Filter filter,
      Column among) {
    Map<String, String> options =
        StorageSettings.readerOptions(hadoop, spark.sessionState().newHadoopConf());
    return withAllColumns(load(spark, options, lake.qualified(hadoop), version))
        .where(among.and(condition(filter)))
        .select(InFlight.flowColumns());
  }

  /**
   * The condition that {@code filter} stands for, over the columns of the flows table as stored
   * (timestamps, dates). A row for which it is null does not match.
   */
  public static Column condition(Filter filter) {
    return SparkCondition.of(filter);
  }

  /** The condition that {@code filter} stands for, as {@code --explain} shows it; much like SQL. */
  public static String conditionText(Filter filter) {
    return ConditionText.of(condition(filter));
  }

  private static Dataset<Row> load(
      SparkSession spark, Map<String, String> options, Lake lake, long version) {
    try {
      return spark
          .read()
          .format("delta")
          .options(options) // for S3A in the tasks, too
          .option("versionAsOf", version)
          .load(lake.flows().toString());
    } catch (Exception e) {
      // Not a runtime exception, and not declared: Scala does not ask for that.
      if (e instanceof AnalysisException refused) {
        throw new FlowlakeException(
            ExitCode.MISSING,
            "Cannot read version %d of the flows of %s: %s"
                .formatted(version, lake.root(), refused.getMessage()),
            refused);
      }
      throw e;
    }
  }

  /** Another writer's table may lack columns that may be null; they are null then, as in files. */
  private static Dataset<Row> withAllColumns(Dataset<Row> flows) {
    List<String> found = List.of(flows.columns());
    Dataset<Row> complete = flows;
    for (FlowColumn column : FlowColumn.all()) {
      if (!found.contains(column.columnName())) {
        complete =
            complete.withColumn(
                column.columnName(),
                functions.lit(null).cast(FlowsSchema.tableType(column.type())));
      }
    }
    return complete;
  }
}

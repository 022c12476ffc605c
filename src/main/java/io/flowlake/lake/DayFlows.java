package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The flows that start on one UTC day, in one version of the table, as Spark reads them. */
public final class DayFlows {
  private static final int SECONDS = 86_400;
  private static final long SECOND_MICROS = 1_000_000L;
  private static final String SLICE = "slice";

  private final Dataset<Row> flows;
  private final long dayBegins;

  private DayFlows(Dataset<Row> flows, long dayBegins) {
    this.flows = flows;
    this.dayBegins = dayBegins;
  }

  /**
   * The flows of {@code day} that match {@code filter} exactly. Nothing is read yet.
   *
   * @throws io.flowlake.model.FlowlakeException missing (3) when the lake or the version is not
   *     there
   */
  public static DayFlows of(
      SparkSession spark, Lake lake, long version, LocalDate day, Filter filter) {
    Column ofDay = functions.col(FlowColumn.DAY.columnName()).equalTo(Date.valueOf(day));
    return new DayFlows(
        SparkFlows.at(spark, spark.sessionState().newHadoopConf(), lake, version, filter, ofDay),
        day.toEpochDay() * Times.DAY_MICROS);
  }

  /** How many flows start in each second of the day, from its first one. Runs a job. */
  public long[] countBySecond() {
    Column second =
        functions
            .col(FlowColumn.START_TIME.columnName())
            .minus(dayBegins)
            .divide(SECOND_MICROS)
            .cast(DataTypes.IntegerType);
    long[] counts = new long[SECONDS];
    for (Row row : flows.groupBy(second.as("second")).count().collectAsList()) {
      counts[row.getInt(0)] += row.getLong(1);
    }
    return counts;
  }

  /**
   * The flows in slices of their start time: each partition is a slice, in the order of time, and
   * holds its rows in the total order: by start time, then the key, then the rest of {@code
   * columns}; numbers by size, texts by their UTF-8 bytes, nulls first. Sorting spills to disk, so
   * memory stays bounded whatever a slice holds.
   *
   * @param columns the columns that are wanted
   * @param seconds the seconds of the day, ascending, at which the second and each later slice
   *     begin; empty for a single slice
   * @return rows whose values are in the order of {@link #sortedColumns}, times in µs, days as
   *     numbers; a row is overwritten when the next one is asked for
   */
  public JavaRDD<InternalRow> slices(List<FlowColumn> columns, int[] seconds) {
    long[] begins = new long[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      begins[i] = dayBegins + seconds[i] * SECOND_MICROS;
    }
    Column[] sorted =
        sortedColumns(columns).stream()
            .map(column -> functions.col(column.columnName()))
            .toArray(Column[]::new);
    Column start = functions.col(FlowColumn.START_TIME.columnName());
    return flows
        .select(sorted)
        .withColumn(SLICE, ExactCalls.sliceOf(start, begins))
        .repartitionById(begins.length + 1, functions.col(SLICE))
        .sortWithinPartitions(sorted)
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  /** The columns of a slice's rows, which is also what they are sorted by. */
  public static List<FlowColumn> sortedColumns(List<FlowColumn> columns) {
    List<FlowColumn> sorted = new ArrayList<>(List.of(FlowColumn.START_TIME));
    FlowColumn.key().stream().filter(column -> !sorted.contains(column)).forEach(sorted::add);
    FlowColumn.all().stream()
        .filter(column -> columns.contains(column) && !sorted.contains(column))
        .forEach(sorted::add);
    return sorted;
  }
}

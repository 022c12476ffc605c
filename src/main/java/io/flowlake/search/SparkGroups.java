package io.flowlake.search;

import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Groups flows by Spark. Sums are taken of the upper and the lower 32 bits apart, as {@link
 * WideSum} has them: they are exact where a sum of longs would overflow, and faster than decimals.
 */
final class SparkGroups {
  private static final String STEP = "step";
  private static final String FLOWS = "flows";
  private static final String HIGH = "_high";
  private static final String LOW = "_low";
  private static final long BASE = 1L << 32;

  private final Aggregation aggregation;

  SparkGroups(Aggregation aggregation) {
    this.aggregation = aggregation;
  }

  /** The first {@code limit} groups of {@code flows} in the order of the result. */
  List<GroupRow> first(Dataset<Row> flows, int limit) {
    return flows
        .groupBy(keys())
        .agg(functions.count("*").as(FLOWS), sums())
        .orderBy(order())
        .limit(limit)
        .collectAsList()
        .stream()
        .map(this::group)
        .toList();
  }

  private Column[] keys() {
    Column step =
        aggregation instanceof Aggregation.Series series
            ? start().minus(functions.pmod(start(), functions.lit(series.step())))
            : functions.lit(0L);
    return Stream.concat(Stream.of(step.as(STEP)), columns()).toArray(Column[]::new);
  }

  private Stream<Column> columns() {
    return aggregation.columns().stream().map(SparkGroups::column);
  }

  private static Column[] sums() {
    return Stream.of(Measure.BYTES, Measure.SENT_BYTES, Measure.RECV_BYTES)
        .flatMap(
            measure ->
                Stream.of(
                    functions.sum(functions.shiftright(bytes(measure), 32)).as(measure + HIGH),
                    functions.sum(bytes(measure).bitwiseAND(BASE - 1)).as(measure + LOW)))
        .toArray(Column[]::new);
  }

  /** The bytes of a flow; 0 where they are not known. */
  private static Column bytes(Measure measure) {
    Column sent = orZero(FlowColumn.SENT_BYTES);
    Column received = orZero(FlowColumn.RECV_BYTES);
    return switch (measure) {
      case SENT_BYTES -> sent;
      case RECV_BYTES -> received;
      case BYTES ->
          functions.coalesce(
              functions.try_add(sent, received),
              functions.when(sent.lt(0), Long.MIN_VALUE).otherwise(Long.MAX_VALUE));
      case FLOWS -> functions.lit(1L);
    };
  }

  private Column[] order() {
    Stream<Column> values = columns().map(Column::asc_nulls_first);
    Stream<Column> first =
        aggregation instanceof Aggregation.Top
            ? most(aggregation.by())
            : Stream.of(functions.col(STEP).asc());
    return Stream.concat(first, values).toArray(Column[]::new);
  }

  private static Stream<Column> most(Measure measure) {
    if (measure == Measure.FLOWS) {
      return Stream.of(functions.col(FLOWS).desc());
    }
    Column low = functions.col(measure + LOW);
    Column carried = functions.col(measure + HIGH).plus(functions.shiftright(low, 32));
    return Stream.of(carried.desc(), low.bitwiseAND(BASE - 1).desc());
  }

  private GroupRow group(Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (FlowColumn column : aggregation.columns()) {
      values.add(row.getAs(column.columnName()));
    }
    Sums sums =
        new Sums(
            row.getAs(FLOWS),
            sum(row, Measure.BYTES),
            sum(row, Measure.SENT_BYTES),
            sum(row, Measure.RECV_BYTES));
    return new GroupRow(row.getAs(STEP), values, sums);
  }

  private static WideSum sum(Row row, Measure measure) {
    return new WideSum(row.<Long>getAs(measure + HIGH), row.<Long>getAs(measure + LOW));
  }

  private static Column start() {
    return column(FlowColumn.START_TIME);
  }

  private static Column orZero(FlowColumn column) {
    return functions.coalesce(column(column), functions.lit(0L));
  }

  private static Column column(FlowColumn column) {
    return functions.col(column.columnName());
  }
}

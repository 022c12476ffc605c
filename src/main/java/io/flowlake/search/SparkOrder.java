package io.flowlake.search;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.search.ColumnKey.Nulls;
import io.flowlake.search.Order.Direction;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** A ranking as Spark's columns, over rows as {@link io.flowlake.lake.SparkFlows} gives them. */
final class SparkOrder {
  private SparkOrder() {}

  /** What to order by. */
  static Column[] of(Ranking ranking) {
    return ranking.keys().stream().map(SparkOrder::ordering).toArray(Column[]::new);
  }

  /** The rows that do not come before {@code row}; never true or false wrongly, but maybe null. */
  static Column notBefore(Ranking ranking, Flow row) {
    List<SortKey> keys = ranking.keys();
    Column condition = functions.lit(true);
    for (int i = keys.size() - 1; i >= 0; i--) {
      SortKey key = keys.get(i);
      Column equal = value(key).eqNullSafe(literal(valueOf(key, row)));
      condition = behind(key, row).or(equal.and(condition));
    }
    return condition;
  }

  private static Column ordering(SortKey key) {
    if (!(key instanceof ColumnKey step)) {
      return value(key).asc();
    }
    Column column = value(key);
    boolean first = step.nulls() == Nulls.FIRST;
    return switch (step.direction()) {
      case ASCENDING -> first ? column.asc_nulls_first() : column.asc_nulls_last();
      case DESCENDING -> first ? column.desc_nulls_first() : column.desc_nulls_last();
    };
  }

  private static Column behind(SortKey key, Flow row) {
    Object value = valueOf(key, row);
    boolean nullsFirst = key instanceof ColumnKey step && step.nulls() == Nulls.FIRST;
    if (value == null) {
      return nullsFirst ? value(key).isNotNull() : functions.lit(false);
    }
    boolean descending = key instanceof ColumnKey step && step.direction() == Direction.DESCENDING;
    Column behind = descending ? value(key).lt(value) : value(key).gt(value);
    return nullsFirst ? behind : behind.or(value(key).isNull());
  }

  private static @Nullable Object valueOf(SortKey key, Flow row) {
    if (key instanceof DistanceKey distance) {
      return distance.of(row);
    }
    return row.value(((ColumnKey) key).column());
  }

  private static Column literal(@Nullable Object value) {
    return value == null ? functions.lit(null) : functions.lit(value);
  }

  private static Column value(SortKey key) {
    if (key instanceof DistanceKey distance) {
      return distance(distance);
    }
    return column(((ColumnKey) key).column());
  }

  private static Column distance(DistanceKey key) {
    Column start = column(FlowColumn.START_TIME);
    Column last = functions.coalesce(column(FlowColumn.END_TIME), start);
    return functions.greatest(
        functions.lit(0L),
        functions.lit(key.range().from()).minus(last),
        start.minus(key.range().to() - 1));
  }

  private static Column column(FlowColumn column) {
    return functions.col(column.columnName());
  }
}

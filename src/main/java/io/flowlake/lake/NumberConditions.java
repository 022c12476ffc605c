package io.flowlake.lake;

import io.flowlake.filter.Ranges;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Sets of numbers as conditions of Spark's. Literals have the column's own type, for a cast of the
 * column would keep Delta and Parquet from skipping.
 */
final class NumberConditions {
  private static final Domain LONGS = new Domain(Long.MIN_VALUE, Long.MAX_VALUE, Long::valueOf);
  private static final Domain INTS =
      new Domain(Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
  private static final Domain TIMES =
      new Domain(Times.MIN_MICROS, Times.MAX_MICROS, Times::instant);
  private static final Domain DAYS =
      new Domain(
          Times.dayOf(Times.MIN_MICROS), Times.dayOf(Times.MAX_MICROS), LocalDate::ofEpochDay);

  private NumberConditions() {}

  /** What values a column can have, and how a value is written for Spark. */
  private record Domain(long min, long max, LongFunction<Object> literal) {}

  /** Whether the value of {@code column}, as stored, is in {@code ranges}. */
  static Column in(FlowColumn column, Ranges ranges) {
    Column stored = functions.col(column.columnName());
    return switch (column.type()) {
      case TIMESTAMP -> timeIn(stored, ranges);
      case DATE -> in(stored, ranges, DAYS);
      case INT -> in(stored, ranges, INTS);
      case LONG -> longIn(stored, ranges);
      case STRING -> throw new IllegalArgumentException(column + " is no number");
    };
  }

  /** Whether {@code time}, a timestamp, is in {@code ranges} of µs. */
  static Column timeIn(Column time, Ranges ranges) {
    return in(time, ranges, TIMES);
  }

  /** Whether {@code number}, a long, is in {@code ranges}. */
  static Column longIn(Column number, Ranges ranges) {
    return in(number, ranges, LONGS);
  }

  private static Column in(Column value, Ranges ranges, Domain domain) {
    List<Object> points = new ArrayList<>();
    List<Column> conditions = new ArrayList<>();
    for (Ranges.Range range : ranges.ranges()) {
      if (range.high() < domain.min || range.low() > domain.max) {
        continue;
      }
      if (range.low() == range.high()) {
        points.add(domain.literal.apply(range.low()));
      } else {
        conditions.add(between(value, range, domain));
      }
    }
    if (!points.isEmpty()) {
      conditions.add(
          points.size() == 1 ? value.equalTo(points.get(0)) : value.isin(points.toArray()));
    }
    return Conditions.anyOf(conditions);
  }

  private static Column between(Column value, Ranges.Range range, Domain domain) {
    List<Column> limits = new ArrayList<>();
    if (range.low() > domain.min) {
      limits.add(value.geq(domain.literal.apply(range.low())));
    }
    if (range.high() < domain.max) {
      limits.add(value.leq(domain.literal.apply(range.high())));
    }
    return limits.isEmpty() ? value.isNotNull() : Conditions.allOf(limits);
  }
}

package io.flowlake.lake;

import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Joins conditions as a balanced tree: Spark walks trees recursively, and lists may be long. */
final class Conditions {
  private Conditions() {}

  /** All of {@code conditions}; true for none. */
  static Column allOf(List<Column> conditions) {
    return conditions.isEmpty() ? functions.lit(true) : joined(conditions, Column::and);
  }

  /** One of {@code conditions}; false for none. */
  static Column anyOf(List<Column> conditions) {
    return conditions.isEmpty() ? functions.lit(false) : joined(conditions, Column::or);
  }

  private static Column joined(List<Column> conditions, BinaryOperator<Column> join) {
    int count = conditions.size();
    return count == 1
        ? conditions.get(0)
        : join.apply(
            joined(conditions.subList(0, count / 2), join),
            joined(conditions.subList(count / 2, count), join));
  }
}

package io.flowlake.bench;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;

import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;

/**
 * Values of a column between two bounds, both included.
 *
 * @param column the column's name
 * @param from a {@link Long} or a {@link Binary}
 * @param to of the same type
 */
record Range(String column, Comparable<?> from, Comparable<?> to) {
  static FilterPredicate predicate(List<Range> ranges) {
    return ranges.stream().map(Range::predicate).reduce(FilterApi::and).orElseThrow();
  }

  FilterPredicate predicate() {
    if (from instanceof Long low) {
      return from.equals(to)
          ? eq(longColumn(column), low)
          : and(gtEq(longColumn(column), low), ltEq(longColumn(column), (Long) to));
    }
    Binary low = (Binary) from;
    return from.equals(to)
        ? eq(binaryColumn(column), low)
        : and(gtEq(binaryColumn(column), low), ltEq(binaryColumn(column), (Binary) to));
  }

  /** Whether a value between the bounds of {@code statistics} can lie in the range. */
  boolean mayMatch(Statistics<?> statistics) {
    return compare(statistics, statistics.genericGetMax(), from) >= 0
        && compare(statistics, statistics.genericGetMin(), to) <= 0;
  }

  @SuppressWarnings("unchecked") // a column's statistics and ranges are of its type
  private static <T> int compare(Statistics<?> statistics, Object left, Object right) {
    return ((Statistics<? extends Comparable<T>>) statistics)
        .type()
        .<T>comparator()
        .compare((T) left, (T) right);
  }
}

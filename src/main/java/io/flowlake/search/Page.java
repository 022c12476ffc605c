package io.flowlake.search;

import io.flowlake.model.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are returned, out of those that were held.
 *
 * @param rows the rows, in order
 * @param truncated whether more follow
 * @param copies how many rows equal to the last one were returned, earlier pages included; 0
 *     without rows
 */
record Page(List<Flow> rows, boolean truncated, int copies) {

  /**
   * The page after {@code cursor}.
   *
   * @param held the best rows in order, from the last row of the cursor on, that row included
   */
  static Page of(List<Flow> held, int limit, @Nullable Cursor cursor) {
    int seen = cursor == null ? 0 : Math.min(cursor.copies(), leading(held, cursor.last()));
    List<Flow> rest = held.subList(seen, held.size());
    List<Flow> rows = rest.subList(0, Math.min(limit, rest.size()));
    return new Page(rows, rest.size() > limit, copies(held.subList(0, seen + rows.size())));
  }

  private static int leading(List<Flow> rows, Flow row) {
    int count = 0;
    while (count < rows.size() && rows.get(count).equals(row)) {
      count++;
    }
    return count;
  }

  /** How many rows at the end are equal. */
  private static int copies(List<Flow> rows) {
    int first = rows.size();
    while (first > 0 && rows.get(first - 1).equals(rows.get(rows.size() - 1))) {
      first--;
    }
    return rows.size() - first;
  }
}

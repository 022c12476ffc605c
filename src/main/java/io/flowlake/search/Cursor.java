package io.flowlake.search;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A place in a result: right after its last row. It pins the table's version, so that flows that
 * arrive meanwhile neither shift nor repeat anything.
 *
 * @param tableId the id of the table that the result was read from
 * @param version the table's version that the result was read from
 * @param order the order of the result
 * @param range the time range of the result (null = all time). A continued search must have the
 *     very same one: where the user gave a relative range ({@code --last 2h}) or none, take this
 * @param filter fingerprint of the filter
 * @param last the last row that was returned
 * @param copies how many rows equal to {@code last} were returned, {@code last} included
 */
public record Cursor(
    String tableId,
    long version,
    Order order,
    @Nullable TimeRange range,
    String filter,
    Flow last,
    int copies) {
  /** More rows that are equal in every column than any table has: ours have none twice. */
  static final int MAX_COPIES = 1_000_000;

  /**
   * Reads the text of a cursor.
   *
   * @throws FlowlakeException (usage) when it was cut or changed, or comes from another release
   */
  public static Cursor parse(String text) {
    return CursorText.parse(text);
  }

  /** The cursor as text that survives command lines and URLs. */
  public String text() {
    return CursorText.of(this);
  }
}

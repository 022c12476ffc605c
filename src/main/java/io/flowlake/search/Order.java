package io.flowlake.search;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What comes first in a result. Every order ends with the key ({@link FlowColumn#key}) and then the
 * other columns in the table's order, ascending, nulls first, so that a result is one exact list.
 *
 * @param kind by what
 * @param column the column of {@link Kind#COLUMN}; null for the other kinds
 * @param direction of the column; nulls come last in both
 */
public record Order(Kind kind, @Nullable FlowColumn column, Direction direction) {
  /** By what flows are ordered. */
  public enum Kind {
    /** By distance to the time range, nearest first; then newest first. */
    CLOSEST,
    /** By one column. */
    COLUMN
  }

  /** Which values of a column come first. */
  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  /** Start time descending. */
  public static final Order NEWEST = by(FlowColumn.START_TIME, Direction.DESCENDING);

  /** Start time ascending. */
  public static final Order OLDEST = by(FlowColumn.START_TIME, Direction.ASCENDING);

  /** Nearest to the time range of the request, which then filters nothing; ties: newest first. */
  public static final Order CLOSEST = new Order(Kind.CLOSEST, null, Direction.ASCENDING);

  /** By {@code column}; text is compared by code points, which is the order of its UTF-8 bytes. */
  public static Order by(FlowColumn column, Direction direction) {
    return new Order(Kind.COLUMN, column, direction);
  }

  /**
   * Reads {@code newest}, {@code oldest}, {@code closest}, {@code COLUMN}, {@code COLUMN:asc} or
   * {@code COLUMN:desc}; a column alone is ascending.
   *
   * @throws FlowlakeException (usage) when it is none of them
   */
  public static Order parse(String text) {
    String folded = text.strip().toLowerCase(Locale.ROOT);
    return switch (folded) {
      case "newest" -> NEWEST;
      case "oldest" -> OLDEST;
      case "closest" -> CLOSEST;
      default -> ofColumn(text, folded);
    };
  }

  private static Order ofColumn(String text, String folded) {
    int colon = folded.indexOf(':');
    String name = colon < 0 ? folded : folded.substring(0, colon);
    FlowColumn column =
        FlowColumn.named(name)
            .orElseThrow(() -> cannotOrder(text, "there is no column " + quoted(name.strip())));
    String direction = colon < 0 ? "asc" : folded.substring(colon + 1).strip();
    return switch (direction) {
      case "asc" -> by(column, Direction.ASCENDING);
      case "desc" -> by(column, Direction.DESCENDING);
      default -> throw cannotOrder(text, "'" + direction + "' is no direction");
    };
  }

  private static String quoted(String name) {
    List<String> known = new ArrayList<>(List.of("newest", "oldest", "closest"));
    FlowColumn.all().forEach(column -> known.add(column.columnName()));
    return Nearest.of(name, known)
        .map(nearest -> "'%s' (did you mean %s?)".formatted(name, nearest))
        .orElse("'" + name + "'");
  }

  private static FlowlakeException cannotOrder(String text, String why) {
    return new FlowlakeException(
        ExitCode.USAGE,
        "Cannot order by '%s': %s; take newest, oldest, closest, or COLUMN:asc or COLUMN:desc with one of the columns %s."
            .formatted(text, why, FlowColumn.names()));
  }

  /** What {@link #parse} reads as this order: {@code newest}, {@code sent_bytes:desc}. */
  public String text() {
    if (equals(NEWEST)) {
      return "newest";
    }
    if (equals(OLDEST)) {
      return "oldest";
    }
    return column == null
        ? "closest"
        : column.columnName() + (direction == Direction.ASCENDING ? ":asc" : ":desc");
  }

  /** Whether it has a meaning only together with a time range, which is then not a filter. */
  public boolean needsRange() {
    return kind == Kind.CLOSEST;
  }
}

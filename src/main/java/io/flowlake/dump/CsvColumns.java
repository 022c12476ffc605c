package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a CSV file says: its delimiter, and what each column is.
 *
 * @param delimiter comma, tab or semicolon
 * @param columns by position
 */
record CsvColumns(char delimiter, List<Column> columns) {
  private static final char[] DELIMITERS = {',', '\t', ';'};

  private static final Set<FlowColumn> REQUIRED =
      EnumSet.of(FlowColumn.START_TIME, FlowColumn.SOURCE_IP, FlowColumn.DEST_IP);

  /** What may follow a time's title where the column is the same time as a number. */
  private static final Set<String> EPOCH_SUFFIXES =
      Set.of(
          "epoch",
          "epochms",
          "epochmillis",
          "epochs",
          "epochseconds",
          "epochus",
          "epochmicros",
          "ms",
          "millis",
          "milliseconds",
          "msutc",
          "us",
          "micros",
          "s",
          "seconds",
          "unix",
          "utc");

  /**
   * One column.
   *
   * @param title the header's text
   * @param field the flow's column; null where there is none
   * @param epoch whether it is the number beside a time that people read
   */
  record Column(String title, @Nullable FlowColumn field, boolean epoch) {}

  /** Reads the header with the delimiter under which most titles are known. */
  static CsvColumns of(String header) {
    CsvColumns best = null;
    for (char delimiter : DELIMITERS) {
      CsvColumns columns = new CsvColumns(delimiter, columns(header, delimiter));
      if (best == null || columns.known().size() > best.known().size()) {
        best = columns;
      }
    }
    return Objects.requireNonNull(best);
  }

  /** The flow's columns that are there. */
  Set<FlowColumn> known() {
    Set<FlowColumn> known = EnumSet.noneOf(FlowColumn.class);
    for (Column column : columns) {
      if (column.field != null) {
        known.add(column.field);
      }
    }
    return known;
  }

  /** Why rows under this header are no flows; null when they may be. */
  @Nullable String objection() {
    Set<FlowColumn> missing = EnumSet.copyOf(REQUIRED);
    missing.removeAll(known());
    if (!missing.isEmpty()) {
      return "CSV whose header has no column "
          + String.join(", ", missing.stream().map(FlowColumn::columnName).toList())
          + "; name the columns as in: "
          + FlowColumn.names();
    }
    Set<String> titles = new HashSet<>();
    Set<FlowColumn> fields = EnumSet.noneOf(FlowColumn.class);
    for (Column column : columns) {
      boolean twice = false;
      if (column.field == null) {
        twice = !column.title.isEmpty() && !titles.add(column.title);
      } else if (!column.epoch) {
        twice = !fields.add(column.field);
      }
      if (twice) {
        return "CSV whose header has two columns for "
            + (column.field == null ? Excerpt.quoted(column.title) : column.field.columnName())
            + "; leave one out";
      }
    }
    return null;
  }

  private static List<Column> columns(String header, char delimiter) {
    List<Column> columns = new ArrayList<>();
    for (String title : titles(header, delimiter)) {
      FlowColumn field = FlowColumn.named(title).orElse(null);
      FlowColumn twin = field == null ? epochTwin(title) : null;
      columns.add(new Column(title, field == null ? twin : field, twin != null));
    }
    return columns;
  }

  private static @Nullable FlowColumn epochTwin(String title) {
    String folded = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    for (FlowColumn time : List.of(FlowColumn.START_TIME, FlowColumn.END_TIME)) {
      String name = time.rawField().toLowerCase(Locale.ROOT);
      if (folded.startsWith(name) && EPOCH_SUFFIXES.contains(folded.substring(name.length()))) {
        return time;
      }
    }
    return null;
  }

  /** The header's texts; quotes in it are as in the rows, but none spans lines. */
  private static List<String> titles(String header, char delimiter) {
    List<String> titles = new ArrayList<>();
    StringBuilder title = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= header.length(); i++) {
      char c = i == header.length() ? delimiter : header.charAt(i);
      if (c == delimiter && (!quoted || i == header.length())) {
        titles.add(title.toString().strip());
        title.setLength(0);
      } else if (c != '"') {
        title.append(c);
      } else {
        quoted = !quoted;
      }
    }
    return titles;
  }
}

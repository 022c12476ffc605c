package io.flowlake.cli;

import io.flowlake.model.FlowColumn;
import io.flowlake.model.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Lists of columns as options name them. */
final class ColumnNames {
  private static final String ALL = "all";

  private ColumnNames() {}

  /**
   * The columns that {@code text} names, with commas between them; {@code all} is every one.
   *
   * @throws IllegalArgumentException with a whole sentence, when one is unknown or named twice
   */
  static List<FlowColumn> read(String option, String text) {
    if (text.strip().equalsIgnoreCase(ALL)) {
      return FlowColumn.all();
    }
    List<FlowColumn> columns = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      FlowColumn column = column(option, name.strip());
      if (columns.contains(column)) {
        throw new IllegalArgumentException(
            "Cannot use %s: the column %s is named twice. Leave one out."
                .formatted(option, column.columnName()));
      }
      columns.add(column);
    }
    return columns;
  }

  /** The column called {@code name}; throws as {@link #read}. */
  static FlowColumn column(String option, String name) {
    return FlowColumn.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot use %s: there is no column '%s'. %s"
                        .formatted(option, name, hint(name))));
  }

  private static String hint(String name) {
    List<String> known = FlowColumn.all().stream().map(FlowColumn::columnName).toList();
    return Nearest.of(name, known)
        .map("Did you mean %s?"::formatted)
        .orElseGet(() -> "There are " + FlowColumn.names() + ".");
  }
}

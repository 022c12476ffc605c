package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements of Spark SQL that make a view of a lake's flows, for people who just want a table. It
 * has the table's columns, so that what prunes the table prunes it, and the flags in words.
 */
public final class FlowsView {
  /** The column with the names of the TCP flags. */
  public static final String FLAGS_TEXT = "tcp_flags_text";

  private FlowsView() {}

  /**
   * A view for one session, which needs Delta's jars alone, and not its catalog.
   *
   * @param view its name
   * @param root the lake's whole path
   */
  public static List<String> temporary(String view, String root) {
    String stored = view + "_stored";
    return List.of(
        "CREATE OR REPLACE TEMPORARY VIEW %s USING delta OPTIONS (path %s)"
            .formatted(name(stored), text(flows(root))),
        "CREATE OR REPLACE TEMPORARY VIEW %s AS\n%s".formatted(name(view), select(name(stored))));
  }

  /**
   * A view that stays in the catalog, which needs Delta's extension and catalog when it is made and
   * when it is read.
   *
   * @param database where it is; made when it is not there
   */
  public static List<String> permanent(String database, String view, String root) {
    return List.of(
        "CREATE DATABASE IF NOT EXISTS " + name(database),
        "CREATE OR REPLACE VIEW %s.%s AS\n%s"
            .formatted(name(database), name(view), select("delta." + name(flows(root)))));
  }

  private static String flows(String root) {
    return new Lake(root).flows().toString();
  }

  private static String select(String table) {
    List<String> columns = new ArrayList<>();
    for (FlowColumn column : FlowColumn.all()) {
      columns.add(column.columnName());
      if (column == FlowColumn.TCP_FLAGS) {
        columns.add("tcp_flags_text(%s) AS %s".formatted(column.columnName(), FLAGS_TEXT));
      }
    }
    return "SELECT\n  %s\nFROM %s".formatted(String.join(",\n  ", columns), table);
  }

  /** A name, whatever is in it. */
  private static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A literal, whatever is in it. */
  private static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

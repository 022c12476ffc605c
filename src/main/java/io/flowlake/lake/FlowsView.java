package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements of Spark SQL that make a view of a lake's flows, for people who just want a table. It
 * has the table's columns, so that what prunes the table prunes it, and the flags in words. Delta
 * reads only in sessions that have its extension and catalog.
 */
public final class FlowsView {
  /** The column with the names of the TCP flags. */
  public static final String FLAGS_TEXT = "tcp_flags_text";

  /** The column with the names of why a flow was blocked. */
  public static final String FLOW_FLAGS_TEXT = "flow_flags_text";

  /** Before the name of a variable, which Spark replaces wherever it stands. */
  private static final String VARIABLE = "${";

  private FlowsView() {}

  /** Whether a database or view can be called so: what Spark's session catalog takes. */
  public static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_]+");
  }

  /**
   * A view for one session, which needs no catalog that keeps views.
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
   * A view that stays in the catalog.
   *
   * @param database where it is; made when it is not there
   * @throws FlowlakeException (usage) when the path cannot stand in a statement
   */
  public static List<String> permanent(String database, String view, String root) {
    if (root.contains(VARIABLE)) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot make a view that stays of the lake %s: Spark takes ${…} in a statement for a variable. Leave --database out, or rename the folder."
              .formatted(root));
    }
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
      if (column == FlowColumn.FLOW_FLAGS) {
        columns.add("flow_flags_text(%s) AS %s".formatted(column.columnName(), FLOW_FLAGS_TEXT));
      }
    }
    return "SELECT\n  %s\nFROM %s".formatted(String.join(",\n  ", columns), table);
  }

  /** A name, whatever is in it. */
  private static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A literal, whatever is in it: also what Spark would take for a variable. */
  private static String text(String text) {
    String escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace(VARIABLE, "$\\{");
    return "'" + escaped + "'";
  }
}

package io.flowlake.cli;

import io.flowlake.model.FlowColumn;

/**
 * The head of a printed column.
 *
 * @param name as programs know it, such as {@code source_ip}
 * @param title as the product's page has it, such as {@code Source IP}
 * @param kind what the values are
 */
record Heading(String name, String title, CellKind kind) {
  /** The head of a column of flows. */
  static Heading of(FlowColumn column) {
    return new Heading(column.columnName(), column.title(), kind(column));
  }

  private static CellKind kind(FlowColumn column) {
    return switch (column) {
      case NODE, PROTOCOL, SOURCE_NODE, SOURCE_IP, DEST_NODE, DEST_IP, ACTIVITY_ID, META ->
          CellKind.TEXT;
      case SOURCE_PORT, DEST_PORT, FLOW_FLAGS -> CellKind.NUMBER;
      case RECV_BYTES, SENT_BYTES -> CellKind.COUNT;
      case START_TIME, END_TIME -> CellKind.TIME;
      case DAY -> CellKind.DAY;
      case TCP_FLAGS -> CellKind.TCP_FLAGS;
    };
  }
}

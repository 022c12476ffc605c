package io.flowlake.filter;

import io.flowlake.model.FlowColumn;
import java.util.List;

/** Whose address is meant. */
public enum End {
  SOURCE(List.of(FlowColumn.SOURCE_IP)),
  DEST(List.of(FlowColumn.DEST_IP)),
  /** One of both; the complement is "neither". */
  EITHER(List.of(FlowColumn.SOURCE_IP, FlowColumn.DEST_IP));

  private final List<FlowColumn> columns;

  End(List<FlowColumn> columns) {
    this.columns = columns;
  }

  /** The columns that are tested, one of which must match. */
  public List<FlowColumn> columns() {
    return columns;
  }
}

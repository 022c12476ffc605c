package io.flowlake.export;

import io.flowlake.filter.Filter;
import io.flowlake.lake.Lake;
import io.flowlake.model.FlowColumn;
import java.util.List;

/**
 * What the object of a day shall hold.
 *
 * @param lake where the flows are
 * @param filter which of the day's flows
 * @param filterText the filter's canonical text; empty for all flows
 * @param columns which columns, in their order in the object; no column twice
 * @param compressionLevel 1 (fast) to 9 (small), see {@link LineDeflater}
 */
public record ExportRequest(
    Lake lake, Filter filter, String filterText, List<FlowColumn> columns, int compressionLevel) {
  /** The columns of the product page in its order, then the node. */
  public static final List<FlowColumn> USUAL_COLUMNS =
      List.of(
          FlowColumn.START_TIME,
          FlowColumn.END_TIME,
          FlowColumn.PROTOCOL,
          FlowColumn.SOURCE_NODE,
          FlowColumn.SOURCE_IP,
          FlowColumn.SOURCE_PORT,
          FlowColumn.DEST_NODE,
          FlowColumn.DEST_IP,
          FlowColumn.DEST_PORT,
          FlowColumn.RECV_BYTES,
          FlowColumn.SENT_BYTES,
          FlowColumn.TCP_FLAGS,
          FlowColumn.NODE);

  /**
   * Makes objects of the usual columns about as large as gzip does by its own choice, level 6; see
   * docs/export.md.
   */
  public static final int USUAL_LEVEL = 4;

  public ExportRequest {
    columns = List.copyOf(columns);
  }

  /** All flows of a day as the product exports them. */
  public static ExportRequest usual(Lake lake) {
    return new ExportRequest(lake, Filter.EVERYTHING, "", USUAL_COLUMNS, USUAL_LEVEL);
  }

  /** The columns' names joined by commas: the header of the object. */
  public String columnNames() {
    return String.join(",", columns.stream().map(FlowColumn::columnName).toList());
  }
}

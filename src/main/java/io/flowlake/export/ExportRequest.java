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
    return new ExportRequest(lake, Filter.EVERYTHING, "", FlowColumn.usual(), USUAL_LEVEL);
  }

  /** The columns' names joined by commas: the header of the object. */
  public String columnNames() {
    return names(columns);
  }

  /**
   * Whether this text of column names, as {@link #columnNames} makes it, is that of the usual ones.
   */
  public static boolean areUsual(String columnNames) {
    return columnNames.equals(names(FlowColumn.usual()));
  }

  private static String names(List<FlowColumn> columns) {
    return String.join(",", columns.stream().map(FlowColumn::columnName).toList());
  }
}

package io.flowlake.export;

import java.util.List;

/**
 * What the export ledger and the lake's log tell of some days.
 *
 * @param exports by day, then object, filter and columns
 * @param killed uploads of attempts that were killed, oldest first
 * @param silent days with silent nodes, in their order
 */
public record HistoryReport(
    List<ExportStatus> exports, List<LeftUpload> killed, List<SilentDay> silent) {
  public HistoryReport {
    exports = List.copyOf(exports);
    killed = List.copyOf(killed);
    silent = List.copyOf(silent);
  }
}

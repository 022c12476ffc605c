package io.flowlake.search;

import io.flowlake.lake.Extent;
import io.flowlake.lake.FilePlan;
import java.util.List;

/**
 * How a request will be answered; what {@code --explain} prints before the run.
 *
 * @param request what is answered
 * @param tableId the id of the table, see {@link io.flowlake.lake.FlowsLog#tableId}
 * @param version the table's version that is read, whatever is written meanwhile
 * @param filter canonical text of the request's filter
 * @param engineFilter what the engine tests, the filter, the time range and what lies behind the
 *     cursor: canonical text, or Spark's condition
 * @param engine who begins to read: {@link Engine#LOCAL} or {@link Engine#SPARK}
 * @param reason why that engine, in one sentence
 * @param files the files that may hold a match
 * @param waves the waves that are planned, from the wanted end outward; more may follow
 */
public record SearchPlan(
    SearchRequest request,
    String tableId,
    long version,
    String filter,
    String engineFilter,
    Engine engine,
    String reason,
    FilePlan files,
    List<PlannedWave> waves) {
  public SearchPlan {
    waves = List.copyOf(waves);
  }

  /** How much may hold a matching row. */
  public Extent toRead() {
    return files.toRead();
  }

  /** How much the whole table is. */
  public Extent table() {
    return files.table();
  }
}

package io.flowlake.search;

import io.flowlake.lake.Extent;
import io.flowlake.lake.FilePlan;

/**
 * How an aggregation will be answered; what {@code --explain} prints before the run.
 *
 * @param request what is answered
 * @param version the table's version that is read
 * @param filter canonical text of the request's filter
 * @param engineFilter what the engine tests, the filter and the time range: canonical text, or
 *     Spark's condition
 * @param engine who begins to read: {@link Engine#LOCAL} or {@link Engine#SPARK}
 * @param reason why that engine, in one sentence
 * @param files the files that may hold a match
 */
public record AggregatePlan(
    AggregateRequest request,
    long version,
    String filter,
    String engineFilter,
    Engine engine,
    String reason,
    FilePlan files) {
  /** How much may hold a matching row. */
  public Extent toRead() {
    return files.toRead();
  }

  /** How much the whole table is. */
  public Extent table() {
    return files.table();
  }
}

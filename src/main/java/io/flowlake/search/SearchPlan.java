package io.flowlake.search;

import java.util.List;

/**
 * How a request will be answered; what {@code --explain} prints before the run.
 *
 * @param request what is answered
 * @param version the table's version that is read, whatever is written meanwhile
 * @param versionTime when that version was made, µs UTC
 * @param filter canonical text of the request's filter
 * @param engineFilter canonical text of what the reader tests: the filter, the time range and what
 *     lies behind the cursor
 * @param engine who begins to read: {@link Engine#LOCAL} or {@link Engine#SPARK}
 * @param reason why that engine, in one sentence
 * @param toRead what may hold a matching row
 * @param table all of that version
 * @param waves the waves that are planned, from the wanted end outward; more may follow
 */
public record SearchPlan(
    SearchRequest request,
    long version,
    long versionTime,
    String filter,
    String engineFilter,
    Engine engine,
    String reason,
    Amount toRead,
    Amount table,
    List<PlannedWave> waves) {
  public SearchPlan {
    waves = List.copyOf(waves);
  }
}

package io.flowlake.search;

/**
 * How an aggregation will be answered; what {@code --explain} prints before the run.
 *
 * @param request what is answered
 * @param version the table's version that is read
 * @param versionTime when that version was made, µs UTC
 * @param filter canonical text of the request's filter
 * @param engineFilter canonical text of what the reader tests: the filter and the time range
 * @param engine who begins to read
 * @param reason why that engine, in one sentence
 * @param toRead what may hold a matching row
 * @param table all of that version
 */
public record AggregatePlan(
    AggregateRequest request,
    long version,
    long versionTime,
    String filter,
    String engineFilter,
    Engine engine,
    String reason,
    Amount toRead,
    Amount table) {}

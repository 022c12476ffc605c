package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.Lake;
import io.flowlake.model.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Which flows are added up, and how.
 *
 * @param lake the lake that is searched
 * @param filter which flows; the nodes that are meant are part of it
 * @param range the flows that start in it; null = all time
 * @param aggregation how they are grouped
 * @param engine who reads
 * @param localBytes as in {@link SearchRequest}
 */
public record AggregateRequest(
    Lake lake,
    Filter filter,
    @Nullable TimeRange range,
    Aggregation aggregation,
    Engine engine,
    long localBytes) {}

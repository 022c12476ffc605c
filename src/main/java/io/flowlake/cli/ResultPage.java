package io.flowlake.cli;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All that a format may want of an answer.
 *
 * @param grid the rows to show
 * @param flows the flows that the rows are; empty where they are sums
 * @param columns the columns of the flows to write
 * @param charts made only for a format that shows them
 * @param facts what was asked and what came of it
 */
record ResultPage(
    Grid grid,
    List<Flow> flows,
    List<FlowColumn> columns,
    Supplier<List<BarChart>> charts,
    Map<String, String> facts) {}

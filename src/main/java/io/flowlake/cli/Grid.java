package io.flowlake.cli;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search prints, whatever the format: headings, and rows of as many values.
 *
 * @param headings at least one
 * @param rows values as {@link CellKind} says, null where there is none
 */
record Grid(List<Heading> headings, List<List<@Nullable Object>> rows) {
  /** The {@code columns} of {@code flows}, both in the order given. */
  static Grid of(List<Flow> flows, List<FlowColumn> columns) {
    List<List<@Nullable Object>> rows = new ArrayList<>(flows.size());
    for (Flow flow : flows) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      columns.forEach(column -> row.add(flow.value(column)));
      rows.add(row);
    }
    return new Grid(columns.stream().map(Heading::of).toList(), rows);
  }
}

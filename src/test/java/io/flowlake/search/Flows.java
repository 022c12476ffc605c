package io.flowlake.search;

import io.flowlake.lake.InFlight;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import org.apache.spark.sql.RowFactory;

/** Flows that differ in little. */
final class Flows {
  private Flows() {}

  static Flow at(long start, Long end) {
    return flow("node", start, end, null);
  }

  static Flow to(long start, Integer port) {
    return flow("node", start, null, port);
  }

  static Flow on(String node, long start) {
    return flow(node, start, null, null);
  }

  /** {@code flow}, but for what {@code other} has in {@code column}. */
  static Flow twin(Flow flow, FlowColumn column, Flow other) {
    Object[] values = FlowColumn.all().stream().map(flow::value).toArray();
    values[column.index()] = other.value(column);
    return InFlight.flow(RowFactory.create(values));
  }

  private static Flow flow(String node, long start, Long end, Integer port) {
    return new Flow(
        node,
        start,
        end,
        "TCP",
        null,
        "10.0.0.1",
        null,
        null,
        "10.0.0.2",
        port,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}

package io.flowlake.search;

import io.flowlake.model.Flow;

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

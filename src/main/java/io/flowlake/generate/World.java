package io.flowlake.generate;

/** What all flows of a stream share and no thread changes: nodes, addresses, ports, time of day. */
final class World {
  final StreamShape shape;
  final GeneratePlan plan;
  final NodeNames nodes;
  final AliasTable nodeShares;
  final Addresses addresses;
  final Ports ports = new Ports();
  final TcpEndings endings = new TcpEndings();
  final DayCurve curve;

  World(GeneratePlan plan) {
    this.plan = plan;
    shape = plan.shape();
    nodes = new NodeNames(shape.nodes());
    nodeShares = new AliasTable(AliasTable.zipf(shape.nodes(), 1.1));
    addresses = new Addresses(shape.seed());
    curve = new DayCurve(shape.days());
  }
}

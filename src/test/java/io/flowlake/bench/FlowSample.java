package io.flowlake.bench;

import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import io.flowlake.generate.SyntheticStream;
import io.flowlake.lake.Partition;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowIdentity;
import io.flowlake.model.IpAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Generated flows in memory, by partition, sorted as the flows table has them; texts that are equal
 * are one object, so that a million flows take some 180 MB.
 */
final class FlowSample {
  private static final int NODES = 20;
  private static final int DAYS = 2;
  private static final Shares PLAIN = new Shares(0, 0, 0, 0, 0);

  private final NavigableMap<Partition, List<Flow>> partitions = new TreeMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, IpAddress> addresses = new HashMap<>();

  static FlowSample of(long flows) {
    FlowSample sample = new FlowSample();
    StreamShape shape =
        new StreamShape(
            flows,
            NODES,
            DAYS,
            LocalDate.parse(StreamShape.USUAL_START),
            1,
            StreamShape.usualDumps(flows, DAYS),
            PLAIN);
    SyntheticStream.of(shape)
        .forEach(record -> sample.add(Objects.requireNonNull(record.flow(), "none is corrupt")));
    sample.partitions.values().forEach(each -> each.sort(FlowIdentity.BY_KEY));
    return sample;
  }

  NavigableMap<Partition, List<Flow>> partitions() {
    return partitions;
  }

  /** All addresses by their text, parsed once. */
  Map<String, IpAddress> addresses() {
    return addresses;
  }

  private void add(Flow flow) {
    addresses.computeIfAbsent(flow.sourceIp(), IpAddress::parse);
    addresses.computeIfAbsent(flow.destIp(), IpAddress::parse);
    Flow packed =
        new Flow(
            same(flow.node()),
            flow.startTime(),
            flow.endTime(),
            same(flow.protocol()),
            same(flow.sourceNode()),
            same(flow.sourceIp()),
            flow.sourcePort(),
            same(flow.destNode()),
            same(flow.destIp()),
            flow.destPort(),
            flow.recvBytes(),
            flow.sentBytes(),
            flow.tcpFlags(),
            flow.flowFlags(),
            flow.activityId(),
            same(flow.meta()));
    partitions
        .computeIfAbsent(new Partition(flow.day(), packed.node()), p -> new ArrayList<>())
        .add(packed);
  }

  private String same(String text) {
    return text == null ? null : texts.computeIfAbsent(text, t -> t);
  }
}

package io.flowlake.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Flows that the generator does not make and the notebooks must tell apart: conversations that both
 * nodes logged, with and without translation, flows that reach beyond the days asked for, calls
 * that are refused with RST and ACK, what a suspect does besides, and a node that begins late and
 * stops.
 */
final class PlantedFlows {
  private static final String NEAR = "edge-0001";
  private static final String FAR = "edge-0003";
  private static final String STOPS = "edge-0009";
  private static final int LATER_MILLIS = 18;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> lines = new ArrayList<>();

  private PlantedFlows() {}

  /** Writes a dump of them; they are of 5 November 2026 or of the three days before. */
  static void write(Path dump) throws IOException {
    PlantedFlows flows = new PlantedFlows();
    flows.seenAlike();
    flows.ofOneSizeOneSecondApart();
    flows.withoutPorts();
    flows.beyondTheDays();
    flows.refused();
    flows.ordinaryCallOfASuspect();
    flows.nodeThatStops();
    Files.write(dump, flows.lines);
  }

  /** Ten conversations that nobody translated. */
  private void seenAlike() {
    for (int i = 0; i < 10; i++) {
      Instant start = Instant.parse("2026-11-05T20:00:00Z").plusSeconds(60L * i);
      ObjectNode near = flow(start, "TCP", 5_000 + i, 9_000 + i);
      twice(ports(between(near, "10.1.200.90", "10.3.200.90"), 52_000 + i, 443), near.deepCopy());
    }
  }

  /** Four translated ones of the same size, within the difference that clocks may have. */
  private void ofOneSizeOneSecondApart() {
    for (int i = 0; i < 4; i++) {
      Instant start = Instant.parse("2026-11-05T21:00:00Z").plusSeconds(i);
      ObjectNode near = flow(start, "TCP", 700, 800);
      ObjectNode far = near.deepCopy();
      ports(between(near, "10.1.200.91", "203.0.113.91"), 53_000 + i, 443);
      ports(between(far, "198.51.100.1", "10.3.200.91"), 30_000 + i, 8_443);
      twice(near, far);
    }
  }

  /** Three translated ones of a protocol that has no ports. */
  private void withoutPorts() {
    for (int i = 0; i < 3; i++) {
      Instant start = Instant.parse("2026-11-05T21:30:00Z").plusSeconds(60L * i);
      ObjectNode near = flow(start, "ICMP", 640 + 64 * i, 640 + 64 * i);
      ObjectNode far = near.deepCopy();
      between(near, "10.1.200.92", "203.0.113.92");
      between(far, "198.51.100.1", "10.3.200.92");
      twice(near, far);
    }
  }

  /** One that began the evening before and is large, one that says it ends in 73 years. */
  private void beyondTheDays() {
    for (String[] times :
        new String[][] {
          {"2026-11-02T23:00:00Z", "2026-11-03T02:00:00Z"},
          {"2026-11-04T12:00:00Z", "2099-01-01T00:00:00Z"}
        }) {
      ObjectNode flow = flow(Instant.parse(times[0]), "UDP", 3_000_000_000L, 1_000_000);
      flow.put("endTime", times[1]).remove("destNode");
      add(ports(between(flow, "10.1.200.99", "203.0.113.99"), 51_820, 51_820), NEAR);
    }
  }

  /**
   * A scan of 120 closed ports: the flows have the SYN of the caller, and RST and ACK in answer.
   */
  private void refused() {
    for (int i = 0; i < 120; i++) {
      Instant start = Instant.parse("2026-11-05T09:00:00Z").plusSeconds(i);
      ObjectNode flow = flow(start, "TCP", 60, 40).put("tcpFlags", "22");
      add(ports(between(flow, "203.0.113.67", "10.1.200.10"), 54_000, 1_000 + i), NEAR);
    }
  }

  /** The host that sweeps port 445 also calls a service, which answers. */
  private void ordinaryCallOfASuspect() {
    ObjectNode flow = flow(Instant.parse("2026-11-05T09:45:00Z"), "TCP", 4_321, 8_765);
    add(ports(between(flow, "10.1.200.66", "10.3.200.50"), 55_000, 8_080), NEAR);
  }

  /** Six flows an hour, three hours long. */
  private void nodeThatStops() {
    for (int i = 0; i < 18; i++) {
      Instant start = Instant.parse("2026-11-05T00:05:00Z").plusSeconds(600L * i);
      ObjectNode flow = flow(start, "UDP", 100 + i, 200).put("sourceNode", STOPS);
      flow.remove("destNode");
      add(ports(between(flow, "10.1.200.98", "203.0.113.98"), 56_000, 123), STOPS);
    }
  }

  /** Whether it is the one that says so. */
  static boolean endsFarAhead(Flow flow) {
    return flow.endTime() != null
        && flow.endTime() > Instant.parse("2099-01-01T00:00:00Z").toEpochMilli() * 1_000 - 1;
  }

  private static ObjectNode flow(Instant start, String protocol, long sent, long received) {
    ObjectNode flow = JSON.createObjectNode();
    flow.put("startTime", start.toString()).put("endTime", start.plusSeconds(1).toString());
    flow.put("protocol", protocol).put("sourceNode", NEAR).put("destNode", FAR);
    flow.put("sourceBytes", sent).put("destBytes", received).put("flags", "0");
    return protocol.equals("TCP") ? flow.put("tcpFlags", "27") : flow;
  }

  private static ObjectNode between(ObjectNode flow, String source, String dest) {
    return flow.put("sourceIP", source).put("destIP", dest);
  }

  private static ObjectNode ports(ObjectNode flow, int source, int dest) {
    return flow.put("sourcePort", source).put("destPort", dest);
  }

  private void twice(ObjectNode near, ObjectNode far) {
    add(near, NEAR);
    Instant start = Instant.parse(far.get("startTime").asText());
    add(far.put("startTime", start.plusMillis(LATER_MILLIS).toString()), FAR);
  }

  private void add(ObjectNode flow, String node) {
    lines.add(flow.put("nodeId", node).toString());
  }
}

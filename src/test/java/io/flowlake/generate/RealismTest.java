package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.Flow;
import io.flowlake.model.TcpFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shares that the documentation promises, on 200,000 flows of two days. */
class RealismTest {
  private static final int FLOWS = 200_000;
  private static final List<SyntheticRecord> RECORDS = new ArrayList<>();
  private static List<Flow> flows = List.of();

  @BeforeAll
  static void generate() {
    StreamShape shape = StreamShape.usual(FLOWS, 2, 3);
    SyntheticStream.of(shape).forEach(RECORDS::add);
    flows =
        RECORDS.stream()
            .filter(record -> isFirstReport(record.kind()))
            .map(SyntheticRecord::flow)
            .toList();
  }

  private static boolean isFirstReport(RecordKind kind) {
    return kind == RecordKind.FIRST || kind == RecordKind.LATE || kind == RecordKind.OPEN;
  }

  static Stream<Arguments> shares() {
    return Stream.of(
        share("all", flow -> true, "TCP", isTcp(), 0.80),
        share("all", flow -> true, "UDP", is("UDP"), 0.18),
        share("all", flow -> true, "ICMP", is("ICMP"), 0.02),
        share("all", flow -> true, "IPv6", flow -> flow.sourceIp().contains(":"), 0.03),
        share("all", flow -> true, "busiest node", flow -> flow.node().equals("edge-0001"), 0.26),
        share("all", flow -> true, "node to node", RealismTest::isBetweenNodes, 0.45),
        share("all", flow -> true, "out", flow -> flow.destNode() == null, 0.44),
        share("all", flow -> true, "in", flow -> flow.sourceNode() == null, 0.11),
        share("all", flow -> true, "open", Flow::isOpen, 0.01),
        share("TCP", isTcp(), "443", port(443), 0.43),
        share("TCP", isTcp(), "80", port(80), 0.22),
        share("TCP", isTcp(), "22", port(22), 0.06),
        share("TCP", isTcp(), "25", port(25), 0.025),
        share("TCP", isTcp(), "FSPA", flags(0x1B), 0.60),
        share("TCP", isTcp(), "FSRPA", flags(0x1F), 0.19),
        share("TCP", isTcp(), "unanswered", flags(TcpFlags.SYN), 0.07),
        share("TCP", isTcp(), "client port", flow -> flow.sourcePort() >= 32_768, 0.70),
        share("UDP", is("UDP"), "53", port(53), 0.64),
        share("UDP", is("UDP"), "443", port(443), 0.12),
        share("UDP", is("UDP"), "123", port(123), 0.03),
        share("ICMP", is("ICMP"), "no answer", flow -> flow.recvBytes() == 0, 0.40),
        share("all", flow -> true, "defunct", flow -> orZero(flow.flowFlags()) >= 65_536, 0.003));
  }

  @ParameterizedTest(name = "{2} among {0}")
  @MethodSource("shares")
  void sharesHold(
      String name, Predicate<Flow> among, String what, Predicate<Flow> which, double share) {
    // Open reports have lost the flags that end a connection.
    List<Flow> base =
        flows.stream().filter(among).filter(flow -> what.equals("open") || !flow.isOpen()).toList();
    double found = base.stream().filter(which).count() / (double) base.size();
    double deviation = Math.sqrt(share * (1 - share) / base.size());
    assertEquals(share, found, 4 * deviation + 0.01 * share);
  }

  @Test
  void whatHasNoPortsOrFlagsHasNone() {
    for (Flow flow : flows) {
      boolean hasPorts = !flow.protocol().equals("ICMP");
      assertAll(
          () -> assertEquals(hasPorts, flow.sourcePort() != null && flow.destPort() != null),
          () -> assertEquals(hasPorts, flow.sourcePort() != null || flow.destPort() != null),
          () -> assertEquals(flow.protocol().equals("TCP"), flow.tcpFlags() != null),
          () -> assertEquals(flow.node(), loggedBy(flow)));
    }
  }

  @Test
  void kindsHaveTheirShares() {
    Map<RecordKind, Long> kinds = new HashMap<>();
    RECORDS.forEach(record -> kinds.merge(record.kind(), 1L, Long::sum));
    assertAll(
        // Nothing is late in the last of 48 dumps.
        () -> assertEquals(0.01, kinds.get(RecordKind.LATE) / (double) FLOWS, 0.0005),
        () -> assertEquals(0.01, kinds.get(RecordKind.OPEN) / (double) FLOWS, 0.0001),
        () -> assertEquals(0.009, kinds.get(RecordKind.CLOSING) / (double) FLOWS, 0.0005),
        () -> assertEquals(0.005, kinds.get(RecordKind.COPY) / (double) FLOWS, 0.0001));
  }

  @Test
  void aFifthOfTheLinesIsEarlierThanTheLineBefore() {
    double earlier = 0;
    for (int i = 1; i < RECORDS.size(); i++) {
      if (RECORDS.get(i).flow().startTime() < RECORDS.get(i - 1).flow().startTime()) {
        earlier++;
      }
    }
    assertEquals(0.20, earlier / RECORDS.size(), 0.03);
  }

  @Test
  void sizesAreLognormalWithElephants() {
    double[] sent = logarithms(flow -> flow.tcpFlags() != 2, Flow::sentBytes);
    double[] recv = logarithms(flow -> flow.recvBytes() > 0, Flow::recvBytes);
    long[] total =
        flows.stream().mapToLong(flow -> flow.sentBytes() + flow.recvBytes()).sorted().toArray();
    long all = Arrays.stream(total).sum();
    long top = Arrays.stream(total).skip(total.length - total.length / 100).sum();
    assertAll(
        () -> assertEquals(7.1, sent[sent.length / 2], 0.15),
        () -> assertEquals(8.0, recv[recv.length / 2], 0.15),
        () -> assertTrue(top > 0.5 * all, () -> "top 1 %: " + top / (double) all));
  }

  private static double[] logarithms(Predicate<Flow> which, ToLongFunction<Flow> bytes) {
    return flows.stream()
        .filter(flow -> flow.protocol().equals("TCP") && !flow.isOpen())
        .filter(which)
        .mapToDouble(flow -> Math.log((double) bytes.applyAsLong(flow)))
        .sorted()
        .toArray();
  }

  private static Arguments share(
      String name, Predicate<Flow> among, String what, Predicate<Flow> which, double share) {
    return Arguments.of(name, among, what, which, share);
  }

  private static Predicate<Flow> isTcp() {
    return is("TCP");
  }

  private static Predicate<Flow> is(String protocol) {
    return flow -> flow.protocol().equals(protocol);
  }

  private static Predicate<Flow> port(int port) {
    return flow -> flow.destPort() == port;
  }

  private static Predicate<Flow> flags(int flags) {
    return flow -> flow.tcpFlags() == flags;
  }

  private static boolean isBetweenNodes(Flow flow) {
    return flow.sourceNode() != null && flow.destNode() != null;
  }

  private static String loggedBy(Flow flow) {
    return flow.node().equals(flow.sourceNode()) ? flow.sourceNode() : flow.destNode();
  }

  private static long orZero(Long value) {
    return value == null ? 0 : value;
  }
}

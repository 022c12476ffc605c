package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.filter.FlowTest;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import io.flowlake.search.Order.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RankingTest {
  private static final TimeRange RANGE =
      new TimeRange(Times.parse("2026-11-01T12:34:56.789Z"), Times.parse("2026-11-02T06:00:00Z"));

  static Stream<Order> orders() {
    Stream<Order> byColumn =
        FlowColumn.all().stream()
            .flatMap(column -> Stream.of(Direction.values()).map(each -> Order.by(column, each)));
    return Stream.concat(Stream.of(Order.CLOSEST), byColumn);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void onlyEqualFlowsAreEqualAndTheOrderIsTotal(Order order) {
    Comparator<Flow> comparator = Ranking.of(order, RANGE).comparator();
    List<Flow> flows = new RandomFlows(1).list(300);
    flows = new ArrayList<>(flows);
    flows.sort(comparator);
    for (int i = 0; i < flows.size(); i++) {
      for (int j = i; j < flows.size(); j++) {
        int forth = Integer.signum(comparator.compare(flows.get(i), flows.get(j)));
        int back = Integer.signum(comparator.compare(flows.get(j), flows.get(i)));
        assertEquals(forth, -back);
        assertTrue(forth <= 0, "sorted and transitive");
        assertEquals(flows.get(i).equals(flows.get(j)), forth == 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void filtersOfTheLeadLoseNothing(Order order) {
    Ranking ranking = Ranking.of(order, RANGE);
    List<Flow> flows = new RandomFlows(2).list(120);
    for (Flow row : flows.subList(0, 40)) {
      for (Flow flow : flows) {
        int place = ranking.comparator().compare(flow, row);
        if (place >= 0) {
          assertTrue(FlowTest.of(ranking.lead().notBefore(row)).test(flow));
        }
        if (place <= 0) {
          assertTrue(FlowTest.of(ranking.lead().notAfter(row)).test(flow));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void slicesAreExact(Order order) {
    if (!(Ranking.of(order, RANGE).lead() instanceof Axis axis)) {
      return; // texts have no slices
    }
    Random random = new Random(3);
    List<Flow> flows = new RandomFlows(3).list(200);
    for (int i = 0; i < 60; i++) {
      long one = i % 10 == 0 ? Axis.FIRST : position(axis, flows, random);
      long other = i % 7 == 0 ? Axis.LAST : position(axis, flows, random);
      long from = Math.min(one, other);
      long upTo = Math.max(one, other);
      for (Flow flow : flows) {
        long position = axis.position(flow);
        assertEquals(
            from <= position && position <= upTo,
            FlowTest.of(axis.slice(from, upTo)).test(flow),
            () -> axis + " " + from + ".." + upTo + " of " + flow);
      }
    }
  }

  private static long position(Axis axis, List<Flow> flows, Random random) {
    long position = axis.position(flows.get(random.nextInt(flows.size())));
    // Beside a position as often as on it, but never beyond the ends.
    return Math.max(Axis.FIRST + 1, Math.min(Axis.LAST - 1, position)) + random.nextInt(3) - 1;
  }

  @ParameterizedTest
  @CsvSource({
    // start, end, distance in µs; the range is [100, 200)
    "150, 160, 0",
    "100, , 0",
    "199, , 0",
    "200, , 1",
    "200, 300, 1",
    "201, , 2",
    "50, 100, 0",
    "50, 99, 1",
    "99, , 1",
    "50, , 50",
    "0, 500, 0",
    "300, 20, 101"
  })
  void distanceIsTheGapToTheRange(long start, Long end, long distance) {
    DistanceKey key = new DistanceKey(new TimeRange(100, 200));
    assertEquals(distance, key.of(Flows.at(start, end)));
  }

  @Test
  void closestHasTheNewestOfEqualDistanceFirst() {
    Comparator<Flow> order = Ranking.of(Order.CLOSEST, new TimeRange(100, 200)).comparator();
    List<Flow> sorted =
        Stream.of(Flows.at(90, 95L), Flows.at(204, null), Flows.at(110, null), Flows.at(0, 100L))
            .sorted(order)
            .toList();
    assertEquals(List.of(110L, 0L, 204L, 90L), sorted.stream().map(Flow::startTime).toList());
  }

  @Test
  void nullsComeLastInBothDirections() {
    List<Flow> flows =
        List.of(Flows.to(1, 443), Flows.to(2, null), Flows.to(3, 22), Flows.to(4, null));
    assertEquals(List.of(3L, 1L, 2L, 4L), starts(flows, "dest_port:asc"));
    assertEquals(List.of(1L, 3L, 2L, 4L), starts(flows, "dest_port:desc"));
  }

  @Test
  void textIsComparedByCodePoints() {
    List<Flow> flows = List.of(Flows.on("\uFFFD", 1), Flows.on("😀", 2), Flows.on("z", 3));
    assertEquals(List.of(3L, 1L, 2L), starts(flows, "node:asc"));
    assertEquals(List.of(2L, 1L, 3L), starts(flows, "node:desc"));
    // As a tie-break, too.
    List<Flow> tied = List.of(Flows.on("😀", 7), Flows.on("\uFFFD", 7));
    List<Flow> sorted = tied.stream().sorted(Ranking.of(Order.NEWEST, null).comparator()).toList();
    assertEquals("\uFFFD", sorted.get(0).node());
  }

  private static List<Long> starts(List<Flow> flows, String order) {
    return flows.stream()
        .sorted(Ranking.of(Order.parse(order), null).comparator())
        .map(Flow::startTime)
        .toList();
  }
}

package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FlowTest;
import io.flowlake.filter.RandomFilters;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What statistics decide must be so of every flow; and they must decide something. */
class FilterCoverageTest {
  private static final AddressSets ADDRESSES = new AddressSets();
  private static final int GROUPS = 60;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 40})
  void noneAndAllAreCertain(int flowsOfAFile) {
    RandomFlows random = new RandomFlows(flowsOfAFile);
    List<Filter> filters = new RandomFilters(flowsOfAFile).list(150);
    Map<Coverage, Integer> seen = new EnumMap<>(Coverage.class);
    for (int group = 0; group < GROUPS; group++) {
      List<Flow> flows = ofOnePartition(random, flowsOfAFile);
      FileBounds bounds = bounds(flows, EnumSet.allOf(FlowColumn.class));
      for (Filter filter : filters) {
        Coverage coverage = FilterCoverage.of(filter, bounds, ADDRESSES);
        seen.merge(coverage, 1, Integer::sum);
        assertCertain(coverage, filter, flows);
        assertEquals(
            coverage.complement(), FilterCoverage.of(new Filter.Not(filter), bounds, ADDRESSES));
      }
    }
    assertEquals(EnumSet.allOf(Coverage.class), seen.keySet());
  }

  /** One flow's bounds are its values, as far as nothing was cut off. */
  @Test
  void ofOneFlowMostIsDecided() {
    RandomFlows random = new RandomFlows(5);
    List<Filter> filters = new RandomFilters(5).list(150);
    int decided = 0;
    for (int group = 0; group < GROUPS; group++) {
      FileBounds bounds = bounds(List.of(random.next()), EnumSet.allOf(FlowColumn.class));
      for (Filter filter : filters) {
        decided += FilterCoverage.of(filter, bounds, ADDRESSES) == Coverage.SOME ? 0 : 1;
      }
    }
    assertTrue(decided > 0.8 * GROUPS * filters.size(), decided + " decided");
  }

  @Test
  void withoutStatisticsThePartitionStillDecides() {
    Flow flow = new RandomFlows(1).next();
    Partition partition = new Partition(flow.day(), flow.node());
    FileBounds bounds = new StatisticsText(EnumSet.allOf(FlowColumn.class)).read(null, partition);
    RandomFilters filters = new RandomFilters(6);
    for (int i = 0; i < 2_000; i++) {
      Filter filter = filters.next();
      assertCertain(FilterCoverage.of(filter, bounds, ADDRESSES), filter, List.of(flow));
    }
    assertEquals(FileBounds.UNKNOWN, bounds.rows());
    assertEquals(FileBounds.UNKNOWN, bounds.nulls(FlowColumn.END_TIME));
    assertEquals(flow.day(), bounds.min(FlowColumn.DAY));
  }

  private static void assertCertain(Coverage coverage, Filter filter, List<Flow> flows) {
    long matching = flows.stream().filter(FlowTest.of(filter)).count();
    switch (coverage) {
      case NONE -> assertEquals(0, matching, () -> filter + " of " + flows);
      case ALL -> assertEquals(flows.size(), matching, () -> filter + " of " + flows);
      case SOME -> {}
    }
  }

  private static List<Flow> ofOnePartition(RandomFlows random, int count) {
    Flow first = random.next();
    List<Flow> flows = new ArrayList<>(List.of(first));
    for (int tries = 0; flows.size() < count && tries < 2_000; tries++) {
      Flow next = random.next();
      if (next.day() == first.day()) {
        flows.add(withNode(next, first.node()));
      }
    }
    return flows;
  }

  private static Flow withNode(Flow flow, String node) {
    return new Flow(
        node,
        flow.startTime(),
        flow.endTime(),
        flow.protocol(),
        flow.sourceNode(),
        flow.sourceIp(),
        flow.sourcePort(),
        flow.destNode(),
        flow.destIp(),
        flow.destPort(),
        flow.recvBytes(),
        flow.sentBytes(),
        flow.tcpFlags(),
        flow.flowFlags(),
        flow.activityId(),
        flow.meta());
  }

  private static FileBounds bounds(List<Flow> flows, EnumSet<FlowColumn> columns) {
    FileStatistics statistics = new FileStatistics();
    flows.forEach(flow -> statistics.add(InFlight.row(flow)));
    Flow first = flows.get(0);
    return new StatisticsText(columns)
        .read(statistics.json(), new Partition(first.day(), first.node()));
  }
}

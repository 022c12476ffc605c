package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.FlowColumn;
import io.flowlake.search.Aggregation;
import io.flowlake.search.Group;
import io.flowlake.search.Measure;
import io.flowlake.search.Totals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Charts of sums stay small, whatever the size of the answer, and lose nothing of it. */
class SumChartsTest {
  private static final long SECOND = 1_000_000;

  @Test
  void manyStepsMakeFewBars() {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < 90_000; i++) {
      groups.add(group(i * SECOND, List.of(), 1));
    }
    BarChart chart = of(new Aggregation.Series(SECOND, Measure.FLOWS, null), groups);
    assertEquals("Flows over time (1,500 steps to a bar)", chart.title());
    assertEquals(60, chart.bars().size());
    assertEquals("1,500 flows", chart.bars().get(59).shown());
    assertEquals("1970-01-01T00:25:00.000Z", chart.bars().get(1).label());
    assertTrue(chart.html().length() < 20_000);
  }

  @Test
  void gapsAreBars() {
    BarChart chart =
        of(
            new Aggregation.Series(SECOND, Measure.FLOWS, null),
            List.of(group(-10 * SECOND, List.of(), 3), group(990 * SECOND, List.of(), 4)));
    assertEquals("Flows over time (17 steps to a bar)", chart.title());
    assertEquals(59, chart.bars().size());
    assertEquals(3, chart.bars().get(0).value());
    assertEquals("1969-12-31T23:59:50.000Z", chart.bars().get(0).label());
    assertEquals(7, chart.bars().stream().mapToDouble(BarChart.Bar::value).sum());
    assertEquals(4, chart.bars().get(58).value());
  }

  @Test
  void splitsAreToldToBeOneBar() {
    BarChart chart =
        of(
            new Aggregation.Series(SECOND, Measure.FLOWS, FlowColumn.PROTOCOL),
            List.of(group(0, List.of("TCP"), 3), group(0, List.of("UDP"), 4)));
    assertEquals("Flows over time (all of protocol together)", chart.title());
    assertEquals(List.of(7.0), chart.bars().stream().map(BarChart.Bar::value).toList());
  }

  @Test
  void topListsEnd() {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      groups.add(new Group(null, List.of("n" + i), new Totals(1, 0, 0, 0)));
    }
    Aggregation top = new Aggregation.Top(List.of(FlowColumn.NODE), Measure.FLOWS, 10_000);
    BarChart chart = of(top, groups);
    assertEquals("Flows (the first 20 of 10,000)", chart.title());
    assertEquals(20, chart.bars().size());
    assertEquals("Flows", of(top, groups.subList(0, 20)).title());
    assertEquals(0, of(new Aggregation.Series(1, Measure.BYTES, null), List.of()).bars().size());
  }

  private static BarChart of(Aggregation sums, List<Group> groups) {
    return SumCharts.of(sums, groups, TimeText.UTC);
  }

  private static Group group(long step, List<Object> values, long flows) {
    return new Group(step, new ArrayList<>(values), new Totals(flows, 0, 0, 0));
  }
}

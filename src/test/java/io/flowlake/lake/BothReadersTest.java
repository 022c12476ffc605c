package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.RandomFlows;
import io.flowlake.SparkFixture;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FlowTest;
import io.flowlake.filter.RandomFilters;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random filters over random flows: every way of reading finds what the reference finds. */
class BothReadersTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Set<FlowColumn> ALL = EnumSet.allOf(FlowColumn.class);

  @TempDir private static Path folder;
  private static RandomLake lake;
  private static List<Flow> flows;

  @BeforeAll
  static void write() {
    lake = new RandomLake(folder.resolve("lake").toString());
    flows = new RandomFlows(1).list(6_000);
    lake.add(flows.subList(0, 5_000), RandomLake.TINY);
    lake.add(flows.subList(5_000, 6_000), FileLayout.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void filesReadWithoutSparkHoldWhatTheReferenceFinds(long seed) {
    FlowsLog log = FlowsLog.newest(lake.lake(), HADOOP);
    LocalReader reader = new LocalReader(HADOOP);
    for (Filter filter : new RandomFilters(seed).list(400)) {
      FilePlan plan = log.plan(filter, Set.of());
      List<Flow> found = new ArrayList<>();
      ReadCost cost = ReadCost.NOTHING;
      for (StoredFile file : plan.files()) {
        int before = found.size();
        cost = cost.plus(reader.read(file, filter, ALL, found::add));
        if (file.coverage() == Coverage.ALL) {
          assertEquals(file.rows(), found.size() - before, file.path() + " and " + filter);
        }
      }
      assertSame(expected(filter), found, filter);
      assertEquals(found.size(), cost.rowsMatched());
    }
  }

  @ParameterizedTest
  @MethodSource("someFilters")
  void sparkFindsWhatTheReferenceFinds(Filter filter) {
    List<Flow> found =
        SparkFlows.at(SparkFixture.session(), lake.lake(), 2, filter).collectAsList().stream()
            .map(InFlight::flow)
            .toList();
    assertSame(expected(filter), found, filter);
  }

  static List<Filter> someFilters() {
    return new RandomFilters(7).list(50);
  }

  @Test
  void columnsThatAreNotWantedComeBackEmpty() {
    FlowsLog log = FlowsLog.newest(lake.lake(), HADOOP);
    LocalReader reader = new LocalReader(HADOOP);
    RandomFilters filters = new RandomFilters(11);
    for (FlowColumn column : FlowColumn.all()) {
      Filter filter = filters.next();
      List<Flow> found = new ArrayList<>();
      for (StoredFile file : log.plan(filter, Set.of()).files()) {
        reader.read(file, filter, EnumSet.of(column), found::add);
      }
      List<Flow> expected = expected(filter).stream().map(flow -> only(flow, column)).toList();
      assertSame(expected, found, filter);
    }
  }

  @Test
  void aSinkThatHasEnoughStopsTheReading() {
    FlowsLog log = FlowsLog.newest(lake.lake(), HADOOP);
    StoredFile file = log.plan(Filter.EVERYTHING, Set.of()).files().get(0);
    List<Flow> found = new ArrayList<>();
    new LocalReader(HADOOP)
        .read(file, Filter.EVERYTHING, ALL, flow -> found.add(flow) && found.size() < 3);
    assertEquals(Math.min(3, file.rows()), found.size());
  }

  private static List<Flow> expected(Filter filter) {
    Predicate<Flow> test = FlowTest.of(filter);
    return flows.stream().filter(test).toList();
  }

  private static Flow only(Flow flow, FlowColumn column) {
    Object[] values = InFlight.values(flow, 0, 0);
    Object[] empty =
        InFlight.values(
            new Flow(
                flow.node(),
                0,
                null,
                "",
                null,
                "",
                null,
                null,
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                null),
            0,
            0);
    empty[column.index()] = values[column.index()];
    return InFlight.flow(org.apache.spark.sql.RowFactory.create(empty));
  }

  private static void assertSame(List<Flow> expected, List<Flow> found, Filter filter) {
    assertEquals(excess(expected, found), excess(found, expected), () -> "of " + filter);
  }

  /** A flow that is more often in {@code flows} than in {@code others}, or "" for none. */
  private static String excess(List<Flow> flows, List<Flow> others) {
    Map<Flow, Integer> counts = new HashMap<>();
    flows.forEach(flow -> counts.merge(flow, 1, Integer::sum));
    others.forEach(flow -> counts.merge(flow, -1, Integer::sum));
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getKey().toString())
        .findFirst()
        .orElse("");
  }
}

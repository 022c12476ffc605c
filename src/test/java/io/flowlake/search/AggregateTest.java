package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterValues;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums by both readers against plain sums. */
class AggregateTest {
  private static final int CASES = Integer.getInteger("flowlake.cases", 300);
  private static final long SEED = Long.getLong("flowlake.seed", 11);
  private static final int SPARK_SHARE = 10;

  @TempDir static Path folder;
  private static SearchLake lake;

  @BeforeAll
  static void fill() {
    lake = SearchLake.random(folder, SEED, 300);
  }

  @Test
  void randomAggregationsAreExactWithoutSpark() {
    AggregateCase cases = new AggregateCase(SEED);
    Search search = SearchLake.searchWithoutSpark();
    List<Flow> flows = lake.flows();
    for (int i = 0; i < CASES; i++) {
      AggregateCase.check(search, cases.next(lake.lake(), Engine.LOCAL), flows);
    }
  }

  @Test
  void randomAggregationsAreExactBySpark() {
    AggregateCase cases = new AggregateCase(SEED + 1);
    Search search = SearchLake.search();
    List<Flow> flows = lake.flows();
    for (int i = 0; i < CASES / SPARK_SHARE; i++) {
      AggregateCase.check(search, cases.next(lake.lake(), Engine.SPARK), flows);
    }
  }

  @Test
  void withTooManyGroupsForThisJvmSparkTakesOverOrItIsSaid() {
    AggregateRequest auto = byPort(lake.lake(), Engine.AUTO);
    Search search = SearchLake.search();
    AggregateResult bySpark = new AggregateRun(search.plan(auto), readers(), 5).run();
    assertEquals(Engine.SPARK, bySpark.engine());
    assertEquals(search.run(search.plan(auto)).groups(), bySpark.groups());
    assertEquals(Engine.LOCAL, search.run(search.plan(auto)).engine());

    AggregatePlan local = search.plan(byPort(lake.lake(), Engine.LOCAL));
    FlowlakeException refused =
        assertThrows(FlowlakeException.class, () -> new AggregateRun(local, readers(), 5).run());
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "Cannot group by source_port, dest_port with --engine local: there are more than 5 groups, which do not fit into this JVM; take --engine auto or spark, fewer columns, or a narrower filter.",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, , ' it has more than 100,000 points. Take --series 1s or longer, or a shorter time range.'",
    "1s, NODE, ' it has more than 100,000 points, those of all values together. Take a longer step, no split, or a shorter time range.'",
    "500ms, , ' it has more than 100,000 points. Take --series 1s or longer, or a shorter time range.'"
  })
  void tooManyPointsAreRefusedWithAStepThatFits(
      String step, @Nullable FlowColumn split, String message) {
    long day = TimeUnit.DAYS.toMicros(1);
    Aggregation.Series series =
        new Aggregation.Series(FilterValues.duration(step), Measure.FLOWS, split);
    SearchPlan all = SearchLake.searchWithoutSpark().plan(everyFlow());
    long first = all.files().files().get(0).partition().day() * day;
    SeriesStep refused =
        new SeriesStep(series, new TimeRange(first, first + day), all.files().files());
    assertEquals(
        "Cannot make a series in steps of %s:%s".formatted(step, message),
        refused.tooShort().getMessage());
  }

  private static SearchRequest everyFlow() {
    return new SearchRequest(
        lake.lake(),
        Filter.EVERYTHING,
        null,
        Order.NEWEST,
        10,
        null,
        Total.NOT_WANTED,
        Engine.LOCAL,
        SearchRequest.DEFAULT_LOCAL_BYTES);
  }

  private static Readers readers() {
    return new Readers(new Configuration(), SparkFixture::session);
  }

  private static AggregateRequest byPort(Lake lake, Engine engine) {
    return new AggregateRequest(
        lake,
        Filter.EVERYTHING,
        null,
        new Aggregation.Top(
            List.of(FlowColumn.SOURCE_PORT, FlowColumn.DEST_PORT), Measure.BYTES, 10),
        engine,
        SearchRequest.DEFAULT_LOCAL_BYTES);
  }

  @Test
  void badAggregationsAreRefusedInWords() {
    Map<Runnable, String> cases =
        Map.of(
            () -> new Aggregation.Top(List.of(), Measure.FLOWS, 10),
            "Cannot group by (): name one or more columns, each once; they are "
                + FlowColumn.names()
                + ".",
            () -> new Aggregation.Top(List.of(FlowColumn.NODE, FlowColumn.NODE), Measure.FLOWS, 10),
            "Cannot group by (node, node): name one or more columns, each once; they are "
                + FlowColumn.names()
                + ".",
            () -> new Aggregation.Top(List.of(FlowColumn.NODE), Measure.FLOWS, 10_001),
            "Cannot return 10,001 groups: take 1 to 10,000.",
            () -> new Aggregation.Series(0, Measure.FLOWS, null),
            "Cannot make a series in steps of 0 µs: a step is 1 µs or longer.");
    cases.forEach(
        (bad, message) ->
            assertEquals(message, assertThrows(FlowlakeException.class, bad::run).getMessage()));
  }

  @Test
  void theTotalsOfAllGroupsAreThoseOfTheTable() {
    Search search = SearchLake.searchWithoutSpark();
    AggregateRequest byNode =
        new AggregateRequest(
            lake.lake(),
            Filter.EVERYTHING,
            null,
            new Aggregation.Top(List.of(FlowColumn.NODE), Measure.FLOWS, 10),
            Engine.AUTO,
            SearchRequest.DEFAULT_LOCAL_BYTES);
    Map<String, Long> wanted =
        lake.flows().stream().collect(Collectors.groupingBy(Flow::node, Collectors.counting()));
    Map<String, Long> found =
        search.run(search.plan(byNode)).groups().stream()
            .collect(Collectors.toMap(g -> (String) g.values().get(0), g -> g.totals().flows()));
    assertEquals(wanted, found);
    assertTrue(found.size() > 1);
  }
}

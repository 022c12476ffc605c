package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.SparkFixture;
import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FlowTest;
import io.flowlake.filter.Glob;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.RandomFilters;
import io.flowlake.filter.Ranges;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters as Spark's conditions find what the reference finds, and let Delta skip files. */
class SparkFlowsTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private static Path folder;
  private static Lake lake;
  private static List<Flow> flows;

  @BeforeAll
  static void write() {
    flows = new RandomFlows(1).list(3_000);
    lake = new RandomLake(folder.resolve("lake")).add(flows, FileLayout.DEFAULT).lake();
  }

  /** Many filters in one query, for each query takes its time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void conditionsHoldWhereTheReferenceHolds(long seed) {
    List<Filter> filters = new RandomFilters(seed).list(25);
    List<Column> columns = new ArrayList<>();
    for (Filter filter : filters) {
      Column condition = SparkFlows.condition(filter);
      columns.add(functions.count_if(functions.coalesce(condition, functions.lit(false))));
    }
    Dataset<Row> table =
        SparkFixture.session().read().format("delta").load(lake.flows().toString());
    Row counts = table.agg(columns.get(0), columns.subList(1, 25).toArray(Column[]::new)).head();
    for (int i = 0; i < filters.size(); i++) {
      assertEquals(expected(filters.get(i)).size(), counts.getLong(i), filters.get(i).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("filtersOfEveryKind")
  void findsWhatTheReferenceFinds(Filter filter) {
    List<Flow> found =
        SparkFlows.at(SparkFixture.session(), HADOOP, lake, 1, filter).collectAsList().stream()
            .map(InFlight::flow)
            .toList();
    FlowSets.assertSame(expected(filter), found, filter);
  }

  static Stream<Filter> filtersOfEveryKind() {
    RandomFilters random = new RandomFilters(77);
    return Stream.concat(
        Stream.of(
            Filter.EVERYTHING,
            not(Filter.EVERYTHING),
            not(new Filter.NumberIn(Quantity.START_TIME, Ranges.of(0, RandomFlows.TIMES.get(3)))),
            not(new Filter.AddressIn(End.EITHER, List.of(CidrBlock.parse("10.0.0.0/8"))))),
        Stream.generate(random::next).limit(12));
  }

  /** One of each kind of test that spares files. */
  static Stream<Filter> sparingFilters() {
    long midnight = Times.parse("2026-11-02T00:00:00Z");
    Ranges day = Ranges.of(midnight, midnight + Times.DAY_MICROS - 1);
    return Stream.of(
        new Filter.TextLike(FlowColumn.NODE, List.of(new Glob("edge-1"))),
        new Filter.TextLike(FlowColumn.NODE, List.of(new Glob("edge-*"))),
        new Filter.NumberIn(Quantity.START_TIME, day),
        new Filter.Active(0, Times.parse("1970-01-01T00:00:01Z")),
        new Filter.Active(Times.parse("2030-01-01T00:00:00Z"), Times.MAX_MICROS),
        not(new Filter.Active(Times.parse("1960-01-01T00:00:00Z"), Times.MAX_MICROS)));
  }

  @ParameterizedTest
  @MethodSource("sparingFilters")
  void filesThatHoldNothingAreNotRead(Filter filter) {
    int all = files(Filter.EVERYTHING);
    int read = files(filter);
    assertTrue(read > 0 && read < all / 2, read + " of " + all + " files for " + filter);
  }

  private static int files(Filter filter) {
    return SparkFlows.at(SparkFixture.session(), HADOOP, lake, 1, filter).inputFiles().length;
  }

  @Test
  void aVersionThatIsNotThereIsSaidToBe() {
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> SparkFlows.at(SparkFixture.session(), HADOOP, lake, 9, Filter.EVERYTHING));
    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertTrue(failure.getMessage().contains("Available versions: [0, 1]"), failure.getMessage());
  }

  private static Filter not(Filter filter) {
    return new Filter.Not(filter);
  }

  private static List<Flow> expected(Filter filter) {
    return flows.stream().filter(FlowTest.of(filter)).toList();
  }
}

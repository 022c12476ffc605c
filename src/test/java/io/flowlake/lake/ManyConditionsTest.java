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
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of random filters as Spark's conditions hold for exactly the flows for which the
 * reference holds, flow by flow. Many are asked in one query, for each query takes its time.
 */
class ManyConditionsTest {
  private static final int CASES = Integer.getInteger("flowlake.conditions", 2_000);
  private static final long SEED = Long.getLong("flowlake.seed", 11);
  private static final int AT_ONCE = 50;
  private static final int COLUMNS = FlowColumn.all().size();

  @TempDir private static Path folder;
  private static Lake lake;

  @BeforeAll
  static void write() {
    List<Flow> flows = new RandomFlows(SEED).list(500);
    lake = new RandomLake(folder.resolve("lake")).add(flows, FileLayout.DEFAULT).lake();
  }

  @Test
  void holdWhereTheReferenceHoldsWithGeneratedCode() {
    check(SparkFixture.newSession(), SEED);
  }

  @Test
  void holdWhereTheReferenceHoldsInterpreted() {
    check(SparkFixture.interpretingSession(), SEED + 1);
  }

  private static void check(SparkSession spark, long seed) {
    RandomFilters filters = new RandomFilters(seed);
    for (int done = 0; done < CASES; done += AT_ONCE) {
      List<Filter> asked = filters.list(AT_ONCE);
      List<Row> rows = ask(spark, asked);
      assertEquals(500, rows.size());
      for (int i = 0; i < AT_ONCE; i++) {
        checkOne(asked.get(i), COLUMNS + i, rows);
      }
    }
  }

  /** The table's flows, and behind them a column for each filter. */
  private static List<Row> ask(SparkSession spark, List<Filter> filters) {
    Stream<Column> conditions =
        filters.stream().map(filter -> SparkFlows.condition(filter).as("c"));
    return spark
        .read()
        .format("delta")
        .load(lake.flows().toString())
        .select(
            Stream.concat(Arrays.stream(InFlight.flowColumns()), conditions).toArray(Column[]::new))
        .collectAsList();
  }

  private static void checkOne(Filter filter, int column, List<Row> rows) {
    Predicate<Flow> reference = FlowTest.of(filter);
    for (Row row : rows) {
      Flow flow = InFlight.flow(row);
      boolean holds = !row.isNullAt(column) && row.getBoolean(column);
      assertEquals(reference.test(flow), holds, () -> filter + " of " + flow);
    }
  }
}

package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.Flow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark gives exactly what testing and sorting every flow gives, also when it takes over midway.
 */
class SparkSearchTest {
  /** What some two minutes allow; CONTRIBUTING.md has the command for thousands. */
  private static final int CASES = Integer.getInteger("flowlake.sparkCases", 200);

  private static final long SEED = Long.getLong("flowlake.seed", 11);

  @TempDir static Path folder;
  private static final Search SEARCH = SearchLake.search();
  private static final Search INTERPRETING = SearchLake.searchWithoutCodeGeneration();

  @Test
  void randomSearchesAreExactToTheLastPage() throws InterruptedException {
    SearchWalks.random(folder, SEED, CASES, Engine.SPARK, bytes -> 0)
        .check(SparkSearchTest::searchOf);
  }

  @Test
  void searchesThatTurnToSparkMidwayAreExact() throws InterruptedException {
    SearchWalks.random(folder, SEED + 1, CASES / 4, Engine.AUTO, SearchWalks.upToHalf(SEED))
        .check(SparkSearchTest::searchOf);
  }

  /** Spark generates code in some cases only: compiling costs more than reading so few rows. */
  private static Search searchOf(int number) {
    return number % 4 == 0 ? SEARCH : INTERPRETING;
  }

  @Test
  void aSearchThatFindsTooLittleTurnsToSparkAndGoesOnWhereItWas() {
    SearchLake tall = new SearchLake(folder.resolve("long"));
    List<Flow> flows = new ArrayList<>();
    IntStream.range(0, 30_000).forEach(i -> flows.add(Flows.to(i * 1_000_000L, i)));
    tall.add(flows);
    Filter oldOnes = new Filter.NumberIn(Quantity.DEST_PORT, Ranges.of(0, 65));
    SearchRequest request =
        new SearchRequest(
            tall.lake(),
            new Filter.Or(List.of(oldOnes, portOf(29_990))),
            null,
            Order.NEWEST,
            10,
            null,
            Total.NOT_WANTED,
            Engine.AUTO,
            SEARCH.plan(everything(tall)).table().bytes() / 5);
    SearchPlan plan = SEARCH.plan(request);
    assertEquals(Engine.LOCAL, plan.engine(), plan.reason());
    SearchResult result = SEARCH.run(plan);
    assertEquals(Engine.LOCAL, result.waves().get(0).engine());
    assertEquals(1, result.waves().get(0).matched());
    assertEquals(Engine.SPARK, result.engine());
    assertEquals(NaiveSearch.all(flows, request).subList(0, 10), result.rows());
    assertTrue(result.truncated());
  }

  @Test
  void whatIsTooMuchFromTheStartIsReadBySpark() {
    SearchRequest request = everything(SearchLake.random(folder.resolve("much"), SEED, 50));
    SearchPlan plan = SEARCH.plan(request);
    assertEquals(Engine.SPARK, plan.engine());
    assertTrue(
        plan.reason()
            .matches(
                "about [\\d.]+ kB are to be read, more than the 0 B that are read without Spark"),
        plan.reason());
  }

  @Test
  void theFormOfTheFilterIsThatOfTheEngine() {
    SearchRequest bySpark = everything(SearchLake.random(folder.resolve("form"), SEED, 50));
    String form = SEARCH.plan(SearchCase.withFilter(bySpark, portOf(443))).engineFilter();
    assertEquals("dest_port = 443", form.replaceAll("^\\(|\\)$", ""));
    Filter hosts = new Filter.AddressIn(End.SOURCE, List.of(CidrBlock.parse("10.0.0.0/8")));
    assertEquals(
        "(((source_ip >= '10.') and (source_ip < '10/')) and AddressTest(source_ip, [10.0.0.0/8]))",
        SEARCH.plan(SearchCase.withFilter(bySpark, hosts)).engineFilter());
  }

  private static Filter portOf(long port) {
    return new Filter.NumberIn(Quantity.DEST_PORT, Ranges.of(port, port));
  }

  /** A request for all of a lake, of which nothing may be read without Spark. */
  private static SearchRequest everything(SearchLake lake) {
    return new SearchRequest(
        lake.lake(),
        Filter.EVERYTHING,
        null,
        Order.parse("sent_bytes:desc"),
        10,
        null,
        Total.NOT_WANTED,
        Engine.AUTO,
        0);
  }
}

package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.Flow;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark gives exactly what testing and sorting every flow gives, also when it takes over midway. */
class SparkSearchTest {
  private static final int CASES = Integer.getInteger("flowlake.cases", 1_500) / 15;

  @TempDir static Path folder;
  private static SearchLake lake;
  private static final Search SEARCH = SearchLake.search();

  @BeforeAll
  static void fill() {
    lake = SearchLake.random(folder, 31, 300);
  }

  @Test
  void randomSearchesAreExactToTheLastPage() {
    SearchCase cases = new SearchCase(31);
    List<Flow> flows = lake.flows();
    for (int i = 0; i < CASES; i++) {
      SearchCase.check(SEARCH, cases.next(lake.lake(), flows, Engine.SPARK, 0), flows, 3);
    }
  }

  @Test
  void searchesThatTurnToSparkMidwayAreExact() {
    SearchCase cases = new SearchCase(32);
    Random random = new Random(32);
    List<Flow> flows = lake.flows();
    long size = SEARCH.plan(cases.next(lake.lake(), flows, Engine.AUTO, 0)).table().bytes();
    for (int i = 0; i < CASES / 2; i++) {
      SearchRequest request =
          cases.next(lake.lake(), flows, Engine.AUTO, random.nextLong(size / 2));
      SearchCase.check(SEARCH, request, flows, 3);
    }
  }

  @Test
  void autoTurnsToSparkWhereTooMuchWouldBeRead() {
    SearchCase cases = new SearchCase(33);
    List<Flow> flows = lake.flows();
    boolean midway = false;
    for (int i = 0; i < 200 && !midway; i++) {
      SearchRequest request = cases.next(lake.lake(), flows, Engine.AUTO, 20_000);
      SearchPlan plan = SEARCH.plan(request);
      assertTrue(plan.reason().contains("are to be read"), plan.reason());
      if (plan.engine() == Engine.LOCAL && request.total() == Total.NOT_WANTED) {
        SearchResult result = SEARCH.run(plan);
        List<Engine> engines = result.waves().stream().map(Wave::engine).distinct().toList();
        midway = engines.equals(List.of(Engine.LOCAL, Engine.SPARK));
        assertEquals(midway, result.engine() == Engine.SPARK);
      }
    }
    assertTrue(midway, "one of them began locally and ended by Spark");
  }
}

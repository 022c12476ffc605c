package io.flowlake.search;

import io.flowlake.model.Flow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local reader gives exactly what testing and sorting every flow gives. */
class LocalSearchTest {
  private static final int CASES = Integer.getInteger("flowlake.cases", 1_000);
  private static final long SEED = Long.getLong("flowlake.seed", 11);

  @TempDir static Path folder;
  private static SearchLake lake;

  @BeforeAll
  static void fill() {
    lake = SearchLake.random(folder, SEED, 300);
  }

  @Test
  void randomSearchesAreExactToTheLastPage() {
    Search search = SearchLake.searchWithoutSpark();
    SearchCase cases = new SearchCase(SEED);
    List<Flow> flows = lake.flows();
    for (int i = 0; i < CASES; i++) {
      SearchRequest request =
          cases.next(lake.lake(), flows, Engine.LOCAL, SearchRequest.DEFAULT_LOCAL_BYTES);
      SearchCase.check(search, request, flows, 6);
    }
  }
}

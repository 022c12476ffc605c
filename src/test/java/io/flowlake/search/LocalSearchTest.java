package io.flowlake.search;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local reader gives exactly what testing and sorting every flow gives. */
class LocalSearchTest {
  private static final int CASES = Integer.getInteger("flowlake.cases", 2_000);
  private static final long SEED = Long.getLong("flowlake.seed", 11);

  @TempDir static Path folder;

  @Test
  void randomSearchesAreExactToTheLastPage() throws InterruptedException {
    Search search = SearchLake.searchWithoutSpark();
    SearchWalks.random(
            folder, SEED, CASES, Engine.LOCAL, bytes -> SearchRequest.DEFAULT_LOCAL_BYTES)
        .check(number -> search);
  }
}

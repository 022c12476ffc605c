package io.flowlake.search;

import io.flowlake.model.Flow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;

/** Very many walks: over several random tables, and some at a time. */
final class SearchWalks {
  /** More than this machine has processors, for a search waits for threads of Spark's. */
  private static final int AT_ONCE = 4;

  private static final int FLOWS = 300;

  /** A table costs as much as some dozens of searches. */
  private static final int PER_TABLE = 500;

  private final List<SearchWalk> walks = new ArrayList<>();

  private SearchWalks() {}

  /**
   * Random walks, the same for the same seed.
   *
   * @param localBytes makes what may be read without Spark of the bytes of a table
   */
  static SearchWalks random(
      Path folder, long seed, int cases, Engine engine, LongUnaryOperator localBytes) {
    SearchWalks made = new SearchWalks();
    for (int first = 0; first < cases; first += PER_TABLE) {
      long tableSeed = seed + first;
      SearchLake lake =
          SearchLake.random(folder.resolve(engine + "-" + tableSeed), tableSeed, FLOWS);
      made.add(lake, tableSeed, Math.min(PER_TABLE, cases - first), engine, localBytes);
    }
    return made;
  }

  private void add(
      SearchLake lake, long seed, int cases, Engine engine, LongUnaryOperator localBytes) {
    SearchCase source = new SearchCase(seed);
    List<Flow> flows = lake.flows();
    long bytes = lake.bytes();
    for (int i = 0; i < cases; i++) {
      SearchRequest request =
          source.next(lake.lake(), flows, engine, localBytes.applyAsLong(bytes));
      walks.add(new SearchWalk("case %d of seed %d".formatted(i, seed), request, flows));
    }
  }

  /** Up to a share of the bytes of a table, at random. */
  static LongUnaryOperator upToHalf(long seed) {
    Random random = new Random(seed);
    return bytes -> random.nextLong(bytes / 2);
  }

  /** Walks all, each with the search of its number, and tells how much that was. */
  void check(IntFunction<Search> searches) throws InterruptedException {
    long began = System.nanoTime();
    ExecutorService walkers = Executors.newFixedThreadPool(AT_ONCE);
    int pages = 0;
    try {
      List<Future<Integer>> started = new ArrayList<>();
      for (int i = 0; i < walks.size(); i++) {
        SearchWalk walk = walks.get(i);
        Search search = searches.apply(i);
        started.add(walkers.submit(() -> walk.check(search)));
      }
      for (Future<Integer> walk : started) {
        pages += walk.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } finally {
      walkers.shutdownNow();
      walkers.awaitTermination(1, TimeUnit.MINUTES);
    }
    System.out.printf(
        "%s: %d cases, %d searches, %d s%n",
        walks.get(0).request().engine(),
        walks.size(),
        pages,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
  }
}

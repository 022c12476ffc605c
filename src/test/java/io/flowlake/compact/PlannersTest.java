package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.lake.Partition;
import io.flowlake.lake.TableFile;
import io.flowlake.lake.TableFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The decisions of compaction and folding, which need no Spark. */
class PlannersTest {
  private static final long MILLION = 1_000_000;
  private static final long HOUR = 3_600 * MILLION;
  private static final int DAY_NUMBER = 20_758;
  private static final long MIDNIGHT = DAY_NUMBER * 24 * HOUR;
  private static final Partition A = new Partition(DAY_NUMBER, "a");
  private static final Partition B = new Partition(DAY_NUMBER, "b");

  @ParameterizedTest
  @CsvSource({
    "'5 5 5', 10, '2 1'", "'5 6 5', 10, '1 1 1'", "'50 1 1', 10, '1 2'", "'1 50 1', 10, '1 1 1'",
    "'0 0 0', 1, '3'", "'10', 10, '1'", "'', 10, ''", "'1 1 1', 9223372036854775807, '3'",
  })
  void batchesAreBoundedInBytes(String sizes, long maxBytes, String batches) {
    List<Dump> dumps =
        sizes.isEmpty()
            ? List.of()
            : Stream.of(sizes.split(" ", -1))
                .map(size -> new Dump("d", Long.parseLong(size), 0))
                .toList();
    List<List<Dump>> split = BatchPlanner.split(dumps, maxBytes);
    assertEquals(
        batches,
        String.join(" ", split.stream().map(batch -> Integer.toString(batch.size())).toList()));
    assertEquals(
        dumps, split.stream().flatMap(List::stream).toList(), "in their order, all of them");
  }

  @Test
  void batchesAreBoundedInDumps() {
    List<Dump> dumps = IntStream.range(0, 45_000).mapToObj(i -> new Dump("d" + i, 1, 0)).toList();
    assertEquals(
        List.of(20_000, 20_000, 5_000),
        BatchPlanner.split(dumps, Long.MAX_VALUE).stream().map(List::size).toList());
  }

  /** Millions of flows in each quarter of an hour, hands, and in how many pieces they are cut. */
  @ParameterizedTest
  @CsvSource({
    "'0.1', 4, 1",
    "'1 1', 4, 1",
    "'1 1', 400, 1",
    "'1 1 0.5', 4, 1",
    "'1 1 1', 4, 2",
    "'1 1 1 1 1 1', 4, 3",
    "'1 1 1 1 1 1', 400, 3",
    "'9', 4, 1",
    "'9 0.1', 4, 2",
    "'0.1 9', 4, 1",
    "'0.1 9 0.1', 4, 2",
    "'2 2 2 2', 1, 4",
  })
  void aPartitionIsCutByItsSizeAlone(String quarters, int hands, int pieces) {
    NavigableMap<Long, Long> slots = slots(quarters);
    LayoutPlan plan = LayoutPlanner.plan(density(Map.of(A, slots)), hands);
    assertEquals(pieces, plan.tasks());
    assertEquals(0, plan.task(A, MIDNIGHT));
    int last = 0;
    for (long slot : slots.keySet()) {
      int task = plan.task(A, slot);
      assertTrue(task == last || task == last + 1, "later flows never go to an earlier task");
      assertEquals(task, plan.task(A, slot + Survey.SLOT_MICROS - 1), "a slot is never cut");
      last = task;
    }
    assertEquals(pieces - 1, last);
    assertEquals(last, plan.task(A, Long.MAX_VALUE));
  }

  @Test
  void smallPartitionsShareTasksAndTasksFollowTheHands() {
    Map<Partition, NavigableMap<Long, Long>> partitions = new HashMap<>();
    for (int node = 0; node < 5_000; node++) {
      partitions.put(new Partition(DAY_NUMBER, "n" + node), slots("0.0006 0.0004"));
    }
    for (int hands : new int[] {1, 2, 8, 64, 10_000}) {
      LayoutPlan plan = LayoutPlanner.plan(density(partitions), hands);
      // 5 million flows: at most 2.5 million a task, at least 50,000.
      int expected = Math.min(100, Math.max(2, hands * 3));
      assertTrue(
          plan.tasks() >= expected && plan.tasks() <= expected * 1.1 + 1,
          "%d hands: %d tasks".formatted(hands, plan.tasks()));
      assertEquals(plan.tasks(), tasksWithWork(plan, partitions), "no task is idle");
      assertTrue(
          partitions.keySet().stream().allMatch(p -> plan.shares().get(p).cuts().length == 0));
    }
  }

  @Test
  void aGiantAmongDwarfsHasTasksOfItsOwn() {
    Map<Partition, NavigableMap<Long, Long>> partitions = new HashMap<>();
    for (int node = 0; node < 100; node++) {
      partitions.put(new Partition(DAY_NUMBER, "n" + node), slots("0.001"));
    }
    Partition giant = new Partition(DAY_NUMBER, "n50a");
    partitions.put(giant, slots("1 1 1 1 1 1 1 1 1 1"));
    LayoutPlan plan = LayoutPlanner.plan(density(partitions), 2);
    Set<Integer> ofGiant = new HashSet<>();
    partitions.get(giant).keySet().forEach(slot -> ofGiant.add(plan.task(giant, slot)));
    assertEquals(4, ofGiant.size(), "10 million flows, 2.5 million a file");
    partitions.keySet().stream()
        .filter(partition -> !partition.equals(giant))
        .forEach(partition -> assertTrue(!ofGiant.contains(plan.task(partition, MIDNIGHT))));
  }

  @Test
  void everyFlowHasOneTaskWhateverTheData() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      Map<Partition, NavigableMap<Long, Long>> partitions = new HashMap<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        NavigableMap<Long, Long> slots = new TreeMap<>();
        for (int slot = random.nextInt(96); slot >= 0; slot--) {
          slots.put(
              MIDNIGHT + random.nextInt(96) * Survey.SLOT_MICROS,
              (long) Math.exp(random.nextDouble() * 16));
        }
        partitions.put(new Partition(DAY_NUMBER, "n" + i), slots);
      }
      LayoutPlan plan = LayoutPlanner.plan(density(partitions), 1 + random.nextInt(64));
      partitions.forEach(
          (partition, slots) -> {
            int before = -1;
            for (long slot : slots.keySet()) {
              int task = plan.task(partition, slot + random.nextInt(1_000));
              assertTrue(task >= Math.max(0, before) && task < plan.tasks());
              before = task;
            }
            long rows = slots.values().stream().mapToLong(Long::longValue).sum();
            int cuts = plan.shares().get(partition).cuts().length;
            assertTrue(cuts <= rows / LayoutPlanner.MAX_ROWS, rows + " flows, cuts: " + cuts);
          });
    }
  }

  @Test
  void aPartitionThatWasNotPlannedIsABug() {
    LayoutPlan plan = LayoutPlanner.plan(density(Map.of(A, slots("1"))), 2);
    assertThrows(IllegalStateException.class, () -> plan.task(B, MIDNIGHT));
    assertEquals(1, LayoutPlanner.plan(new TreeMap<>(), 2).tasks());
  }

  /** From and to (minutes of the day) of a file, open flows, slot of a new flow, what is done. */
  @ParameterizedTest
  @CsvSource({
    "0, 60, 0, 0, held", "0, 60, 0, 45, held", "0, 60, 0, 60, held", "0, 60, 0, 75, left",
    "20, 40, 0, 0, left", "20, 40, 0, 15, held", "20, 40, 0, 30, held", "20, 40, 0, 45, left",
    "20, 40, 3, 30, rewritten", "20, 40, 3, 45, left", "15, 15, 0, 15, held", "15, 15, 0, 0, left",
  })
  void onlyFilesThatMayHoldTheKeyAreRead(long from, long to, long open, long slot, String what) {
    long minute = 60 * MILLION;
    TableFile file = TableFiles.of(A, 10, MIDNIGHT + from * minute, MIDNIGHT + to * minute, open);
    NavigableMap<Partition, NavigableMap<Long, Long>> density =
        density(Map.of(A, new TreeMap<>(Map.of(MIDNIGHT + slot * minute, 1L))));
    ExistingFiles existing = ExistingFiles.select(List.of(file), density);
    assertAll(
        () -> assertEquals(what.equals("held"), existing.held().contains(file)),
        () -> assertEquals(what.equals("rewritten"), existing.rewritten().contains(file)));
  }

  @Test
  void filesWithoutStatisticsAreAlwaysReadAndWrittenAgain() {
    TableFile file = TableFiles.of(A, "{}");
    NavigableMap<Partition, NavigableMap<Long, Long>> density = density(Map.of(A, slots("1")));
    ExistingFiles existing = ExistingFiles.select(List.of(file), density);
    assertEquals(List.of(file), existing.rewritten());
    assertEquals(density, existing.addTo(density), "nobody knows how many flows they hold");
    assertEquals(
        List.of(), ExistingFiles.select(List.of(file), density(Map.of(B, slots("1")))).rewritten());
  }

  @Test
  void rowsThatAreWrittenAgainCountWhenTasksAreCut() {
    TableFile open = TableFiles.of(A, 400, MIDNIGHT, MIDNIGHT + HOUR - 1, 1);
    TableFile held = TableFiles.of(A, 400, MIDNIGHT, MIDNIGHT + HOUR - 1, 0);
    NavigableMap<Partition, NavigableMap<Long, Long>> density =
        density(Map.of(A, new TreeMap<>(Map.of(MIDNIGHT, 7L))));
    NavigableMap<Partition, NavigableMap<Long, Long>> load =
        ExistingFiles.select(List.of(open, held), density).addTo(density);
    assertEquals(List.of(107L, 100L, 100L, 100L), List.copyOf(load.get(A).values()));
    assertEquals(List.of(7L), List.copyOf(density.get(A).values()), "the survey stays as it was");
  }

  /** Small files as node, kind (f or o) and millions of flows; which of them are folded. */
  static Stream<Arguments> smallFiles() {
    return Stream.of(
        Arguments.of("af1 af1", "af1 af1"),
        Arguments.of("af1", ""),
        Arguments.of("af1 ao1", ""),
        Arguments.of("af1 ao1 af1", "af1 af1"),
        Arguments.of("af1 bf1", ""),
        Arguments.of("af2 af2", ""),
        Arguments.of("af2 af2 af1", "af2 af2 af1"),
        Arguments.of("ao1 ao1 bf1 bo1", "ao1 ao1"),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("smallFiles")
  void onlyWhatBecomesFewerIsFolded(String files, String folded) {
    List<String> names = files.isEmpty() ? List.of() : List.of(files.split(" ", -1));
    Map<TableFile, String> nameOf = new HashMap<>();
    List<TableFile> small = new ArrayList<>();
    for (String name : names) {
      TableFile file =
          TableFiles.of(
              new Partition(DAY_NUMBER, name.substring(0, 1)),
              Long.parseLong(name.substring(2)) * MILLION,
              MIDNIGHT,
              MIDNIGHT + HOUR,
              name.charAt(1) == 'o' ? 5 : 0);
      small.add(file);
      nameOf.put(file, name);
    }
    assertEquals(
        folded,
        String.join(" ", FoldPlanner.worthFolding(small).stream().map(nameOf::get).toList()));
  }

  private static NavigableMap<Long, Long> slots(String millions) {
    NavigableMap<Long, Long> slots = new TreeMap<>();
    for (String quarter : millions.split(" ", -1)) {
      slots.put(
          MIDNIGHT + slots.size() * Survey.SLOT_MICROS,
          Math.round(Double.parseDouble(quarter) * MILLION));
    }
    return slots;
  }

  private static NavigableMap<Partition, NavigableMap<Long, Long>> density(
      Map<Partition, NavigableMap<Long, Long>> partitions) {
    return new TreeMap<>(partitions);
  }

  private static long tasksWithWork(
      LayoutPlan plan, Map<Partition, NavigableMap<Long, Long>> partitions) {
    return partitions.entrySet().stream()
        .flatMap(entry -> entry.getValue().keySet().stream().map(s -> plan.task(entry.getKey(), s)))
        .distinct()
        .count();
  }
}

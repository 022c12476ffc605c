package io.flowlake.compact;

import io.flowlake.lake.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Packs partitions into tasks. Between partitions a cut costs nothing, so tasks are made as many as
 * there are hands; inside a partition each cut is one more file, so a partition is cut only where
 * it holds more than a file should. The number of files follows the data, not the number of tasks.
 */
final class LayoutPlanner {
  /** Flows from which a partition is cut: about one file of 64 MiB at 20 to 30 bytes a flow. */
  static final long MAX_ROWS = 2_500_000;

  private static final long MIN_ROWS = 50_000;
  private static final int TASKS_PER_HAND = 3;

  private final long rowsPerTask;
  private final Map<Partition, LayoutPlan.Share> shares = new HashMap<>();
  private int task;
  private long rowsInTask;

  private LayoutPlanner(long rowsPerTask) {
    this.rowsPerTask = rowsPerTask;
  }

  /**
   * A plan for rows of the given density (by partition and start of a slot, µs).
   *
   * @param hands how many tasks run at the same time
   */
  static LayoutPlan plan(NavigableMap<Partition, NavigableMap<Long, Long>> density, int hands) {
    long total = density.values().stream().mapToLong(LayoutPlanner::sum).sum();
    long even = total / Math.max(1, (long) hands * TASKS_PER_HAND);
    LayoutPlanner planner = new LayoutPlanner(Math.min(MAX_ROWS, Math.max(MIN_ROWS, even)));
    density.forEach(planner::place);
    return LayoutPlan.of(planner.task + 1, planner.shares);
  }

  private void place(Partition partition, NavigableMap<Long, Long> slots) {
    long rows = sum(slots);
    if (rowsInTask > 0 && rowsInTask + rows > rowsPerTask) {
      nextTask();
    }
    int first = task;
    List<Long> cuts = rows > MAX_ROWS ? cuts(slots, rows) : List.of();
    task += cuts.size();
    rowsInTask = cuts.isEmpty() ? rowsInTask + rows : rowsPerTask;
    shares.put(
        partition, new LayoutPlan.Share(first, cuts.stream().mapToLong(Long::longValue).toArray()));
  }

  /** Slot starts at which about equal shares end. */
  private static List<Long> cuts(NavigableMap<Long, Long> slots, long rows) {
    long pieces = (rows + MAX_ROWS - 1) / MAX_ROWS;
    long share = (rows + pieces - 1) / pieces;
    List<Long> cuts = new ArrayList<>();
    long before = 0;
    for (Map.Entry<Long, Long> slot : slots.entrySet()) {
      if (before >= share) {
        cuts.add(slot.getKey());
        before = 0;
      }
      before += slot.getValue();
    }
    return cuts;
  }

  private void nextTask() {
    task++;
    rowsInTask = 0;
  }

  private static long sum(NavigableMap<Long, Long> slots) {
    return slots.values().stream().mapToLong(Long::longValue).sum();
  }
}

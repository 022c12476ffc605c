package io.flowlake.compact;

import io.flowlake.lake.Partition;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which task writes which flows: every partition belongs to one task or, where it is large, to
 * several consecutive ones, cut by start time. Flows with the same key always meet in one task.
 *
 * @param tasks how many tasks there are
 * @param shares where each partition's flows go
 */
record LayoutPlan(int tasks, HashMap<Partition, Share> shares) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The tasks of one partition.
   *
   * @param firstTask the task of the earliest flows
   * @param cuts start times (µs) from which the next task takes over; ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Share(int firstTask, long[] cuts) implements Serializable {
    private static final long serialVersionUID = 1L;

    int task(long start) {
      int found = Arrays.binarySearch(cuts, start);
      return firstTask + (found >= 0 ? found + 1 : -found - 1);
    }
  }

  static LayoutPlan of(int tasks, Map<Partition, Share> shares) {
    return new LayoutPlan(tasks, new HashMap<>(shares));
  }

  /** The task of a flow of {@code partition} that starts at {@code start} (µs). */
  int task(Partition partition, long start) {
    Share share = shares.get(partition);
    if (share == null) {
      throw new IllegalStateException("no task for " + partition);
    }
    return share.task(start);
  }
}

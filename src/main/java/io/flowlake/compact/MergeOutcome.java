package io.flowlake.compact;

import io.flowlake.lake.DataFile;
import io.flowlake.lake.Partition;
import io.flowlake.model.KeyHistory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What tasks wrote and counted. It is returned as a task's result, which Spark hands over once for
 * each task, however often the task ran; accumulators would count repeats.
 *
 * @param files the files written, not committed yet
 * @param outcomes new, updated and duplicate records by dump
 * @param changes new and updated records by partition
 */
record MergeOutcome(
    ArrayList<DataFile> files, HashMap<Integer, long[]> outcomes, HashMap<Partition, Long> changes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static MergeOutcome sum(List<MergeOutcome> parts) {
    MergeOutcome sum = new MergeOutcome(new ArrayList<>(), new HashMap<>(), new HashMap<>());
    for (MergeOutcome part : parts) {
      sum.files.addAll(part.files);
      part.changes.forEach((partition, count) -> sum.changes.merge(partition, count, Long::sum));
      part.outcomes.forEach((dump, counts) -> sum.add(dump, counts));
    }
    return sum;
  }

  /** The counts of {@code dump}, with the rejects that parsing found. */
  Counts counts(int dump, long rejected) {
    long[] counts = outcomes.getOrDefault(dump, new long[3]);
    return new Counts(
        counts[slot(KeyHistory.Outcome.NEW)],
        counts[slot(KeyHistory.Outcome.UPDATED)],
        counts[slot(KeyHistory.Outcome.DUPLICATE)],
        rejected);
  }

  /** Whether the partition got a row that it did not hold. */
  boolean changed(Partition partition) {
    return changes.containsKey(partition);
  }

  static int slot(KeyHistory.Outcome outcome) {
    return switch (outcome) {
      case NEW -> 0;
      case UPDATED -> 1;
      case DUPLICATE -> 2;
    };
  }

  private void add(int dump, long[] counts) {
    long[] all = outcomes.computeIfAbsent(dump, d -> new long[3]);
    for (int i = 0; i < counts.length; i++) {
      all[i] += counts[i];
    }
  }
}

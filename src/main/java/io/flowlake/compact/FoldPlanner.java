package io.flowlake.compact;

import io.flowlake.lake.Partition;
import io.flowlake.lake.TableFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the small files that become fewer by being written again. */
final class FoldPlanner {
  private FoldPlanner() {}

  /**
   * Of the small files given, those of partitions that hold two of a kind: finished and open flows
   * lie in files of their own, so one of each is as few as can be.
   */
  static List<TableFile> foldable(List<TableFile> small) {
    return groups(small).flatMap(List::stream).toList();
  }

  /** As {@link #foldable}, and no more than one round takes on. */
  static List<TableFile> worthFolding(List<TableFile> small) {
    return groups(small).takeWhile(new Budget()::covers).flatMap(List::stream).toList();
  }

  private static Stream<List<TableFile>> groups(List<TableFile> small) {
    Map<Partition, Map<Boolean, List<TableFile>>> kinds =
        small.stream()
            .collect(
                Collectors.groupingBy(
                    TableFile::partition,
                    TreeMap::new,
                    Collectors.partitioningBy(TableFile::mayHoldOpenFlows)));
    return kinds.values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .filter(files -> files.size() > filesAfter(files));
  }

  /** What one round may take on: more would need as much free disk for its sort. */
  private static final class Budget {
    private static final long ROUND_BYTES = 4L << 30;

    private long bytes;

    /** Whether these files, or at least the first ones asked for, fit into the round. */
    boolean covers(List<TableFile> files) {
      boolean first = bytes == 0;
      bytes += files.stream().mapToLong(TableFile::bytes).sum();
      return first || bytes <= ROUND_BYTES;
    }
  }

  /** How many files the layout would make of these. */
  private static long filesAfter(List<TableFile> files) {
    long rows = files.stream().mapToLong(file -> Math.max(0, file.rows())).sum();
    return Math.max(1, (rows + LayoutPlanner.MAX_ROWS - 1) / LayoutPlanner.MAX_ROWS);
  }
}

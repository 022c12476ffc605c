package io.flowlake.compact;

import io.flowlake.lake.Partition;
import io.flowlake.lake.TableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the table's files a batch must look at: those in which a flow could have the key of one
 * that comes in.
 *
 * @param held files that stay; they are read only to recognise duplicates
 * @param rewritten files with open flows, which a report may replace; their rows are written again
 */
record ExistingFiles(List<TableFile> held, List<TableFile> rewritten) {
  /** A file lies in one day's partition; 96 quarters of an hour and its rounding. */
  private static final int MAX_SLOTS = 97;

  /** Selects from the files of the touched partitions by what their statistics say. */
  static ExistingFiles select(
      List<TableFile> files, NavigableMap<Partition, NavigableMap<Long, Long>> density) {
    List<TableFile> held = new ArrayList<>();
    List<TableFile> rewritten = new ArrayList<>();
    for (TableFile file : files) {
      NavigableMap<Long, Long> slots = density.get(file.partition());
      if (slots != null && overlaps(file, slots)) {
        (file.mayHoldOpenFlows() ? rewritten : held).add(file);
      }
    }
    return new ExistingFiles(held, rewritten);
  }

  /** How many flows are written again. */
  long rewrittenRows() {
    return rewritten.stream().mapToLong(file -> Math.max(0, file.rows())).sum();
  }

  /**
   * The density with the rows that are written again added, spread evenly over each file's time.
   */
  NavigableMap<Partition, NavigableMap<Long, Long>> addTo(
      NavigableMap<Partition, NavigableMap<Long, Long>> density) {
    NavigableMap<Partition, NavigableMap<Long, Long>> load = new TreeMap<>();
    density.forEach((partition, slots) -> load.put(partition, new TreeMap<>(slots)));
    rewritten.forEach(file -> add(file, load.get(file.partition())));
    return load;
  }

  /** The density of {@code files} alone. */
  static NavigableMap<Partition, NavigableMap<Long, Long>> density(List<TableFile> files) {
    NavigableMap<Partition, NavigableMap<Long, Long>> density = new TreeMap<>();
    for (TableFile file : files) {
      add(file, density.computeIfAbsent(file.partition(), partition -> new TreeMap<>()));
    }
    return density;
  }

  private static void add(TableFile file, @Nullable NavigableMap<Long, Long> slots) {
    if (slots == null || file.rows() <= 0 || file.minStart() == Long.MIN_VALUE) {
      return;
    }
    long first = Survey.slot(file.minStart());
    long count = (Survey.slot(file.maxStart()) - first) / Survey.SLOT_MICROS + 1;
    if (count > MAX_SLOTS) {
      slots.merge(first, file.rows(), Long::sum);
      return;
    }
    for (long i = 0; i < count; i++) {
      slots.merge(first + i * Survey.SLOT_MICROS, file.rows() / count, Long::sum);
    }
  }

  private static boolean overlaps(TableFile file, NavigableMap<Long, Long> slots) {
    long from = file.minStart() == Long.MIN_VALUE ? Long.MIN_VALUE : Survey.slot(file.minStart());
    return !slots.subMap(from, true, file.maxStart(), true).isEmpty();
  }
}

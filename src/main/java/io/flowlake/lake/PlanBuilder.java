package io.flowlake.lake;

import io.flowlake.filter.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers a plan file by file, and counts what it drops. */
final class PlanBuilder {
  private final Filter filter;
  private final AddressSets addresses = new AddressSets();
  private final List<StoredFile> files = new ArrayList<>();
  private final Tally kept = new Tally();
  private final Tally all = new Tally();

  PlanBuilder(Filter filter) {
    this.filter = filter;
  }

  /** Takes a file unless no row of it can match; whether it was taken. */
  boolean add(String path, long bytes, Partition partition, FileBounds bounds, boolean needsSpark) {
    all.add(partition, bytes, bounds.rows());
    Coverage coverage = FilterCoverage.of(filter, bounds, addresses);
    if (coverage != Coverage.NONE) {
      kept.add(partition, bytes, bounds.rows());
      files.add(
          new StoredFile(path, bytes, bounds.rows(), partition, bounds, coverage, needsSpark));
    }
    return coverage != Coverage.NONE;
  }

  FilePlan build() {
    return new FilePlan(files, kept.extent(), all.extent(), all.nodes(), all.firstDay());
  }

  private static final class Tally {
    private final Set<Partition> partitions = new HashSet<>();
    private long files;
    private long bytes;
    private long rows;

    void add(Partition partition, long size, long count) {
      partitions.add(partition);
      files++;
      bytes += size;
      rows += Math.max(0, count);
    }

    /** Those that were named; a foreign writer may leave the name out. */
    Set<String> nodes() {
      Set<String> nodes = new HashSet<>();
      partitions.forEach(partition -> nodes.add(partition.node()));
      nodes.remove("");
      return nodes;
    }

    long firstDay() {
      return partitions.stream().mapToLong(Partition::day).min().orElse(Long.MAX_VALUE);
    }

    Extent extent() {
      return new Extent(partitions.size(), files, bytes, rows);
    }
  }
}

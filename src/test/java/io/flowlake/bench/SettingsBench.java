package io.flowlake.bench;

import io.flowlake.lake.Partition;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;

/** Compares sizes of row groups and pages, encodings and levels of compression, one at a time. */
final class SettingsBench {
  private static final int READS = 20;
  private static final long NEWEST_MICROS = 120 * 1_000_000L;

  private final FlowSample sample;
  private final Path folder;
  private final int rounds;

  SettingsBench(FlowSample sample, Path folder, int rounds) {
    this.sample = sample;
    this.folder = folder;
    this.rounds = rounds;
  }

  private static List<WriteSettings> settings() {
    WriteSettings now = WriteSettings.CURRENT;
    List<WriteSettings> all = new ArrayList<>(List.of(now));
    for (int rowGroup : new int[] {4, 16, 64}) {
      for (int pageRows : new int[] {4_000, 20_000}) {
        all.add(now.withRowGroup(rowGroup).withPageRows(pageRows));
      }
    }
    all.add(now.withVersion(WriterVersion.PARQUET_1_0));
    all.add(now.withZstdLevel(1));
    all.add(now.withZstdLevel(6));
    return all.stream().distinct().toList();
  }

  void run() throws IOException {
    // The JIT compiles the writer before anything is timed.
    new FormWriter(AddressForm.TEXT, WriteSettings.CURRENT, sample.addresses())
        .write(sample.partitions(), folder);
    Map.Entry<Partition, List<Flow>> busiest =
        sample.partitions().entrySet().stream()
            .max(Comparator.comparing(entry -> entry.getValue().size()))
            .orElseThrow();
    Table table =
        new Table(
            List.of(
                "settings",
                "bytes a flow",
                "write, flows per CPU second",
                "newest 2 min of one node, CPU ms"));
    double[] current = null;
    for (WriteSettings settings : settings()) {
      double[] figures = measure(settings, busiest);
      current = current == null ? figures : current;
      table.add(
          List.of(
              settings.toString(),
              Table.ratio(figures[0], current[0], "%.1f"),
              Table.ratio(figures[1], current[1], "%,.0f"),
              Table.ratio(figures[2], current[2], "%.1f")));
    }
    table.print(
        "Settings of files (the first row is the current choice; the node has %,d flows that day)"
            .formatted(busiest.getValue().size()));
  }

  private double[] measure(WriteSettings settings, Map.Entry<Partition, List<Flow>> busiest)
      throws IOException {
    FormWriter writer = new FormWriter(AddressForm.TEXT, settings, sample.addresses());
    Timing write = Timing.ofThread();
    for (int round = 0; round < rounds; round++) {
      DataFiles.delete(folder);
      write.round(
          1,
          () -> {
            writer.write(sample.partitions(), folder);
            return 0;
          });
    }
    double flows = RepresentationBench.count(sample.partitions());
    Timing newest = newest(busiest);
    double bytes = DataFiles.bytes(DataFiles.below(folder)) / flows;
    DataFiles.delete(folder);
    return new double[] {bytes, flows / write.millis() * 1_000, newest.millis()};
  }

  private Timing newest(Map.Entry<Partition, List<Flow>> partition) throws IOException {
    List<Flow> flows = partition.getValue();
    long last = flows.get(flows.size() - 1).startTime();
    FilterPredicate predicate =
        FilterApi.gtEq(FilterApi.longColumn("start_time"), last - NEWEST_MICROS);
    List<FileStatus> files = DataFiles.below(new Path(folder, partition.getKey().folder()));
    Timing timing = Timing.ofThread();
    for (int round = 0; round < 3; round++) {
      timing.round(READS, () -> ParquetScan.find(files, predicate, List.of()));
    }
    return timing;
  }
}

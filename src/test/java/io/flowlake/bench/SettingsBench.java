package io.flowlake.bench;

import io.flowlake.lake.Partition;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
  private static final int READ_ROUNDS = 3;
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
    Map<WriteSettings, Figures> figures = new LinkedHashMap<>();
    settings().forEach(settings -> figures.put(settings, new Figures()));
    // Settings take turns, so that a busy minute of the machine is not one setting's.
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<WriteSettings, Figures> entry : figures.entrySet()) {
        measure(entry.getKey(), busiest, entry.getValue());
      }
    }
    print(figures, busiest.getValue().size());
  }

  private static final class Figures {
    private final Timing write = Timing.ofThread();
    private final Timing newest = Timing.ofThread();
    private long bytes;
  }

  private void measure(
      WriteSettings settings, Map.Entry<Partition, List<Flow>> busiest, Figures figures)
      throws IOException {
    DataFiles.delete(folder);
    FormWriter writer = new FormWriter(AddressForm.TEXT, settings, sample.addresses());
    figures.write.round(
        1,
        () -> {
          writer.write(sample.partitions(), folder);
          return 0;
        });
    figures.bytes = DataFiles.bytes(DataFiles.below(folder));
    readNewest(busiest, figures.newest);
    DataFiles.delete(folder);
  }

  private void readNewest(Map.Entry<Partition, List<Flow>> partition, Timing timing)
      throws IOException {
    List<Flow> flows = partition.getValue();
    long last = flows.get(flows.size() - 1).startTime();
    FilterPredicate predicate =
        FilterApi.gtEq(FilterApi.longColumn("start_time"), last - NEWEST_MICROS);
    List<FileStatus> files = DataFiles.below(new Path(folder, partition.getKey().folder()));
    for (int round = 0; round < READ_ROUNDS; round++) {
      timing.round(READS, () -> ParquetScan.find(files, predicate, List.of()));
    }
  }

  private void print(Map<WriteSettings, Figures> all, int busiest) {
    Table table =
        new Table(
            List.of(
                "settings",
                "bytes a flow",
                "write, flows per CPU second",
                "newest 2 min of one node, CPU ms"));
    double flows = RepresentationBench.count(sample.partitions());
    Figures current = all.get(WriteSettings.CURRENT);
    all.forEach(
        (settings, figures) ->
            table.add(
                List.of(
                    settings.toString(),
                    Table.ratio(figures.bytes / flows, current.bytes / flows, "%.1f"),
                    Table.ratio(rate(flows, figures), rate(flows, current), "%,.0f"),
                    Table.ratio(figures.newest.millis(), current.newest.millis(), "%.1f"))));
    table.print(
        "Settings of files (the first row is the current choice; the node has %,d flows that day)"
            .formatted(busiest));
  }

  private static double rate(double flows, Figures figures) {
    return flows / figures.write.millis() * 1_000;
  }
}

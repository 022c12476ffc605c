package io.flowlake.bench;

import io.flowlake.lake.Partition;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Compares the forms of addresses: bytes, time to write, time to search, and what is skipped. */
final class RepresentationBench {
  private static final int SPARK_TIMES = 3;

  private record Case(AddressForm form, AddressSearch search) {}

  private final FlowSample sample;
  private final Path folder;
  private final int rounds;
  private final List<AddressSearch> searches;
  private final Map<AddressForm, Timing> writes = new EnumMap<>(AddressForm.class);
  private final Map<Case, Timing> bySpark = new HashMap<>();
  private final Map<Case, Timing> byParquet = new HashMap<>();

  RepresentationBench(FlowSample sample, Path folder, int rounds) {
    this.sample = sample;
    this.folder = folder;
    this.rounds = rounds;
    this.searches = AddressSearch.of(sample.addresses());
  }

  void run(SparkSession spark) throws IOException {
    write();
    search(spark);
    check();
    printSizes();
    printTimes("Spark", bySpark);
    printTimes("Parquet's own reader", byParquet);
    printSkipping();
  }

  private Path at(AddressForm form) {
    return new Path(folder, form.name());
  }

  private void write() throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (AddressForm form : AddressForm.values()) {
        DataFiles.delete(at(form));
        FormWriter writer = new FormWriter(form, WriteSettings.CURRENT, sample.addresses());
        writes
            .computeIfAbsent(form, f -> Timing.ofThread())
            .round(
                1,
                () -> {
                  writer.write(sample.partitions(), at(form));
                  return 0;
                });
      }
    }
  }

  /** Forms take turns, so that a busy minute of the machine is not one form's. */
  private void search(SparkSession spark) throws IOException {
    Map<AddressForm, SparkScan> scans = new EnumMap<>(AddressForm.class);
    for (AddressForm form : AddressForm.values()) {
      scans.put(form, new SparkScan(spark, at(form), form));
    }
    for (int round = 0; round < 2 + rounds; round++) {
      for (AddressSearch search : searches) {
        for (AddressForm form : AddressForm.values()) {
          Case each = new Case(form, search);
          SparkScan scan = scans.get(form);
          bySpark
              .computeIfAbsent(each, e -> Timing.ofProcess())
              .round(SPARK_TIMES, () -> scan.find(search));
        }
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (AddressSearch search : searches) {
        for (AddressForm form : AddressForm.values()) {
          List<FileStatus> files = DataFiles.below(at(form));
          Case each = new Case(form, search);
          byParquet
              .computeIfAbsent(each, e -> Timing.ofThread())
              .round(1, () -> scan(files, search.ranges(form)));
        }
      }
    }
  }

  private static long scan(List<FileStatus> files, List<Range> ranges) throws IOException {
    List<String> columns =
        Stream.concat(ranges.stream().map(Range::column), Stream.of("sent_bytes")).toList();
    return ParquetScan.find(files, Range.predicate(ranges), columns);
  }

  /** Figures of a search that finds something else would be worth nothing. */
  private void check() {
    for (AddressSearch search : searches) {
      long hits = search.hits(sample.partitions(), sample.addresses());
      for (AddressForm form : AddressForm.values()) {
        Case each = new Case(form, search);
        for (Timing timing : List.of(bySpark.get(each), byParquet.get(each))) {
          if (timing.result() != hits) {
            throw new IllegalStateException(
                "%s as %s: %d found, not %d"
                    .formatted(search.title(), form.title, timing.result(), hits));
          }
        }
      }
    }
  }

  private void printSizes() throws IOException {
    Table table = new Table(List.of("addresses as", "bytes a flow", "write, flows per CPU second"));
    double bytes = bytesPerFlow(AddressForm.TEXT);
    double rate = rate(AddressForm.TEXT);
    for (AddressForm form : AddressForm.values()) {
      table.add(
          List.of(
              form.title,
              Table.ratio(bytesPerFlow(form), bytes, "%.1f"),
              Table.ratio(rate(form), rate, "%,.0f")));
    }
    table.print("Size and writing (in brackets: ratio to text)");
  }

  private void printTimes(String title, Map<Case, Timing> timings) {
    List<String> header = new ArrayList<>(List.of("addresses as"));
    searches.forEach(search -> header.add(search.title()));
    Table table = new Table(header);
    for (AddressForm form : AddressForm.values()) {
      List<String> cells = new ArrayList<>(List.of(form.title));
      for (AddressSearch search : searches) {
        double current = timings.get(new Case(AddressForm.TEXT, search)).millis();
        cells.add(Table.ratio(timings.get(new Case(form, search)).millis(), current, "%.0f"));
      }
      table.add(cells);
    }
    table.print("CPU ms of a search: " + title);
  }

  private void printSkipping() throws IOException {
    Table table =
        new Table(
            List.of(
                "search",
                "flows found",
                "addresses as",
                "files read",
                "row groups by bounds",
                "by dictionary too",
                "rows by column index"));
    for (AddressSearch search : searches) {
      Map<List<String>, List<String>> formsByFigures = new LinkedHashMap<>();
      for (AddressForm form : AddressForm.values()) {
        Skipping left = Skipping.of(DataFiles.below(at(form)), search.ranges(form));
        formsByFigures.computeIfAbsent(left.figures(), f -> new ArrayList<>()).add(form.title);
      }
      String title = "%s `%s`".formatted(search.title(), search.block());
      String found = "%,d".formatted(bySpark.get(new Case(AddressForm.TEXT, search)).result());
      formsByFigures.forEach(
          (figures, forms) -> {
            List<String> cells = new ArrayList<>(List.of(title, found, String.join("; ", forms)));
            cells.addAll(figures);
            table.add(cells);
          });
    }
    table.print("What is left to read");
  }

  private double bytesPerFlow(AddressForm form) throws IOException {
    return (double) DataFiles.bytes(DataFiles.below(at(form))) / flows();
  }

  private double rate(AddressForm form) {
    return flows() / writes.get(form).millis() * 1_000;
  }

  private long flows() {
    return count(sample.partitions());
  }

  static long count(Map<Partition, List<Flow>> partitions) {
    return partitions.values().stream().mapToLong(List::size).sum();
  }
}

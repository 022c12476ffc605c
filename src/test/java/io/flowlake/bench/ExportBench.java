package io.flowlake.bench;

import io.flowlake.compact.CompactRequest;
import io.flowlake.compact.Compaction;
import io.flowlake.compact.Progress;
import io.flowlake.export.DayReport;
import io.flowlake.export.Export;
import io.flowlake.export.ExportPlan;
import io.flowlake.export.ExportProgress;
import io.flowlake.export.ExportRequest;
import io.flowlake.generate.GenerateJob;
import io.flowlake.generate.GenerateRequest;
import io.flowlake.generate.OutputCompression;
import io.flowlake.generate.OutputFormat;
import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.HadoopSettings;
import io.flowlake.lake.Lake;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.FlowColumn;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Compares the export of a day with the two ways that people have without it: {@code scripts/bench
 * export [--flows N] [--rounds N] [--dir DIR]}. All figures are of one run in one JVM; the best
 * round counts.
 */
public final class ExportBench {
  private static final LocalDate DAY = LocalDate.parse(StreamShape.USUAL_START);
  private static final int NODES = 50;
  private static final long SEED = 7;

  private final SparkSession spark;
  private final Lake lake;
  private final Path folder;

  private ExportBench(SparkSession spark, Lake lake, Path folder) {
    this.spark = spark;
    this.lake = lake;
    this.folder = folder;
  }

  /** Makes the lake when it is not there, and prints the table. */
  public static void main(String[] args) throws Exception {
    long flows = Long.parseLong(option(args, "--flows", "10000000"));
    int rounds = Integer.parseInt(option(args, "--rounds", "2"));
    Path dir = Path.of(option(args, "--dir", "target/bench-export")).toAbsolutePath();
    Path made = dir.resolve("lake-" + flows);
    try (SparkSession spark = LakeSession.open("flowlake bench export", System.getenv())) {
      Lake lake = new Lake(made.toString());
      if (!Files.exists(dir.resolve(made.getFileName() + ".made"))) {
        make(spark, flows, dir.resolve("raw-" + flows), lake);
        Files.createFile(dir.resolve(made.getFileName() + ".made"));
      }
      new ExportBench(spark, lake, Files.createDirectories(dir.resolve("out"))).run(rounds);
    }
  }

  private void run(int rounds) throws Exception {
    double ours = Double.MAX_VALUE;
    double sparks = Double.MAX_VALUE;
    double gzips = Double.MAX_VALUE;
    DayReport.Done done = null;
    for (int round = 0; round < rounds; round++) {
      long begun = System.nanoTime();
      done = Objects.requireNonNull(export().done());
      ours = Math.min(ours, told("export", begun));
      begun = System.nanoTime();
      writeBySpark();
      sparks = Math.min(sparks, told("Spark", begun));
      Path text = unzipped();
      begun = System.nanoTime();
      zip(text);
      gzips = Math.min(gzips, told("gzip -6", begun));
    }
    long sparkBytes = sparkObject();
    long gzipBytes = Files.size(folder.resolve("text.csv.gz"));
    Table table =
        new Table(List.of("what", "seconds", "times as long", "bytes", "size to gzip -6"));
    row(table, "flowlake export", ours, ours, done.bytes(), gzipBytes);
    row(table, "Spark: orderBy, coalesce(1), csv, gzip", sparks, ours, sparkBytes, gzipBytes);
    row(table, "gzip -6 of the same text, one core", gzips, ours, gzipBytes, gzipBytes);
    table.print(
        "%,d flows of %d nodes in one day, %,d bytes of text, %d parts; best of %d rounds, %d processors, Java %s"
            .formatted(
                done.rows(),
                NODES,
                done.textBytes(),
                done.parts(),
                rounds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version()));
  }

  private static void row(
      Table table, String what, double seconds, double ours, long bytes, long gzipBytes) {
    table.add(
        List.of(
            what,
            String.format(Locale.ROOT, "%.1f", seconds),
            String.format(Locale.ROOT, "%.2f", seconds / ours),
            String.format(Locale.ROOT, "%,d", bytes),
            String.format(Locale.ROOT, "%+.1f %%", 100.0 * bytes / gzipBytes - 100)));
  }

  private DayReport export() {
    Configuration hadoop = HadoopSettings.of(System.getenv());
    try (ExportStore store = ExportStores.open(folder.toString(), System.getenv(), hadoop)) {
      Export export = new Export(hadoop, () -> spark, store, ExportProgress.NONE);
      ExportPlan plan = export.plan(ExportRequest.usual(lake), DAY);
      return export.run(plan);
    }
  }

  /** What one would write without Flowlake; flags stay numbers, which is less work. */
  private void writeBySpark() {
    List<Column> columns = new ArrayList<>();
    FlowColumn.usual().forEach(column -> columns.add(functions.col(column.columnName())));
    spark
        .read()
        .format("delta")
        .load(lake.flows().toString())
        .where(functions.col("day").equalTo(DAY.toString()))
        .select(columns.toArray(Column[]::new))
        .orderBy(
            "start_time",
            "node",
            "protocol",
            "source_node",
            "source_ip",
            "source_port",
            "dest_node",
            "dest_ip",
            "dest_port",
            "end_time",
            "recv_bytes",
            "sent_bytes",
            "tcp_flags")
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .options(
            Map.of(
                "header", "true",
                "compression", "gzip",
                "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"))
        .csv(folder.resolve("spark").toUri().toString());
  }

  private long sparkObject() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spark"))) {
      Path object =
          files.filter(file -> file.toString().endsWith(".csv.gz")).findFirst().orElseThrow();
      return Files.size(object);
    }
  }

  private Path unzipped() throws IOException {
    Path text = folder.resolve("text.csv");
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(folder.resolve(Export.objectName(DAY))), 1 << 16)) {
      Files.deleteIfExists(text);
      Files.copy(in, text);
    }
    return text;
  }

  private void zip(Path text) throws IOException, InterruptedException {
    Process gzip =
        new ProcessBuilder("gzip", "-6", "-c", text.toString())
            .redirectOutput(folder.resolve("text.csv.gz").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (gzip.waitFor() != 0) {
      throw new IOException("gzip ended with " + gzip.exitValue());
    }
  }

  private static void make(SparkSession spark, long flows, Path raw, Lake lake) throws IOException {
    System.out.printf("making %,d flows of one day%n", flows);
    GenerateJob.run(
        new GenerateRequest(
            new StreamShape(flows, NODES, 1, DAY, SEED, 24, Shares.USUAL),
            OutputFormat.JSON,
            OutputCompression.GZ,
            raw.toString(),
            GenerateRequest.Target.EMPTY,
            Runtime.getRuntime().availableProcessors()),
        Configuration::new);
    Compaction.run(
        spark,
        new CompactRequest(
            raw.toString(),
            lake,
            null,
            CompactRequest.DEFAULT_BATCH_BYTES,
            FileLayout.DEFAULT,
            CompactRequest.Writers.SEVERAL),
        Progress.NONE);
  }

  private static double told(String what, long begun) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("%s: %.1f s%n", what, seconds);
    return seconds;
  }

  private static String option(String[] args, String name, String otherwise) {
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals(name)) {
        return args[i + 1];
      }
    }
    return otherwise;
  }
}

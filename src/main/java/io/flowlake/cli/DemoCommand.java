package io.flowlake.cli;

import io.flowlake.compact.CompactReport;
import io.flowlake.compact.CompactRequest;
import io.flowlake.compact.Compaction;
import io.flowlake.export.DayReport;
import io.flowlake.export.Export;
import io.flowlake.export.ExportPlan;
import io.flowlake.export.ExportProgress;
import io.flowlake.export.ExportRequest;
import io.flowlake.filter.FilterText;
import io.flowlake.generate.GenerateJob;
import io.flowlake.generate.GeneratePlan;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.GenerateRequest;
import io.flowlake.generate.OutputCompression;
import io.flowlake.generate.OutputFormat;
import io.flowlake.generate.RecordCounts;
import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.HadoopSettings;
import io.flowlake.lake.Lake;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.search.Engine;
import io.flowlake.search.Order;
import io.flowlake.search.Search;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.SearchRequest;
import io.flowlake.search.SearchResult;
import io.flowlake.search.Total;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake demo}: the whole way once, on flows that it makes itself. */
@Command(
    name = "demo",
    description = "Makes a seeded day of flows, compacts it, searches it, and exports it.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String MARK = ".flowlake-demo";
  private static final String EXPORT = "export";
  private static final int NODES = 5;
  private static final int DUMPS = 24;
  private static final long SEED = 42;
  private static final int ROWS_SHOWN = 5;
  private static final String QUESTION = "proto tcp and dst port 443 and bytes > 100k";
  private static final Shares SHARES = new Shares(0.01, 0.01, 0.005, 0.01, Shares.DIRTY);

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @ThisRunOnly
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "flowlake-demo",
      description = "The folder to put it all in (${DEFAULT-VALUE}).")
  private Path folder = Path.of("flowlake-demo");

  @ThisRunOnly
  @Option(
      names = "--flows",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many flows to make (${DEFAULT-VALUE}).")
  private long flows = 200_000;

  @Override
  public Integer call() throws IOException {
    StreamShape shape =
        new StreamShape(
            flows, NODES, 1, LocalDate.parse(StreamShape.USUAL_START), SEED, DUMPS, SHARES);
    Path raw = folder.resolve("raw");
    Lake lake = new Lake(folder.resolve("lake").toString());

    step("1. Raw dumps, as nodes deliver them: out of order, late, repeated, some lines broken");
    RecordCounts expected = generate(shape, raw);

    step("2. Compact: every record becomes exactly one of new, updated, duplicate, rejected");
    CompactReport report = compact(raw, lake);
    requireExpected(report, expected);

    step("3. Compact again: what is known is not read twice");
    say(CompactSummary.line(compact(raw, lake)));

    step("4. Search: " + QUESTION);
    search(lake);

    step("5. Export: the day as one compressed CSV object, the same bytes each time");
    export(lake, LocalDate.parse(StreamShape.USUAL_START));

    step("6. What is where");
    say("raw dumps  %s".formatted(raw));
    say(
        "lake       %s: Delta tables flows, rejects, ingest_log, export_log"
            .formatted(lake.root()));
    say("export     %s: read it with gunzip -c".formatted(folder.resolve(EXPORT)));
    say(
        "try        scripts/flowlake search 'dst port 443' --all-time --lake "
            + ShellWord.of(lake.root()));
    say("           scripts/flowlake rejects --lake " + ShellWord.of(lake.root()));
    say("           scripts/flowlake exports --lake " + ShellWord.of(lake.root()));
    return ExitCode.DONE.number();
  }

  private RecordCounts generate(StreamShape shape, Path raw) throws IOException {
    if (Files.exists(folder.resolve(MARK))) {
      say("%s has the dumps of an earlier demo; remove it to start afresh".formatted(folder));
      return GeneratePlan.of(shape).counts();
    }
    requireEmpty();
    GenerateReport report =
        GenerateJob.run(
            new GenerateRequest(
                shape,
                OutputFormat.JSON,
                OutputCompression.GZ,
                raw.toString(),
                GenerateRequest.Target.EMPTY,
                Runtime.getRuntime().availableProcessors()),
            () -> HadoopSettings.of(main.environment()));
    GenerateSummary.lines(report.plan(), report.counts(), raw.toString()).forEach(this::say);
    say(GenerateSummary.line(report));
    Files.createFile(folder.resolve(MARK));
    return report.counts();
  }

  /** No method names the session: picocli looks at them all, which would load Spark each time. */
  private void search(Lake lake) {
    long begun = System.currentTimeMillis();
    Search search =
        new Search(
            HadoopSettings.of(main.environment()),
            new SparkOnDemand("flowlake demo", main.environment()));
    SearchPlan plan =
        search.plan(
            new SearchRequest(
                lake,
                FilterText.parse(QUESTION).filter(),
                null,
                Order.NEWEST,
                ROWS_SHOWN,
                null,
                Total.WANTED,
                Engine.AUTO,
                SearchRequest.DEFAULT_LOCAL_BYTES));
    SearchResult result = search.run(plan);
    result.rows().forEach(flow -> say(FlowText.line(flow)));
    say(SearchSummary.line(plan, result, System.currentTimeMillis() - begun));
  }

  private void export(Lake lake, LocalDate day) {
    Configuration hadoop = HadoopSettings.of(main.environment());
    // The whole path is no target's name.
    String to = folder.resolve(EXPORT).toAbsolutePath().toString();
    try (ExportStore store = ExportStores.open(to, main.environment(), hadoop)) {
      Export export =
          new Export(
              hadoop,
              new SparkOnDemand("flowlake demo", main.environment()),
              store,
              ExportProgress.NONE);
      ExportPlan plan = export.plan(ExportRequest.usual(lake), day);
      DayReport report = export.run(plan);
      DayReport.Done done = Objects.requireNonNull(report.done(), "a day that fails throws");
      say(ExportText.line(report, done));
      if (done.rows() != plan.dayRows()) {
        throw new FlowlakeException(
            ExitCode.BUG,
            "Cannot trust this export: it has %d rows, and the lake has %d flows of the day."
                .formatted(done.rows(), plan.dayRows()));
      }
      say("these are all flows that the lake has of the day");
    }
  }

  private CompactReport compact(Path raw, Lake lake) {
    SparkSession spark = LakeSession.open("flowlake demo", main.environment());
    CompactRequest request =
        new CompactRequest(
            raw.toString(),
            lake,
            null,
            CompactRequest.DEFAULT_BATCH_BYTES,
            FileLayout.DEFAULT,
            CompactRequest.Writers.SEVERAL);
    try (ConsoleProgress progress =
        ConsoleProgress.on(spec.commandLine().getErr(), main.environment())) {
      return Compaction.run(spark, request, progress);
    }
  }

  /**
   * The generator knows what is in its dumps, so the demo can tell whether the counts are right.
   */
  private void requireExpected(CompactReport report, RecordCounts expected) {
    say(CompactSummary.line(report));
    if (report.dumps() == 0) {
      return;
    }
    boolean right =
        report.counts().added() == expected.flows()
            && report.counts().rejected() == expected.rejects()
            && report.counts().updated() == expected.updates()
            && report.counts().duplicate() == expected.duplicates();
    if (!right) {
      throw new FlowlakeException(
          ExitCode.BUG, "Cannot trust this lake: the generator made %s".formatted(expected));
    }
    say("these are the counts that the generator foretold");
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new FlowlakeException(
            ExitCode.USAGE,
            "Cannot run the demo in %s: it is not empty, and not from an earlier demo. Name another folder with --dir."
                .formatted(folder));
      }
    }
  }

  private void step(String title) {
    print("\n" + title);
  }

  private void say(String line) {
    print("   " + line);
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}

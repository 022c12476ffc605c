package io.flowlake.cli;

import io.flowlake.generate.Compression;
import io.flowlake.generate.DumpFormat;
import io.flowlake.generate.GenerateJob;
import io.flowlake.generate.GeneratePlan;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.GenerateRequest;
import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowlake generate}: raw dumps as a fleet of nodes would deliver them. */
@Command(
    name = "generate",
    description = {
      "Makes realistic raw dumps of synthetic flows.",
      "The same options give the same bytes, on any machine and any number of threads."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--flows",
      required = true,
      paramLabel = "N",
      description = "how many distinct flows")
  private long flows;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "50",
      description = "how many nodes log them")
  private int nodes;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many UTC days they start on")
  private int days;

  @Option(
      names = "--start",
      paramLabel = "YYYY-MM-DD",
      description = "the first day (default: 2026-11-01, whatever the date is today)")
  private LocalDate start = StreamShape.USUAL_START;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "another seed gives other flows")
  private long seed;

  @Option(
      names = "--dumps",
      paramLabel = "N",
      description =
          "how many files (default: one an hour, or more so that none exceeds 500,000 flows)")
  private @Nullable Integer dumps;

  @Option(
      names = "--late",
      paramLabel = "RATIO",
      defaultValue = "0.01",
      description =
          "share of flows that come in a later dump than that of their time, up to 2 days")
  private double late;

  @Option(
      names = "--open",
      paramLabel = "RATIO",
      defaultValue = "0.01",
      description = "share of flows first reported open; nine of ten are closed by a later dump")
  private double open;

  @Option(
      names = "--copies",
      paramLabel = "RATIO",
      defaultValue = "0.005",
      description = "share of records that are written twice in a row")
  private double copies;

  @Option(
      names = "--redeliver",
      paramLabel = "RATIO",
      defaultValue = "0",
      description = "share of records that come once more in a later dump")
  private double redeliver;

  @Option(names = "--dirty", description = "add corrupt lines, 0.01 %% of the flows")
  private boolean dirty;

  @Option(
      names = "--out",
      paramLabel = "URI",
      required = true,
      description =
          "folder for the dumps: a path, or a URI of any Hadoop file system; must be empty")
  private String out = "";

  @Option(names = "--append", description = "put the dumps beside what is in the folder already")
  private boolean append;

  @Option(
      names = "--format",
      paramLabel = "json|csv",
      defaultValue = "json",
      converter = FormatConverter.class,
      description = "JSON lines, which is the native format, or CSV")
  private DumpFormat format = DumpFormat.JSON;

  @Option(
      names = "--compression",
      paramLabel = "gz|none",
      defaultValue = "gz",
      converter = CompressionConverter.class,
      description = "how dumps are compressed")
  private Compression compression = Compression.GZ;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many dumps are made at once (default: one for each processor)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--dry-run", description = "tell what would be written, and write nothing")
  private boolean dryRun;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "write the report to a file as JSON")
  private @Nullable Path summary;

  @Override
  public Integer call() {
    GenerateRequest request = request();
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(GenerateText.plan(request, GeneratePlan.of(request.shape())));
    terminal.flush();
    if (!dryRun) {
      GenerateReport report = GenerateJob.run(request);
      terminal.print(GenerateText.report(report));
      writeSummary(report);
    }
    return ExitCode.DONE.number();
  }

  private GenerateRequest request() {
    Shares shares = new Shares(late, open, copies, redeliver, dirty ? Shares.DIRTY : 0);
    int dumpCount = dumps == null ? StreamShape.usualDumps(flows, days) : dumps;
    StreamShape shape = new StreamShape(flows, nodes, days, start, seed, dumpCount, shares);
    GenerateRequest.Target target =
        append ? GenerateRequest.Target.APPEND : GenerateRequest.Target.EMPTY;
    return new GenerateRequest(shape, format, compression, out, target, threads);
  }

  private void writeSummary(GenerateReport report) {
    if (summary == null) {
      return;
    }
    try {
      Files.writeString(summary, report.json() + "\n");
    } catch (IOException e) {
      throw new FlowlakeException(
          ExitCode.MISSING,
          "Cannot write the summary %s: %s; the dumps are complete".formatted(summary, e),
          e);
    }
  }
}

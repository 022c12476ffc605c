package io.flowlake.cli;

import io.flowlake.generate.GenerateJob;
import io.flowlake.generate.GeneratePlan;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.GenerateRequest;
import io.flowlake.generate.Incidents;
import io.flowlake.generate.OutputCompression;
import io.flowlake.generate.OutputFormat;
import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import io.flowlake.lake.HadoopSettings;
import io.flowlake.lake.StorageErrors;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake generate}: writes raw dumps as a fleet of nodes would deliver them. */
@Command(
    name = "generate",
    description =
        "Writes realistic raw dumps of synthetic flows. The same options give the same records, on any machine.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private SummaryOption summary;

  @Option(
      names = "--flows",
      required = true,
      paramLabel = "N",
      description = "How many distinct flows.")
  private long flows;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many nodes log them (${DEFAULT-VALUE}).")
  private int nodes = 50;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many UTC days they start on (${DEFAULT-VALUE}).")
  private int days = 1;

  @Option(
      names = "--start",
      paramLabel = "YYYY-MM-DD",
      defaultValue = StreamShape.USUAL_START,
      description = "The first day (${DEFAULT-VALUE}, whatever the date is today).")
  private LocalDate start = LocalDate.parse(StreamShape.USUAL_START);

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives other flows (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--dumps",
      paramLabel = "N",
      description = "How many dumps (one an hour, or more so that none has over 500,000 flows).")
  private @Nullable Integer dumps;

  @Option(
      names = "--late",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "Share of flows in a later dump than that of their time, by up to 2 days (${DEFAULT-VALUE}).")
  private double late = 0.01;

  @Option(
      names = "--open",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "Share of flows first reported open; a later dump closes nine of ten (${DEFAULT-VALUE}).")
  private double open = 0.01;

  @Option(
      names = "--copies",
      paramLabel = "SHARE",
      defaultValue = "0.005",
      description = "Share of records written twice in a row (${DEFAULT-VALUE}).")
  private double copies = 0.005;

  @Option(
      names = "--redeliver",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of records written once more in a later dump (${DEFAULT-VALUE}).")
  private double redeliver;

  @Option(
      names = "--dirty",
      fallbackValue = "true",
      description = "Add corrupt lines: one for 10,000 flows.")
  private boolean dirty;

  @Option(
      names = "--incidents",
      fallbackValue = "true",
      description =
          "Plant incidents to find, beside the flows: scans, resets, translated addresses, a silent node, a growing backup.")
  private boolean incidents;

  @Option(
      names = "--out",
      paramLabel = "URI",
      required = true,
      description = "The folder for the dumps, which must be empty; any Hadoop path.")
  private String out = "";

  @ThisRunOnly
  @Option(names = "--append", description = "Put the dumps beside what is in the folder already.")
  private boolean append;

  @Option(
      names = "--format",
      paramLabel = "json|csv",
      defaultValue = "json",
      description = "How records are written (${DEFAULT-VALUE}, the native format).")
  private OutputFormat format = OutputFormat.JSON;

  @Option(
      names = "--compression",
      paramLabel = "gz|none",
      defaultValue = "gz",
      description = "How dumps are compressed (${DEFAULT-VALUE}).")
  private OutputCompression compression = OutputCompression.GZ;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many dumps are made at once (one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @ThisRunOnly
  @Option(names = "--dry-run", description = "Tell what would be written, and write nothing.")
  private boolean dryRun;

  @Override
  public List<String> mistakes() {
    try {
      request();
      return List.of();
    } catch (FlowlakeException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Integer call() {
    GenerateRequest request = request();
    PrintWriter terminal = spec.commandLine().getOut();
    GenerateSummary.lines(GeneratePlan.of(request.shape()), request.counts(), out)
        .forEach(terminal::println);
    Incidents planted = request.incidents();
    if (planted != null) {
      terminal.println(GenerateSummary.line(planted));
    }
    terminal.flush();
    if (dryRun) {
      return ExitCode.DONE.number();
    }
    summary.clear();
    GenerateReport report = run(request);
    terminal.println(GenerateSummary.line(report));
    summary.write(GenerateSummary.json(report));
    return ExitCode.DONE.number();
  }

  private GenerateReport run(GenerateRequest request) {
    try {
      return GenerateJob.run(request, () -> HadoopSettings.of(main.environment()));
    } catch (IOException e) {
      throw StorageErrors.inWords(e, out);
    }
  }

  private GenerateRequest request() {
    Shares shares = new Shares(late, open, copies, redeliver, dirty ? Shares.DIRTY : 0);
    int dumpCount = dumps == null ? StreamShape.usualDumps(flows, days) : dumps;
    return new GenerateRequest(
        new StreamShape(flows, nodes, days, start, seed, dumpCount, shares),
        format,
        compression,
        out,
        append ? GenerateRequest.Target.APPEND : GenerateRequest.Target.EMPTY,
        threads,
        incidents ? GenerateRequest.Extras.INCIDENTS : GenerateRequest.Extras.NONE);
  }
}

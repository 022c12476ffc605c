package io.flowlake.cli;

import io.flowlake.compact.CompactPlan;
import io.flowlake.compact.CompactReport;
import io.flowlake.compact.CompactRequest;
import io.flowlake.compact.Compaction;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowlake compact}: reads new raw dumps into the lake. */
@Command(
    name = "compact",
    description = "Reads new raw dumps into the lake: no flow lost, none twice.",
    mixinStandardHelpOptions = true)
final class CompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--raw",
      paramLabel = "URI",
      description = "The folder, prefix or object of raw dumps; any Hadoop path.")
  private @Nullable String raw;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "The logging node of records that name none and lie in no node=NAME/ folder.")
  private @Nullable String node;

  @Option(
      names = "--batch-bytes",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "512MiB",
      description = "How much of the dumps, as stored, one batch takes (${DEFAULT-VALUE}).")
  private long batchBytes = CompactRequest.DEFAULT_BATCH_BYTES;

  @Option(
      names = "--max-reject-ratio",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "Exit with 6 when more than this share of the records was rejected (${DEFAULT-VALUE}). Good rows and rejects are kept all the same.")
  private double maxRejectRatio = 0.05;

  @Option(names = "--dry-run", description = "Tell what would be read, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--replay-rejects",
      description = "Read the dumps again that have rejects, after a fix or with another --node.")
  private boolean replayRejects;

  @Option(
      names = "--single-writer",
      description = "Accept a store without conditional writes: promise that no other job writes.")
  private boolean singleWriter;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write what was done to this file, as JSON.")
  private @Nullable Path summary;

  @Override
  public Integer call() throws Exception {
    CompactRequest request = request();
    SparkSession spark = LakeSession.open("flowlake compact", environment());
    if (dryRun) {
      print(Compaction.plan(spark, request));
      return ExitCode.DONE.number();
    }
    CompactReport report;
    try (ConsoleProgress progress =
        new ConsoleProgress(spec.commandLine().getErr(), ConsoleProgress.watched())) {
      report =
          replayRejects
              ? Compaction.replayRejects(spark, request, progress)
              : Compaction.run(spark, request, progress);
    }
    ExitCode exit = report.rejectRatio() > maxRejectRatio ? ExitCode.DATA : ExitCode.DONE;
    print(report, exit);
    if (summary != null) {
      CompactSummary.write(summary, report, exit);
    }
    return exit.number();
  }

  /** The environment, with the option laid over it. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (singleWriter) {
      environment.put("FLOWLAKE_SINGLE_WRITER", "true");
    }
    return environment;
  }

  private CompactRequest request() {
    if (raw == null && !replayRejects) {
      throw new ParameterException(
          spec.commandLine(), "Cannot compact: no raw dumps were named. Add --raw URI.");
    }
    if (raw != null && replayRejects) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot take --raw with --replay-rejects: it reads the dumps again that have rejects. Leave one of them out.");
    }
    if (!(maxRejectRatio >= 0 && maxRejectRatio <= 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot use --max-reject-ratio %s: a share lies between 0 and 1, such as 0.05."
              .formatted(maxRejectRatio));
    }
    return new CompactRequest(
        raw,
        common.lake(),
        node,
        batchBytes,
        FileLayout.DEFAULT,
        singleWriter ? CompactRequest.Writers.ONE : CompactRequest.Writers.SEVERAL);
  }

  private void print(CompactPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (plan.unfinishedBatches() > 0) {
      out.printf(
          "would finish %s that an earlier job left%n",
          Shown.count(plan.unfinishedBatches(), "batch"));
    }
    out.printf(
        "would read %s (%s) in %s; %s known already%n",
        Shown.count(plan.dumps(), "new dump"),
        Shown.bytes(plan.bytes()),
        Shown.count(plan.batches(), "batch"),
        plan.known() == 1 ? "1 dump is" : Shown.count(plan.known()) + " dumps are");
  }

  private void print(CompactReport report, ExitCode exit) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(CompactSummary.line(report));
    if (exit == ExitCode.DATA) {
      spec.commandLine()
          .getErr()
          .printf(
              "flowlake compact: %.1f %% of the records were rejected, more than --max-reject-ratio allows (%.1f %%). They are kept: see flowlake rejects --lake %s%n",
              report.rejectRatio() * 100, maxRejectRatio * 100, common.lake().root());
    } else if (report.counts().rejected() > 0) {
      out.printf("see the rejects: flowlake rejects --lake %s%n", common.lake().root());
    }
  }
}

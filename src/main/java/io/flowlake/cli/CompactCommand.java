package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.compact.CompactPlan;
import io.flowlake.compact.CompactReport;
import io.flowlake.compact.CompactRequest;
import io.flowlake.compact.Compaction;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake compact}: reads new raw dumps into the lake. */
@Command(
    name = "compact",
    description = "Reads new raw dumps into the lake: no flow lost, none twice.",
    mixinStandardHelpOptions = true)
final class CompactCommand implements Callable<Integer>, Checked {
  private static final int UNREAD_SHOWN = 5;

  private static final String RAW = "--raw";
  private static final String REPLAY = "--replay-rejects";

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private CommonOptions common;
  @Mixin private WriterOptions writer;
  @Mixin private SummaryOption summary;

  @Option(
      names = RAW,
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
      converter = Ranges.Share.class,
      defaultValue = "0.05",
      description =
          "Exit with 6 when more than this share of the records was rejected (${DEFAULT-VALUE}). Good rows and rejects are kept all the same.")
  private double maxRejectRatio = 0.05;

  @ThisRunOnly
  @Option(names = "--dry-run", description = "Tell what would be read, and change nothing.")
  private boolean dryRun;

  @ThisRunOnly
  @Option(
      names = REPLAY,
      description = "Read the dumps again that have rejects, after a fix or with another --node.")
  private boolean replayRejects;

  @Override
  public List<String> mistakes() {
    if (raw == null && !replayRejects) {
      return List.of("Cannot compact: --raw is missing. Add --raw URI.");
    }
    if (replayRejects && spec.commandLine().getParseResult().hasMatchedOption(RAW)) {
      return List.of(
          "Cannot use --raw with --replay-rejects: it reads the dumps again that have rejects. Leave one of them out.");
    }
    return List.of();
  }

  @Override
  public Integer call() {
    SparkSession spark = LakeSession.open("flowlake compact", writer.over(main.environment()));
    CompactRequest request = request();
    if (dryRun) {
      print(Compaction.plan(spark, request));
      return ExitCode.DONE.number();
    }
    summary.clear();
    CompactReport report;
    try (ConsoleProgress progress =
        ConsoleProgress.on(spec.commandLine().getErr(), main.environment())) {
      report =
          replayRejects
              ? Compaction.replayRejects(spark, request, progress)
              : Compaction.run(spark, request, progress);
    }
    ExitCode exit = exit(report);
    print(report, exit);
    ObjectNode json = CompactSummary.json(report, exit);
    problem(report, exit).ifPresent(message -> json.put("message", message));
    summary.write(json);
    return exit.number();
  }

  private ExitCode exit(CompactReport report) {
    if (report.lacksDumps()) {
      return ExitCode.RETRY;
    }
    return report.rejectRatio() > maxRejectRatio ? ExitCode.DATA : ExitCode.DONE;
  }

  private CompactRequest request() {
    return new CompactRequest(
        replayRejects ? null : raw,
        common.lake(),
        node,
        batchBytes,
        FileLayout.DEFAULT,
        writer.writers());
  }

  private void print(CompactPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (plan.unfinishedBatches() > 0) {
      out.printf(
          "would finish %s that another job began%n",
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
    for (CompactReport.Unread dump : report.unread().stream().limit(UNREAD_SHOWN).toList()) {
      spec.commandLine()
          .getErr()
          .printf("flowlake compact: %s is %s: %s%n", dump.dump(), dump.what(), dump.why());
    }
    if (report.unread().size() > UNREAD_SHOWN) {
      spec.commandLine()
          .getErr()
          .printf(
              "flowlake compact: and %s more; --summary FILE names all%n",
              Shown.count(report.unread().size() - UNREAD_SHOWN));
    }
    Optional<String> problem = problem(report, exit);
    if (problem.isPresent()) {
      spec.commandLine().getErr().println("flowlake compact: " + problem.get());
    } else if (report.counts().rejected() > 0) {
      out.printf(
          "see the rejects: flowlake rejects --lake %s%n", ShellWord.of(common.lake().root()));
    }
  }

  /** Why a run that went to its end does not end with 0. */
  private Optional<String> problem(CompactReport report, ExitCode exit) {
    if (report.lacksDumps()) {
      return Optional.of(
          "what could be read is in the lake; mend what is in the way of the dumps above and run again, they are tried each time");
    }
    return exit == ExitCode.DATA
        ? Optional.of(
            "%.1f %% of the records were rejected, more than --max-reject-ratio allows (%.1f %%). They are kept: see flowlake rejects --lake %s"
                .formatted(report.rejectRatio() * 100, maxRejectRatio * 100, common.lake().root()))
        : Optional.empty();
  }
}

package io.flowlake.cli;

import io.flowlake.compact.RejectList;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import io.flowlake.model.RejectReason;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowlake rejects}: shows the records that could not become flows. */
@Command(
    name = "rejects",
    description = "Shows the records that could not become flows, and why.",
    mixinStandardHelpOptions = true)
final class RejectsCommand implements Callable<Integer> {
  private static final int MAX_LIMIT = 10_000;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--reason", paramLabel = "REASON", description = "Only those of this reason.")
  private @Nullable String reason;

  @Option(
      names = "--dump",
      paramLabel = "TEXT",
      description = "Only those of dumps whose path contains this text.")
  private @Nullable String dump;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "How many to show, 1 to 10,000 (${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--counts", description = "Show how many there are by reason and dump instead.")
  private boolean counts;

  @Override
  public Integer call() {
    requireKnownReason();
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot show %d rejects: --limit lies between 1 and 10,000.".formatted(limit));
    }
    SparkSession spark = LakeSession.open("flowlake rejects");
    RejectList rejects = RejectList.open(spark, common.lake(), reason, dump);
    if (counts) {
      printCounts(rejects);
    } else {
      printRejects(rejects);
    }
    return ExitCode.DONE.number();
  }

  private void printCounts(RejectList rejects) {
    PrintWriter out = spec.commandLine().getOut();
    for (RejectList.Count count : rejects.counts(limit)) {
      out.printf("%12s  %-15s  %s%n", Shown.count(count.rejects()), count.reason(), count.dump());
    }
    out.printf("%s in all%n", Shown.count(rejects.total(), "reject"));
  }

  private void printRejects(RejectList rejects) {
    PrintWriter out = spec.commandLine().getOut();
    long total = rejects.total();
    for (RejectList.Entry entry : rejects.first(limit)) {
      String place = entry.line() > 0 ? "line " + Shown.count(entry.line()) + ", " : "";
      out.printf("%s: %sbyte %s%n", entry.dump(), place, Shown.count(entry.offset()));
      out.printf("    %s: %s%n", entry.reason(), entry.detail());
      out.printf("    %s%n", entry.excerpt());
    }
    if (total > limit) {
      out.printf("%s of %s shown; --limit shows more%n", Shown.count(limit), Shown.count(total));
    } else {
      out.printf("%s in all%n", Shown.count(total, "reject"));
    }
  }

  private void requireKnownReason() {
    String names =
        Arrays.stream(RejectReason.values())
            .map(RejectReason::text)
            .collect(Collectors.joining(", "));
    if (reason != null
        && Arrays.stream(RejectReason.values()).noneMatch(known -> known.text().equals(reason))) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot show rejects of reason '%s': there is no such reason. Known are %s."
              .formatted(reason, names));
    }
  }
}

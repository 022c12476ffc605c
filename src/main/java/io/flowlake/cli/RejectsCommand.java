package io.flowlake.cli;

import io.flowlake.compact.RejectList;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import io.flowlake.model.RejectReason;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code flowlake rejects}: shows the records that could not become flows. */
@Command(
    name = "rejects",
    description = "Shows the records that could not become flows, and why.",
    mixinStandardHelpOptions = true)
final class RejectsCommand implements Callable<Integer> {
  private static final int MAX_LIMIT = 10_000;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private CommonOptions common;

  @ThisRunOnly
  @Option(
      names = "--reason",
      paramLabel = "REASON",
      converter = Reason.class,
      description = "Only those of this reason.")
  private @Nullable String reason;

  @ThisRunOnly
  @Option(
      names = "--dump",
      paramLabel = "TEXT",
      description = "Only those of dumps whose path contains this text.")
  private @Nullable String dump;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Limit.class,
      defaultValue = "20",
      description = "How many to show, 1 to 10,000 (${DEFAULT-VALUE}).")
  private int limit = 20;

  @ThisRunOnly
  @Option(names = "--counts", description = "Show how many there are by reason and dump instead.")
  private boolean counts;

  @Override
  public Integer call() {
    SparkSession spark = LakeSession.open("flowlake rejects", main.environment());
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

  private static final class Limit extends Ranges.Whole {
    Limit() {
      super(1, MAX_LIMIT);
    }
  }

  private static final class Reason implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      List<String> known = Arrays.stream(RejectReason.values()).map(RejectReason::text).toList();
      if (!known.contains(text)) {
        throw new TypeConversionException("it is none of " + String.join(", ", known));
      }
      return text;
    }
  }
}

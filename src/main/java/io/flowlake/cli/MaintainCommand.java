package io.flowlake.cli;

import io.flowlake.compact.MaintainReport;
import io.flowlake.compact.MaintainRequest;
import io.flowlake.compact.Maintenance;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake maintain}: keeps the lake fast and as old as it may be. */
@Command(
    name = "maintain",
    description = "Folds small files, removes files that nothing needs, deletes old days.",
    mixinStandardHelpOptions = true)
final class MaintainCommand implements Callable<Integer> {
  private static final int WEEK_HOURS = 168;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private CommonOptions common;
  @Mixin private WriterOptions writer;
  @Mixin private SummaryOption summary;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      converter = Days.class,
      description = "Delete days older than the last N, today (UTC) counted. Default: keep all.")
  private @Nullable Integer keepDays;

  @Option(
      names = "--vacuum-hours",
      paramLabel = "N",
      converter = Hours.class,
      defaultValue = "168",
      description =
          "Remove files that no version of the last N hours needs, at least 168 (${DEFAULT-VALUE}).")
  private int vacuumHours = WEEK_HOURS;

  @Override
  public Integer call() {
    summary.clear();
    SparkSession spark = LakeSession.open("flowlake maintain", writer.over(main.environment()));
    MaintainReport report;
    try (ConsoleProgress progress =
        ConsoleProgress.on(spec.commandLine().getErr(), main.environment())) {
      report = Maintenance.run(spark, request(), progress);
    }
    spec.commandLine().getOut().println(MaintainSummary.line(report));
    summary.write(MaintainSummary.json(report));
    return ExitCode.DONE.number();
  }

  private MaintainRequest request() {
    LocalDate firstKept =
        keepDays == null ? null : LocalDate.now(ZoneOffset.UTC).minusDays(keepDays - 1L);
    return new MaintainRequest(
        common.lake(), FileLayout.DEFAULT, firstKept, vacuumHours, writer.writers());
  }

  private static final class Days extends Ranges.Whole {
    Days() {
      super(1, Integer.MAX_VALUE);
    }
  }

  private static final class Hours extends Ranges.Whole {
    Hours() {
      super(
          WEEK_HOURS,
          Integer.MAX_VALUE,
          "it is not a whole number of 168 or more: a job that still runs may need younger files");
    }
  }
}

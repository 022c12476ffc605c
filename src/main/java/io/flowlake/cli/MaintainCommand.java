package io.flowlake.cli;

import io.flowlake.compact.MaintainReport;
import io.flowlake.compact.MaintainRequest;
import io.flowlake.compact.Maintenance;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.LakeSession;
import io.flowlake.model.ExitCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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
final class MaintainCommand implements Callable<Integer>, Checked {
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
      description = "Delete days older than the last N, --date counted. Default: keep all.")
  private @Nullable Integer keepDays;

  @ThisRunOnly
  @Option(
      names = "--date",
      paramLabel = "DAY",
      converter = DayConverter.class,
      description =
          "The UTC day that --keep-days counts back from: 2026-11-01, or yesterday. Default: today.")
  private @Nullable LocalDate date;

  @Option(
      names = "--vacuum-hours",
      paramLabel = "N",
      converter = Hours.class,
      defaultValue = "168",
      description =
          "Remove files that no version of the last N hours needs, at least 168 (${DEFAULT-VALUE}).")
  private int vacuumHours = WEEK_HOURS;

  @ThisRunOnly
  @Option(names = "--dry-run", description = "Tell what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  public List<String> mistakes() {
    return date == null || !date.isAfter(DayConverter.today())
        ? List.of()
        : List.of(
            "Cannot count --keep-days back from %s: that day is to come, and days that must be kept would go. Give --date today (UTC) or an earlier day."
                .formatted(date));
  }

  @Override
  public Integer call() {
    if (dryRun) {
      SparkSession session = LakeSession.open("flowlake maintain", writer.over(main.environment()));
      spec.commandLine()
          .getOut()
          .println(MaintainSummary.line(Maintenance.plan(session, request())));
      return ExitCode.DONE.number();
    }
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
        keepDays == null
            ? null
            : Objects.requireNonNullElseGet(date, DayConverter::today).minusDays(keepDays - 1L);
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

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flowlake maintain}: keeps the lake fast and as old as it may be. */
@Command(
    name = "maintain",
    description = "Folds small files, removes files that nothing needs, deletes old days.",
    mixinStandardHelpOptions = true)
final class MaintainCommand implements Callable<Integer> {
  private static final int WEEK_HOURS = 168;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      description = "Delete days older than the last N, today (UTC) counted. Default: keep all.")
  private @Nullable Integer keepDays;

  @Option(
      names = "--vacuum-hours",
      paramLabel = "N",
      defaultValue = "168",
      description =
          "Remove files that no version of the last N hours needs, at least 168 (${DEFAULT-VALUE}).")
  private int vacuumHours = WEEK_HOURS;

  @Override
  public Integer call() {
    MaintainRequest request = request();
    MaintainReport report;
    try (ConsoleProgress progress =
        new ConsoleProgress(spec.commandLine().getErr(), ConsoleProgress.watched())) {
      report = Maintenance.run(LakeSession.open("flowlake maintain"), request, progress);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "folded %s into %s; deleted %s of %s; flows at version %d; %s%n",
            Shown.count(report.filesFolded(), "small file"),
            Shown.count(report.filesWritten()),
            Shown.count(report.flowsDeleted(), "flow"),
            Shown.count(report.daysDeleted(), "day"),
            report.version(),
            Shown.duration(report.elapsedMillis()));
    return ExitCode.DONE.number();
  }

  private MaintainRequest request() {
    if (keepDays != null && keepDays < 1) {
      throw new ParameterException(
          spec.commandLine(), "Cannot keep %d days: --keep-days is 1 or more.".formatted(keepDays));
    }
    if (vacuumHours < WEEK_HOURS) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot vacuum after %d hours: a job that still runs may need its files; --vacuum-hours is %d or more."
              .formatted(vacuumHours, WEEK_HOURS));
    }
    LocalDate firstKept =
        keepDays == null ? null : LocalDate.now(ZoneOffset.UTC).minusDays(keepDays - 1L);
    return new MaintainRequest(common.lake(), FileLayout.DEFAULT, firstKept, vacuumHours);
  }
}

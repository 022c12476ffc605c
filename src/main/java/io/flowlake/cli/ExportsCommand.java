package io.flowlake.cli;

import io.flowlake.export.ExportHistory;
import io.flowlake.export.HistoryReport;
import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.ExitCode;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake exports}: what was exported, what is stale, and who was silent. */
@Command(
    name = "exports",
    description = "Lists what was exported, which of it is stale, and silent days and nodes.",
    mixinStandardHelpOptions = true)
final class ExportsCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private CommonOptions common;
  @Mixin private SummaryOption summary;

  @ThisRunOnly
  @Option(
      names = "--from",
      paramLabel = "DAY",
      converter = DayConverter.class,
      description = "Only this UTC day and later ones. Default: from the first that was exported.")
  private @Nullable LocalDate from;

  @ThisRunOnly
  @Option(
      names = "--to",
      paramLabel = "DAY",
      converter = DayConverter.class,
      description = "Only this UTC day and earlier ones. Default: to the last that was exported.")
  private @Nullable LocalDate to;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "Only exports to this target, bucket or folder. Default: all.")
  private @Nullable String target;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (${DEFAULT-VALUE}).")
  private ListFormat format = ListFormat.TABLE;

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    Secrets.inAddress("--target", target).ifPresent(mistakes::add);
    if (from != null && to != null && to.isBefore(from)) {
      mistakes.add(
          "Cannot list from %s to %s: --to must not be before --from.".formatted(from, to));
    }
    return mistakes;
  }

  @Override
  public Integer call() {
    summary.clear();
    HistoryReport report = read();
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> {
        new TableFormat(TimeText.UTC, Colours.of(main.environment()))
            .write(ExportsGrid.table(report), out);
        ExportsText.lines(report, target).forEach(line -> out.print(line + "\n"));
      }
      case JSON ->
          new JsonFormat(JsonFormat.Frame.ARRAY, TimeText.UTC).write(ExportsGrid.all(report), out);
    }
    StandardOutput.requireWritten(out);
    summary.write(ExportsSummary.json(report));
    return ExitCode.DONE.number();
  }

  private HistoryReport read() {
    Configuration hadoop = HadoopSettings.of(main.environment());
    ExportHistory history =
        new ExportHistory(
            hadoop,
            new SparkOnDemand("flowlake exports", main.environment()),
            common.lake(),
            Instant.now());
    if (target == null) {
      return history.read(from, to, null);
    }
    try (ExportStore store = ExportStores.open(target, main.environment(), hadoop)) {
      return history.read(from, to, store);
    }
  }
}

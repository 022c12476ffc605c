package io.flowlake.cli;

import io.flowlake.export.Export;
import io.flowlake.export.ExportHistory;
import io.flowlake.export.ExportProgress;
import io.flowlake.export.ExportRequest;
import io.flowlake.export.ExportStatus;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
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

/** {@code flowlake export}: days of flows to one compressed CSV object each. */
@Command(
    name = "export",
    description = "Exports days of flows: tg-flow-logs-DAY.csv.gz in a bucket or folder.",
    footer = {
      "",
      "Example: flowlake export --date yesterday --target lab",
      "docs/export.md has targets and their permissions, the format, and what to do when."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private CommonOptions common;
  @Mixin private ExportDays days;
  @Mixin private WriterOptions writer;
  @Mixin private SummaryOption summary;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "TARGET",
      description = "Where to: the name of a target, s3://bucket/prefix, or a folder with a slash.")
  private String target = "";

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "Only flows that match; docs/filter.md has the language. Default: all.")
  private @Nullable String filter;

  @Option(
      names = "--columns",
      paramLabel = "COLUMNS",
      description =
          "The columns, in this order, with commas between them; or all. Default: those of the product's page, and node.")
  private @Nullable String columns;

  @Option(
      names = "--compression-level",
      paramLabel = "1..9",
      converter = Level.class,
      defaultValue = "" + ExportRequest.USUAL_LEVEL,
      description = "From 1 (fast) to 9 (small) (${DEFAULT-VALUE}).")
  private int level = ExportRequest.USUAL_LEVEL;

  @ThisRunOnly
  @Option(
      names = "--replace-kept",
      description =
          "Also replace objects of days that the lake has deleted flows of since: by what is left of them.")
  private boolean replaceKept;

  @ThisRunOnly
  @Option(names = "--dry-run", description = "Tell what would be written, and write nothing.")
  private boolean dryRun;

  private final FilterParts parts = new FilterParts();
  private List<FlowColumn> wanted = FlowColumn.usual();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(days.mistakes());
    Secrets.inAddress("--target", target).ifPresent(mistakes::add);
    if (filter != null) {
      parts.addText(filter);
      mistakes.addAll(parts.mistakes());
    }
    if (columns != null) {
      try {
        wanted = ColumnNames.read("--columns", columns);
      } catch (IllegalArgumentException e) {
        mistakes.add(String.valueOf(e.getMessage()));
      }
    }
    return mistakes;
  }

  @Override
  public Integer call() {
    if (!dryRun) {
      summary.clear(); // first of all: who is killed later must not leave yesterday's
    }
    Configuration hadoop = HadoopSettings.of(main.environment());
    SparkOnDemand spark = new SparkOnDemand("flowlake export", writer.over(main.environment()));
    PrintWriter err = spec.commandLine().getErr();
    parts.warnings().forEach(this::tell);
    try (ExportStore store = ExportStores.open(target, main.environment(), hadoop)) {
      ExportRequest request = request();
      ExportHistory history = new ExportHistory(hadoop, spark, request.lake(), Instant.now());
      List<LocalDate> wantedDays =
          days.areStale() ? history.staleDays(request, store) : days.named().list();
      ExportRun run = new ExportRun(spec, target, request, wantedDays);
      if (dryRun) {
        run.plan(new Export(hadoop, spark, store, ExportProgress.NONE));
        return ExitCode.DONE.number();
      }
      if (!days.areStale()) {
        List<ExportStatus> kept = history.kept(days.named(), store); // there is a lake, so far
        run.refuse(replaceKept ? List.of() : kept);
      }
      LocalDate first = wantedDays.isEmpty() ? DayConverter.today() : wantedDays.get(0);
      try (PartProgress progress = PartProgress.on(err, main.environment(), first)) {
        ExportSummary done = run.run(new Export(hadoop, spark, store, progress), progress);
        summary.write(done.json());
        return done.exit().number();
      }
    }
  }

  private ExportRequest request() {
    Filter which = parts.filter();
    return new ExportRequest(
        common.lake(),
        which,
        which.equals(Filter.EVERYTHING) ? "" : FilterText.canonical(which),
        wanted,
        level);
  }

  private void tell(String message) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + VisibleText.lines(message));
  }

  private static final class Level extends Ranges.Whole {
    Level() {
      super(1, 9);
    }
  }
}

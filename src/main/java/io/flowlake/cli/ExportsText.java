package io.flowlake.cli;

import io.flowlake.export.Attempt;
import io.flowlake.export.ExportStatus;
import io.flowlake.export.ExportStatus.State;
import io.flowlake.export.HistoryReport;
import io.flowlake.export.LeftUpload;
import io.flowlake.export.SilentDay;
import io.flowlake.model.Times;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What there is to say below the table of exports. */
final class ExportsText {
  private static final int NODES_SHOWN = 5;

  private ExportsText() {}

  /**
   * The lines, harmless on a terminal.
   *
   * @param target the target that was asked for; null for all
   */
  static List<String> lines(HistoryReport report, @Nullable String target) {
    List<String> lines = new ArrayList<>();
    for (ExportStatus export : report.exports()) {
      if (export.failedLast() && export.last().note() != null) {
        String worth =
            export.state() == State.CURRENT ? ", but the object from before is up to date" : "";
        lines.add(
            "%s: the last run failed%s: %s".formatted(export.day(), worth, export.last().note()));
      }
    }
    report.killed().forEach(upload -> lines.add(line(upload)));
    report.silent().forEach(silent -> lines.add(line(silent)));
    lines.add(total(report, target));
    return lines.stream().map(VisibleText::line).toList();
  }

  /** A time (µs) to the second: {@code 2026-11-02T00:15:07Z}. */
  static String second(long micros) {
    return Times.instant(micros).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Why the object is let alone, and what to do if it shall not be. */
  static String kept(ExportStatus export) {
    Attempt done = Objects.requireNonNull(export.done(), "what is kept was exported");
    String then =
        done.dayRows() == null
            ? ""
            : ", of %s that the lake had of the day".formatted(Shown.count(done.dayRows()));
    return "Cannot export %s: the lake has deleted flows of the day since %s was exported with %s%s; it has %s of the day now, and the object's others would be lost. Add --replace-kept if what the lake has now shall take its place."
        .formatted(
            export.day(),
            export.object(),
            done.rows() == null ? "flows" : Shown.count(done.rows(), "flow"),
            then,
            Shown.count(export.flowsNow(), "flow"));
  }

  private static String line(LeftUpload upload) {
    return "%s: an upload was killed, and its parts stay in the bucket until it is aborted: %s, upload id %s, begun %s; a lifecycle rule for incomplete uploads removes such parts, see docs/export.md"
        .formatted(upload.day(), upload.object(), upload.uploadId(), second(upload.begunAt()));
  }

  private static String line(SilentDay silent) {
    if (silent.nodes().isEmpty()) {
      return "%s: silent: no node logged anything".formatted(silent.day());
    }
    List<String> shown = silent.nodes().stream().limit(NODES_SHOWN).toList();
    int more = silent.nodes().size() - shown.size();
    return "%s: silent after logging in the week before: %s%s"
        .formatted(
            silent.day(),
            String.join(", ", shown),
            more == 0 ? "" : " and %s more".formatted(Shown.count(more)));
  }

  private static String total(HistoryReport report, @Nullable String target) {
    if (report.exports().isEmpty()) {
      return "nothing was exported";
    }
    long stale = count(report, State.STALE);
    long none = count(report, State.NONE);
    return "%s: %s current, %s stale, %s never done%s"
        .formatted(
            Shown.count(report.exports().size(), "export"),
            Shown.count(count(report, State.CURRENT)),
            Shown.count(stale),
            Shown.count(none),
            stale + none == 0
                ? ""
                : "; flowlake export --stale --target %s exports these again, if given the filter and columns they have"
                    .formatted(target == null ? "TARGET" : ShellWord.of(target)));
  }

  private static long count(HistoryReport report, State state) {
    return report.exports().stream().filter(export -> export.state() == state).count();
  }
}

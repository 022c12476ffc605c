package io.flowlake.cli;

import io.flowlake.export.DayReport;
import io.flowlake.export.Export;
import io.flowlake.export.ExportPlan;
import io.flowlake.export.ExportRequest;
import io.flowlake.export.ExportStatus;
import io.flowlake.model.ExitCode;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Exports days, or tells what that would be, and prints a line for each as it is over. */
final class ExportRun {
  private final CommandSpec spec;
  private final PrintWriter out;
  private final String target;
  private final ExportRequest request;
  private final List<LocalDate> days;
  private final Map<LocalDate, ExportStatus> kept = new HashMap<>();

  ExportRun(CommandSpec spec, String target, ExportRequest request, List<LocalDate> days) {
    this.spec = spec;
    this.out = spec.commandLine().getOut();
    this.target = target;
    this.request = request;
    this.days = days;
  }

  /** Prints what would be done. */
  void plan(Export export) {
    warnOfToday();
    for (LocalDate day : days) {
      ExportPlan plan = export.plan(request, day);
      out.println(VisibleText.line(ExportText.line(plan)));
      out.println("    " + ExportText.reads(plan));
    }
    if (days.isEmpty()) {
      out.println(nothing());
    }
  }

  /** Leaves these alone: what they hold is nowhere else any more. */
  void refuse(List<ExportStatus> objects) {
    objects.forEach(object -> kept.put(object.day(), object));
  }

  /** Does it. */
  ExportSummary run(Export export, PartProgress progress) {
    long begun = System.currentTimeMillis();
    if (days.isEmpty()) {
      out.println(nothing());
    }
    warnOfToday();
    List<DayReport> reports = new ArrayList<>();
    for (LocalDate day : days) {
      progress.next(day);
      ExportStatus object = kept.get(day);
      DayReport report =
          object == null
              ? export.runAll(request, List.of(day), told -> {}).get(0)
              : refused(object);
      progress.close();
      tell(report);
      reports.add(report);
    }
    ExportSummary summary =
        new ExportSummary(target, request, reports, System.currentTimeMillis() - begun);
    if (days.size() > 1) {
      out.println(summary.line());
    }
    return summary;
  }

  private void tell(DayReport report) {
    if (report.done() != null) {
      out.println(VisibleText.line(ExportText.line(report, report.done())));
      out.flush();
    } else {
      tell("%s: %s".formatted(report.day(), report.note()));
    }
  }

  private void warnOfToday() {
    LocalDate today = DayConverter.today();
    List<LocalDate> early = days.stream().filter(day -> !day.isBefore(today)).toList();
    if (early.size() == 1) {
      tell(
          "%s is not over yet (UTC), so its object will lack what comes later. Export it again when it is over."
              .formatted(early.get(0)));
    } else if (!early.isEmpty()) {
      tell(
          "%s from %s on are not over yet (UTC), so their objects will lack what comes later. Export them again when they are over."
              .formatted(Shown.count(early.size(), "day"), early.get(0)));
    }
  }

  private void tell(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + VisibleText.lines(message));
    err.flush();
  }

  private static DayReport refused(ExportStatus object) {
    return new DayReport(
        object.day(), object.object(), -1, null, ExitCode.DATA, ExportsText.kept(object), 0);
  }

  private String nothing() {
    return "nothing to export: no day that was exported to %s is stale"
        .formatted(VisibleText.line(target));
  }
}

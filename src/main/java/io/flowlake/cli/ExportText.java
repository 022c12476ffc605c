package io.flowlake.cli;

import io.flowlake.export.DayReport;
import io.flowlake.export.ExportPlan;

/** Exports of days as lines for people. */
final class ExportText {
  private ExportText() {}

  /** What became of a day. */
  static String line(DayReport report, DayReport.Done done) {
    return "%s: %s, %s in %s, %s (%s)"
        .formatted(
            report.day(),
            Shown.count(done.rows(), "flow"),
            Shown.bytes(done.bytes()),
            Shown.count(done.parts(), "part"),
            report.address(),
            Shown.duration(report.millis()));
  }

  /** What would be written of a day. */
  static String line(ExportPlan plan) {
    String how =
        switch (plan.transfer()) {
          case HEADER -> "the header line alone, in one part";
          case WHOLE -> "about %s in one part".formatted(Shown.bytes(plan.estimate()));
          case PIECES -> "about %s in several parts".formatted(Shown.bytes(plan.estimate()));
        };
    return "%s: would write %s: %s".formatted(plan.day(), plan.address(), how);
  }

  /** What would be read for it. */
  static String reads(ExportPlan plan) {
    return "of flows at version %d: %s of %s, %s of %s, %s of %s; %s"
        .formatted(
            plan.version(),
            Shown.count(plan.toRead().partitions()),
            Shown.count(plan.table().partitions(), "partition"),
            Shown.count(plan.toRead().files()),
            Shown.count(plan.table().files(), "file"),
            Shown.bytes(plan.toRead().bytes()),
            Shown.bytes(plan.table().bytes()),
            plan.dayRows() < 0
                ? "nobody counted the flows of the day"
                : Shown.count(plan.dayRows(), "flow") + " of the day in all");
  }
}

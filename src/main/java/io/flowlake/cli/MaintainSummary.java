package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.compact.MaintainPlan;
import io.flowlake.compact.MaintainReport;
import io.flowlake.model.ExitCode;

/** The plan of upkeep as a line, and its report as a line and as JSON. */
final class MaintainSummary {
  private MaintainSummary() {}

  static String line(MaintainReport report) {
    String folded =
        report.filesFolded() == 0
            ? "no small files to fold"
            : "folded %s into %s"
                .formatted(
                    Shown.count(report.filesFolded(), "small file"),
                    Shown.count(report.filesWritten()));
    String deleted =
        report.daysDeleted() == 0
            ? "no old days to delete"
            : "deleted %s (%s)"
                .formatted(
                    Shown.count(report.daysDeleted(), "day"),
                    Shown.count(report.flowsDeleted(), "flow"));
    return "%s; %s; flows at version %d; %s"
        .formatted(folded, deleted, report.version(), Shown.duration(report.elapsedMillis()));
  }

  /** What would be done. */
  static String line(MaintainPlan plan) {
    return "would fold %s%s; would delete %s (%s); would vacuum; flows at version %d"
        .formatted(
            Shown.count(plan.filesToFold(), "small file"),
            plan.roundIsFull() ? " or more" : "",
            Shown.count(plan.daysToDelete(), "day"),
            Shown.count(plan.flowsToDelete(), "flow"),
            plan.version());
  }

  /** The report for programs. */
  static ObjectNode json(MaintainReport report) {
    return SummaryFile.begin("maintain", ExitCode.DONE)
        .put("files_folded", report.filesFolded())
        .put("files_written", report.filesWritten())
        .put("days_deleted", report.daysDeleted())
        .put("flows_deleted", report.flowsDeleted())
        .put("flows_version", report.version())
        .put("elapsed_ms", report.elapsedMillis());
  }
}

package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.export.DayReport;
import io.flowlake.export.ExportRequest;
import io.flowlake.model.ExitCode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What became of a run's days, as a line and as JSON.
 *
 * @param target as the user named it
 * @param days in the order of the run
 * @param millis how long it all took
 */
record ExportSummary(String target, ExportRequest request, List<DayReport> days, long millis) {
  /** That of the first day that failed. */
  ExitCode exit() {
    return days.stream()
        .map(DayReport::exit)
        .filter(exit -> exit != ExitCode.DONE)
        .findFirst()
        .orElse(ExitCode.DONE);
  }

  String line() {
    long failed = days.size() - done().count();
    return "%s exported%s: %s, %s (%s)"
        .formatted(
            Shown.count(days.size() - failed, "day"),
            failed == 0 ? "" : ", " + Shown.count(failed) + " failed",
            Shown.count(flows(), "flow"),
            Shown.bytes(bytes()),
            Shown.duration(millis));
  }

  /** The report for programs. */
  ObjectNode json() {
    ObjectNode json =
        SummaryFile.begin("export", exit())
            .put("target", Secrets.shown("target", target))
            .put("lake", request.lake().root())
            .put("filter", request.filterText())
            .put("columns", request.columnNames())
            .put("days_done", done().count())
            .put("days_failed", days.size() - done().count())
            .put("flows", flows())
            .put("bytes", bytes())
            .put("elapsed_ms", millis);
    ArrayNode each = json.putArray("days");
    days.forEach(day -> each.add(json(day)));
    days.stream()
        .map(DayReport::note)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(note -> json.put("message", note));
    return json;
  }

  private static ObjectNode json(DayReport day) {
    ObjectNode json =
        SummaryFile.object()
            .put("day", day.day().toString())
            .put("object", day.address())
            .put("exit", day.exit().number())
            .put("elapsed_ms", day.millis());
    if (day.version() >= 0) {
      json.put("flows_version", day.version());
    }
    if (day.done() != null) {
      json.put("flows", day.done().rows())
          .put("bytes", day.done().bytes())
          .put("text_bytes", day.done().textBytes())
          .put("sha256", day.done().sha256())
          .put("parts", day.done().parts());
    }
    if (day.note() != null) {
      json.put("message", day.note());
    }
    return json;
  }

  private long flows() {
    return done().mapToLong(DayReport.Done::rows).sum();
  }

  private long bytes() {
    return done().mapToLong(DayReport.Done::bytes).sum();
  }

  private Stream<DayReport.Done> done() {
    return days.stream().map(DayReport::done).flatMap(Stream::ofNullable);
  }
}

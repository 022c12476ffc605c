package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.export.ExportStatus;
import io.flowlake.export.ExportStatus.State;
import io.flowlake.export.HistoryReport;
import io.flowlake.export.LeftUpload;
import io.flowlake.export.SilentDay;
import io.flowlake.model.ExitCode;

/** The history of exports as JSON: what a scheduler may want to act on. */
final class ExportsSummary {
  private ExportsSummary() {}

  static ObjectNode json(HistoryReport report) {
    ObjectNode json =
        SummaryFile.begin("exports", ExitCode.DONE).put("exports", report.exports().size());
    for (State state : State.values()) {
      json.put(
          state.text(),
          report.exports().stream().filter(export -> export.state() == state).count());
    }
    ArrayNode stale = json.putArray("stale_objects");
    report.exports().stream()
        .filter(export -> export.state() == State.STALE)
        .map(ExportStatus::object)
        .forEach(stale::add);
    ArrayNode silentDays = json.putArray("silent_days");
    ArrayNode silentNodes = json.putArray("silent_nodes");
    for (SilentDay silent : report.silent()) {
      if (silent.nodes().isEmpty()) {
        silentDays.add(silent.day().toString());
      } else {
        ArrayNode nodes =
            silentNodes.addObject().put("day", silent.day().toString()).putArray("nodes");
        silent.nodes().forEach(nodes::add);
      }
    }
    ArrayNode killed = json.putArray("killed_uploads");
    for (LeftUpload upload : report.killed()) {
      killed
          .addObject()
          .put("day", upload.day().toString())
          .put("object", upload.object())
          .put("target", upload.place())
          .put("upload_id", upload.uploadId())
          .put("begun_at", ExportsText.second(upload.begunAt()));
    }
    return json;
  }
}

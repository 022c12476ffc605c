package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.generate.GeneratePlan;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.Incidents;
import io.flowlake.generate.RecordCounts;
import io.flowlake.generate.RecordKind;
import io.flowlake.generate.StreamShape;
import io.flowlake.model.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/** The plan and the report of a generation as lines and as JSON. */
final class GenerateSummary {
  private GenerateSummary() {}

  /** What is to be written, and what a compaction of it must count. */
  static List<String> lines(GeneratePlan plan, RecordCounts counts, String out) {
    StreamShape shape = plan.shape();
    return List.of(
        "%s of %s, %s to %s UTC, seed %s, in %s into %s"
            .formatted(
                Shown.count(shape.flows(), "flow"),
                Shown.count(shape.nodes(), "node"),
                shape.start(),
                shape.start().plusDays(shape.days() - 1L),
                Long.toString(shape.seed()),
                Shown.count(plan.dumps().size(), "dump"),
                out),
        "a compaction must count %s new + %s updated + %s duplicate + %s rejected"
            .formatted(
                Shown.count(counts.flows()),
                Shown.count(counts.updates()),
                Shown.count(counts.duplicates()),
                Shown.count(counts.rejects())),
        "(%s late, %s open at first and %s for ever, %s copied, %s redelivered, %s empty)"
            .formatted(
                kind(counts, RecordKind.LATE),
                kind(counts, RecordKind.OPEN),
                Shown.count(counts.stillOpen()),
                kind(counts, RecordKind.COPY),
                kind(counts, RecordKind.REDELIVERED),
                Shown.count(counts.of(RecordKind.EMPTY), "line")));
  }

  /** What is planted beside the stream. */
  static String line(Incidents incidents) {
    return "(incidents: "
        + incidents.flows().entrySet().stream()
            .map(entry -> Shown.count(entry.getValue()) + " " + entry.getKey().text())
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** What was written. */
  static String line(GenerateReport report) {
    long flows = Math.max(1, report.counts().flows());
    return "wrote %s, %s (%s a flow; raw %s, %s a flow); %s, %s"
        .formatted(
            Shown.count(report.counts().lines(), "line"),
            Shown.bytes(report.writtenBytes()),
            Shown.bytes(report.writtenBytes() / flows),
            Shown.bytes(report.rawBytes()),
            Shown.bytes(report.rawBytes() / flows),
            Shown.duration(report.elapsedMillis()),
            Shown.rate(report.counts().flows(), report.elapsedMillis()));
  }

  /** The report for programs. */
  static ObjectNode json(GenerateReport report) {
    RecordCounts counts = report.counts();
    StreamShape shape = report.plan().shape();
    ObjectNode summary =
        SummaryFile.begin("generate", ExitCode.DONE)
            .put("start", shape.start().toString())
            .put("days", shape.days())
            .put("nodes", shape.nodes())
            .put("seed", shape.seed())
            .put("dumps", report.plan().dumps().size())
            .put("lines", counts.lines())
            .put("new", counts.flows())
            .put("updated", counts.updates())
            .put("duplicate", counts.duplicates())
            .put("rejected", counts.rejects())
            .put("still_open", counts.stillOpen())
            .put("raw_bytes", report.rawBytes())
            .put("written_bytes", report.writtenBytes())
            .put("elapsed_ms", report.elapsedMillis());
    ObjectNode kinds = summary.putObject("lines_by_kind");
    counts.byKind().forEach((kind, count) -> kinds.put(kind.text(), count));
    return summary;
  }

  private static String kind(RecordCounts counts, RecordKind kind) {
    return Shown.count(counts.of(kind));
  }
}

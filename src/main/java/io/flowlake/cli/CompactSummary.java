package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.compact.CompactReport;
import io.flowlake.compact.Counts;
import io.flowlake.model.ExitCode;

/** The report of a compaction as a line and as JSON. */
final class CompactSummary {
  private CompactSummary() {}

  static String line(CompactReport report) {
    if (report.batches() == 0) {
      return "nothing new to read; flows at version %d; %s"
          .formatted(report.version(), Shown.duration(report.elapsedMillis()));
    }
    Counts counts = report.counts();
    return "read %s from %s (%s) in %s: %s new + %s updated + %s duplicate + %s rejected; wrote %s in %s of %s; flows at version %d; %s, %s"
        .formatted(
            Shown.count(counts.read(), "record"),
            Shown.count(report.dumps(), "dump"),
            Shown.bytes(report.bytesRead()),
            Shown.count(report.batches(), "batch"),
            Shown.count(counts.added()),
            Shown.count(counts.updated()),
            Shown.count(counts.duplicate()),
            Shown.count(counts.rejected()),
            Shown.bytes(report.bytesWritten()),
            Shown.count(report.files(), "file"),
            Shown.count(report.partitions(), "partition"),
            report.version(),
            Shown.duration(report.elapsedMillis()),
            Shown.rate(counts.read(), report.elapsedMillis()));
  }

  /** The report for programs. */
  static ObjectNode json(CompactReport report, ExitCode exit) {
    Counts counts = report.counts();
    ObjectNode summary =
        SummaryFile.begin("compact", exit)
            .put("batches", report.batches())
            .put("dumps", report.dumps())
            .put("read", counts.read())
            .put("new", counts.added())
            .put("updated", counts.updated())
            .put("duplicate", counts.duplicate())
            .put("rejected", counts.rejected())
            .put("bytes_read", report.bytesRead())
            .put("bytes_written", report.bytesWritten())
            .put("partitions", report.partitions())
            .put("files", report.files())
            .put("flows_version", report.version())
            .put("elapsed_ms", report.elapsedMillis());
    ArrayNode unread = summary.putArray("unread");
    for (CompactReport.Unread dump : report.unread()) {
      unread.addObject().put("dump", dump.dump()).put("what", dump.what()).put("why", dump.why());
    }
    return summary;
  }
}

package io.flowlake.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.compact.CompactReport;
import io.flowlake.compact.Counts;
import io.flowlake.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of a compaction as a line and as JSON. */
final class CompactSummary {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CompactSummary() {}

  static String line(CompactReport report) {
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

  static void write(Path file, CompactReport report, ExitCode exit) throws IOException {
    Counts counts = report.counts();
    ObjectNode summary =
        JSON.createObjectNode()
            .put("command", "compact")
            .put("exit", exit.number())
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
    Files.write(file, JSON.writeValueAsBytes(summary));
  }
}

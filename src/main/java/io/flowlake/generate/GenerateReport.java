package io.flowlake.generate;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * What was written.
 *
 * @param plan what was to be written
 * @param counts the lines that were written, by kind
 * @param rawBytes bytes before compression
 * @param writtenBytes bytes of all dumps
 * @param seconds how long it took
 */
public record GenerateReport(
    GeneratePlan plan, RecordCounts counts, long rawBytes, long writtenBytes, double seconds) {

  /** Distinct flows per second. */
  public double flowsPerSecond() {
    return seconds > 0 ? counts.flows() / seconds : 0;
  }

  /** One JSON object, as {@code --summary} writes it; numbers are plain, for programs. */
  public String json() {
    StringJoiner kinds = new StringJoiner(",", "{", "}");
    counts.byKind().forEach((kind, count) -> kinds.add("\"" + kind.text() + "\":" + count));
    StreamShape shape = plan.shape();
    return String.format(
        Locale.ROOT,
        "{\"command\":\"generate\",\"start\":\"%s\",\"days\":%d,\"nodes\":%d,\"seed\":%d,\"dumps\":%d,"
            + "\"flows\":%d,\"updates\":%d,\"duplicates\":%d,\"rejects\":%d,\"still_open\":%d,"
            + "\"lines\":%d,\"lines_by_kind\":%s,"
            + "\"raw_bytes\":%d,\"written_bytes\":%d,\"seconds\":%.3f,\"flows_per_second\":%.0f}",
        shape.start(),
        shape.days(),
        shape.nodes(),
        shape.seed(),
        plan.dumps().size(),
        counts.flows(),
        counts.updates(),
        counts.duplicates(),
        counts.rejects(),
        counts.stillOpen(),
        counts.lines(),
        kinds,
        rawBytes,
        writtenBytes,
        seconds,
        flowsPerSecond());
  }
}

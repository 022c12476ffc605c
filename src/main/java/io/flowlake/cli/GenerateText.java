package io.flowlake.cli;

import io.flowlake.generate.GeneratePlan;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.GenerateRequest;
import io.flowlake.generate.RecordCounts;
import io.flowlake.generate.RecordKind;
import io.flowlake.generate.StreamShape;
import java.util.Locale;

/** What {@code flowlake generate} tells a person. */
final class GenerateText {
  private GenerateText() {}

  /** What will be written. */
  static String plan(GenerateRequest request, GeneratePlan plan) {
    StreamShape shape = request.shape();
    return text(
            "%,d flows of %,d node(s), %s to %s UTC, seed %d: %,d dump(s) into %s%n",
            shape.flows(),
            shape.nodes(),
            shape.start(),
            shape.start().plusDays(shape.days() - 1L),
            shape.seed(),
            plan.dumps().size(),
            request.out())
        + counts(plan.counts());
  }

  /** What was written. */
  static String report(GenerateReport report) {
    double flows = Math.max(1, report.counts().flows());
    return text(
        "wrote %,d lines, %,d bytes (%.0f a flow), %,d before compression (%.0f a flow)%n"
            + "in %,.1f s: %,.0f flows/s%n",
        report.counts().lines(),
        report.writtenBytes(),
        report.writtenBytes() / flows,
        report.rawBytes(),
        report.rawBytes() / flows,
        report.seconds(),
        report.flowsPerSecond());
  }

  /** What a compaction of all dumps must find. */
  private static String counts(RecordCounts counts) {
    return text(
        "new %,d (first closed %,d, late %,d, open %,d)%n"
            + "updates %,d (open flows that are closed later; %,d stay open)%n"
            + "duplicates %,d (copies %,d, redelivered %,d)%n"
            + "rejects %,d (and %,d empty lines)%n",
        counts.flows(),
        counts.of(RecordKind.FIRST),
        counts.of(RecordKind.LATE),
        counts.of(RecordKind.OPEN),
        counts.updates(),
        counts.stillOpen(),
        counts.duplicates(),
        counts.of(RecordKind.COPY),
        counts.of(RecordKind.REDELIVERED),
        counts.rejects(),
        counts.of(RecordKind.EMPTY));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

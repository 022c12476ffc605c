package io.flowlake.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.lake.Extent;
import io.flowlake.model.ExitCode;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import io.flowlake.search.AggregatePlan;
import io.flowlake.search.AggregateResult;
import io.flowlake.search.Engine;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.SearchResult;
import io.flowlake.search.Wave;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of a search, as a line and as JSON. */
final class SearchSummary {
  private SearchSummary() {}

  /** The closing line. */
  static String line(SearchPlan plan, SearchResult result, long millis) {
    return flows(result)
        + "; "
        + read(result.waves(), plan.table(), plan.version(), result.engine(), millis);
  }

  static String line(AggregatePlan plan, AggregateResult result, long millis) {
    return Shown.count(result.groups().size(), "group")
        + (result.more() ? ", and there are more; " : "; ")
        + read(result.waves(), plan.table(), plan.version(), result.engine(), millis);
  }

  /** {@code 100 flows}, or {@code 100 of 1,234 flows} where the total was asked for. */
  static String flows(SearchResult result) {
    return result.total() == null
        ? Shown.count(result.rows().size(), "flow")
        : Shown.count(result.rows().size()) + " of " + Shown.count(result.total(), "flow");
  }

  /** The result for programs. */
  static ObjectNode json(SearchPlan plan, SearchResult result, ExitCode exit, long millis) {
    ObjectNode summary = SummaryFile.begin("search", exit);
    summary
        .put("rows", result.rows().size())
        .put("truncated", result.truncated())
        .put("cursor", result.next() == null ? null : result.next().text())
        .put("boundary", time(result.boundary()))
        .put("total", result.total())
        .put("newest", time(result.newest()))
        .put("order", plan.request().order().text())
        .put("limit", plan.request().limit());
    asked(summary, plan.filter(), plan.request().range());
    return cost(
        summary,
        result.waves(),
        plan.toRead(),
        plan.table(),
        plan.version(),
        result.engine(),
        millis);
  }

  static ObjectNode json(AggregatePlan plan, AggregateResult result, long millis) {
    ObjectNode summary = SummaryFile.begin("search", ExitCode.DONE);
    summary
        .put("rows", result.groups().size())
        .put("more", result.more())
        .put("newest", time(result.newest()));
    asked(summary, plan.filter(), plan.request().range());
    return cost(
        summary,
        result.waves(),
        plan.toRead(),
        plan.table(),
        plan.version(),
        result.engine(),
        millis);
  }

  private static void asked(ObjectNode summary, String filter, @Nullable TimeRange range) {
    summary
        .put("filter", filter)
        .put("from", range == null || range.from() == Times.MIN_MICROS ? null : time(range.from()))
        .put("to", range == null || range.to() > Times.MAX_MICROS ? null : time(range.to()));
  }

  private static ObjectNode cost(
      ObjectNode summary,
      List<Wave> waves,
      Extent toRead,
      Extent table,
      long version,
      Engine engine,
      long millis) {
    return summary
        .put("engine", name(engine))
        .put("flows_version", version)
        .put("waves", waves.size())
        .put("file_reads", fileReads(waves))
        .put("bytes_read", bytes(waves, table))
        .put("files_to_read", toRead.files())
        .put("bytes_to_read", toRead.bytes())
        .put("partitions_to_read", toRead.partitions())
        .put("table_files", table.files())
        .put("table_bytes", table.bytes())
        .put("table_partitions", table.partitions())
        .put("elapsed_ms", millis);
  }

  private static String read(
      List<Wave> waves, Extent table, long version, Engine engine, long millis) {
    return "read %s%s of %s in %s of %s%s; flows at version %d; %s"
        .formatted(
            atMost(waves),
            Shown.bytes(bytes(waves, table)),
            Shown.bytes(table.bytes()),
            Shown.count(fileReads(waves), "read"),
            Shown.count(table.files(), "file"),
            engine == Engine.SPARK ? " with Spark" : "",
            version,
            Shown.duration(millis));
  }

  /** The engine as {@code --engine} names it. */
  static String name(Engine engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }

  /** A file counts once for each wave that read in it. */
  private static long fileReads(List<Wave> waves) {
    return waves.stream().mapToLong(Wave::files).sum();
  }

  /** {@code "at most "} where Spark read, which does not tell what it skipped; else nothing. */
  static String atMost(List<Wave> waves) {
    return bySpark(waves) ? "at most " : "";
  }

  /**
   * The bytes that the waves read: of Spark those of its files, but no more than the table has, for
   * a file counts again in each wave though each reads other rows of it.
   */
  static long bytes(List<Wave> waves, Extent table) {
    long bytes = waves.stream().mapToLong(Wave::bytes).sum();
    return bySpark(waves) ? Math.min(bytes, table.bytes()) : bytes;
  }

  private static boolean bySpark(List<Wave> waves) {
    return waves.stream().anyMatch(wave -> wave.engine() == Engine.SPARK);
  }

  private static @Nullable String time(@Nullable Long micros) {
    return micros == null ? null : Times.format(micros);
  }
}

package io.flowlake.compact;

import io.flowlake.lake.BatchTable;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** The rejects of a lake that still stand, for people to read. */
public final class RejectList {
  private static final int EXCERPT = 160;

  private final Dataset<Row> rows;

  private RejectList(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** A reject. {@code excerpt} is the begin of its bytes, with control characters made visible. */
  public record Entry(
      String dump, long line, long offset, String reason, String detail, String excerpt) {}

  /** How many rejects of one reason a dump has. */
  public record Count(String dump, String reason, long rejects) {}

  /**
   * The rejects of {@code lake}, of {@code reason} and of dumps whose path contains {@code dump};
   * null = of any.
   *
   * @throws FlowlakeException (missing) when there is no lake
   */
  public static RejectList open(
      SparkSession spark, Lake lake, @Nullable String reason, @Nullable String dump) {
    BatchTable rejects = BatchTable.existingRejects(spark, lake).orElseThrow(() -> noLake(lake));
    BatchTable ledger = BatchTable.existingIngestLog(spark, lake).orElseThrow(() -> noLake(lake));
    Dataset<Row> rows = CurrentRejects.of(rejects.rows(), ledger.rows());
    if (reason != null) {
      rows = rows.where(functions.col(RejectColumns.REASON).equalTo(reason));
    }
    if (dump != null) {
      rows = rows.where(functions.col(RejectColumns.DUMP).contains(dump));
    }
    return new RejectList(rows);
  }

  /** How many there are. */
  public long total() {
    return rows.count();
  }

  /** The first ones by dump and place. */
  public List<Entry> first(int limit) {
    return rows
        .orderBy(RejectColumns.DUMP, RejectColumns.OFFSET)
        .limit(limit)
        .select(
            RejectColumns.DUMP,
            RejectColumns.LINE,
            RejectColumns.OFFSET,
            RejectColumns.REASON,
            RejectColumns.DETAIL,
            RejectColumns.BYTES)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Entry(
                    row.getString(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    excerpt(row.getAs(5))))
        .toList();
  }

  /** The dumps and reasons with the most. */
  public List<Count> counts(int limit) {
    Column rejects = functions.col("rejects");
    return rows
        .groupBy(RejectColumns.DUMP, RejectColumns.REASON)
        .agg(functions.count("*").as("rejects"))
        .orderBy(
            rejects.desc(), functions.col(RejectColumns.DUMP), functions.col(RejectColumns.REASON))
        .limit(limit)
        .collectAsList()
        .stream()
        .map(row -> new Count(row.getString(0), row.getString(1), row.getLong(2)))
        .toList();
  }

  private static String excerpt(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(EXCERPT)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\u00b7' : c));
    return shown.length() < text.length() ? shown + "\u2026" : shown.toString();
  }

  private static FlowlakeException noLake(Lake lake) {
    return new FlowlakeException(
        ExitCode.MISSING,
        "Cannot show rejects: there is no lake at %s. Check --lake, or run flowlake compact first."
            .formatted(lake.root()));
  }
}

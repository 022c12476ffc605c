package io.flowlake.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;

/**
 * The Delta table of flows. All of Delta's internals that writing needs are touched in this class
 * and in {@link FlowsTransaction}; written against Delta 4.4.0.
 */
public final class FlowsTable {
  /** The application id under which batches are committed; their numbers are its versions. */
  public static final String BATCHES = "flowlake/compact";

  /** By which a table that Flowlake made for flows is known; so it stays as it is. */
  static final String DESCRIPTION = "Flowlake: traffic flows as nodes logged them; times UTC";

  private static final int HISTORY = 1_000;

  private final SparkSession spark;
  private final Path path;

  private FlowsTable(SparkSession spark, Path path) {
    this.spark = spark;
    this.path = path;
  }

  /** The flows of {@code lake}; the table is made when it is not there. */
  public static FlowsTable open(SparkSession spark, Lake lake) {
    FlowsTable table = new FlowsTable(spark, lake.qualified(spark).flows());
    TableCreation.createIfAbsent(spark, table.path, definition());
    table.requireKnownColumns();
    return table;
  }

  /** Where the table lies. */
  public Path path() {
    return path;
  }

  /** The flows of {@code lake}, if the table is there. */
  public static Optional<FlowsTable> existing(SparkSession spark, Lake lake) {
    Path path = lake.qualified(spark).flows();
    return TableCreation.exists(spark, path)
        ? Optional.of(new FlowsTable(spark, path))
        : Optional.empty();
  }

  /**
   * Deletes all flows of the days before {@code firstKept}; whole files go, nothing is rewritten.
   *
   * @return the version that was made
   */
  public long deleteBefore(LocalDate firstKept) {
    try {
      deleteDaysBefore(firstKept);
    } catch (DeltaConcurrentModificationException e) {
      throw new LostRaceException(e);
    }
    return begin().version();
  }

  private void deleteDaysBefore(LocalDate firstKept) {
    DeltaTable.forPath(spark, path.toString())
        .delete(
            functions.col(FlowColumn.DAY.columnName()).lt(functions.lit(Date.valueOf(firstKept))));
  }

  /** How many flows and days lie before {@code firstKept}. */
  public DaysAndFlows countBefore(LocalDate firstKept) {
    Row counts =
        spark
            .read()
            .format("delta")
            .load(path.toString())
            .where(
                functions
                    .col(FlowColumn.DAY.columnName())
                    .lt(functions.lit(Date.valueOf(firstKept))))
            .agg(
                functions.count_distinct(functions.col(FlowColumn.DAY.columnName())),
                functions.count("*"))
            .head();
    return new DaysAndFlows(counts.getLong(0), counts.getLong(1));
  }

  /** What the writers of the last {@value #HISTORY} commits said of them, newest first. */
  public List<String> historyOfBatches() {
    return DeltaTable.forPath(spark, path.toString())
        .history(HISTORY)
        .select("userMetadata")
        .where("userMetadata IS NOT NULL")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** How much a deletion is about. */
  public record DaysAndFlows(long days, long flows) {}

  /** Begins the commit of a batch, on the newest version. */
  public FlowsTransaction begin() {
    return FlowsTransaction.ofBatch(spark, DeltaLog.forTable(spark, path));
  }

  /**
   * Begins a transaction that puts the same flows into other files, on the newest version. Batches
   * that are committed meanwhile do not disturb it unless they touch the same files.
   */
  public FlowsTransaction beginFold() {
    return FlowsTransaction.ofFold(spark, DeltaLog.forTable(spark, path));
  }

  /** Rows are written anew now and then; a column that we do not know would be lost by that. */
  private void requireKnownColumns() {
    List<String> found = List.of(spark.read().format("delta").load(path.toString()).columns());
    List<String> known = FlowColumn.all().stream().map(FlowColumn::columnName).toList();
    if (!Set.copyOf(found).equals(Set.copyOf(known))) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot write %s: it has the columns %s, and not exactly those of Flowlake (%s). Name another lake, or put further columns into a table of your own."
              .formatted(path, String.join(", ", found), FlowColumn.names()));
    }
  }

  private static TableCreation.Definition definition() {
    return new TableCreation.Definition(
        FlowsSchema.table(),
        List.of(FlowColumn.DAY.columnName(), FlowColumn.NODE.columnName()),
        DESCRIPTION,
        Map.of(
            "delta.dataSkippingStatsColumns",
            skippingColumns(),
            "delta.enableDeletionVectors",
            "false"));
  }

  /** All stored columns but {@code meta}, whose least and greatest text helps nobody. */
  private static String skippingColumns() {
    return FlowsSchema.STORED.stream()
        .filter(column -> column != FlowColumn.META)
        .map(FlowColumn::columnName)
        .collect(Collectors.joining(","));
  }
}

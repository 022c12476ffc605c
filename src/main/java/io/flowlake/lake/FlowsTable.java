package io.flowlake.lake;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import io.flowlake.model.FlowColumn;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * The Delta table of flows. All of Delta's internals that writing needs are touched in this class
 * and in {@link FlowsTransaction}; written against Delta 4.4.0.
 */
public final class FlowsTable {
  /** The application id under which batches are committed; their numbers are its versions. */
  public static final String BATCHES = "flowlake/compact";

  private final SparkSession spark;
  private final Path path;

  private FlowsTable(SparkSession spark, Path path) {
    this.spark = spark;
    this.path = path;
  }

  /** The flows of {@code lake}; the table is made when it is not there. */
  public static FlowsTable open(SparkSession spark, Lake lake) {
    FlowsTable table = new FlowsTable(spark, lake.flows());
    TableCreation.createIfAbsent(spark, lake.flows(), table::define);
    return table;
  }

  /** Where the table lies. */
  public Path path() {
    return path;
  }

  /** Begins a transaction on the newest version. */
  public FlowsTransaction begin() {
    return new FlowsTransaction(spark, DeltaLog.forTable(spark, path));
  }

  private void define(DeltaTableBuilder builder) {
    builder
        .addColumns(FlowsSchema.table())
        .partitionedBy(FlowColumn.DAY.columnName(), FlowColumn.NODE.columnName())
        .comment("Flowlake: traffic flows as nodes logged them; times UTC")
        .property("delta.dataSkippingStatsColumns", skippingColumns())
        .property("delta.enableDeletionVectors", "false");
  }

  /** All stored columns but {@code meta}, whose least and greatest text helps nobody. */
  private static String skippingColumns() {
    return FlowsSchema.STORED.stream()
        .filter(column -> column != FlowColumn.META)
        .map(FlowColumn::columnName)
        .collect(Collectors.joining(","));
  }

  /** Delta's own handle of the table, for its maintenance commands. */
  DeltaTable delta() {
    return DeltaTable.forPath(spark, path.toString());
  }
}

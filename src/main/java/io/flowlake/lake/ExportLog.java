package io.flowlake.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The export ledger: a Delta table to which any number of exports append at once. */
public final class ExportLog {
  private static final int TRIES = 10;

  private final SparkSession spark;
  private final Path path;

  private ExportLog(SparkSession spark, Path path) {
    this.spark = spark;
    this.path = path;
  }

  /** The ledger of {@code lake}; the table is made when it is not there. */
  public static ExportLog open(SparkSession spark, Lake lake) {
    Path path = lake.qualified(spark).exportLog();
    TableCreation.createIfAbsent(
        spark,
        path,
        new TableCreation.Definition(
            ExportColumns.SCHEMA,
            List.of(),
            "Flowlake: what was exported, by day and object",
            Map.of("delta.enableDeletionVectors", "false")));
    return new ExportLog(spark, path);
  }

  /** The ledger of {@code lake}, if the table is there. */
  public static Optional<ExportLog> existing(SparkSession spark, Lake lake) {
    Path path = lake.qualified(spark).exportLog();
    return TableCreation.exists(spark, path)
        ? Optional.of(new ExportLog(spark, path))
        : Optional.empty();
  }

  /** All rows of the newest version, with the columns of {@link ExportColumns}. */
  public Dataset<Row> rows() {
    return spark.read().format("delta").load(path.toString());
  }

  /**
   * Appends rows of {@link ExportColumns#SCHEMA}.
   *
   * @throws LostRaceException when other writers were first again and again
   */
  public void append(List<Row> rows) {
    for (int attempt = 1; ; attempt++) {
      try {
        appendOnce(rows);
        return;
      } catch (DeltaConcurrentModificationException e) {
        // Upkeep of the ledger changes its settings now and then; appends do not disturb each
        // other.
        if (attempt == TRIES) {
          throw new LostRaceException(e);
        }
      }
    }
  }

  private void appendOnce(List<Row> rows) {
    spark
        .createDataFrame(rows, ExportColumns.SCHEMA)
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .save(path.toString());
  }
}

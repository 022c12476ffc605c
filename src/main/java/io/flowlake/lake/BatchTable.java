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
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table to which each batch appends rows once, in the order of the batches' numbers: a
 * repeated append of the same batch does nothing.
 */
public final class BatchTable {
  private static final int TRIES = 10;

  /** The column that both tables have. */
  private static final String BATCH = IngestColumns.BATCH;

  private final SparkSession spark;
  private final Path path;

  private BatchTable(SparkSession spark, Path path) {
    this.spark = spark;
    this.path = path;
  }

  /** The rejects of {@code lake}; the table is made when it is not there. */
  public static BatchTable rejects(SparkSession spark, Lake lake) {
    return open(
        spark,
        lake.qualified(spark).rejects(),
        RejectColumns.SCHEMA,
        "Flowlake: records that are no flows");
  }

  /** The ingest ledger of {@code lake}; the table is made when it is not there. */
  public static BatchTable ingestLog(SparkSession spark, Lake lake) {
    return open(
        spark,
        lake.qualified(spark).ingestLog(),
        IngestColumns.SCHEMA,
        "Flowlake: what was read, by dump and batch");
  }

  /** The rejects of {@code lake}, if the table is there. */
  public static Optional<BatchTable> existingRejects(SparkSession spark, Lake lake) {
    return existing(spark, lake.qualified(spark).rejects());
  }

  /** The ingest ledger of {@code lake}, if the table is there. */
  public static Optional<BatchTable> existingIngestLog(SparkSession spark, Lake lake) {
    return existing(spark, lake.qualified(spark).ingestLog());
  }

  /** All rows of the newest version. */
  public Dataset<Row> rows() {
    return spark.read().format("delta").load(path.toString());
  }

  /** The number of the last batch that was appended; -1 for none. */
  public long lastBatch() {
    DeltaLog log = DeltaLog.forTable(spark, path);
    Object last =
        log.update(false, scala.Option.empty(), scala.Option.empty())
            .transactions()
            .getOrElse(FlowsTable.BATCHES, () -> -1L);
    return ((Number) last).longValue();
  }

  /**
   * Appends the rows of batch {@code number}, unless it or a later one was appended already.
   *
   * @return whether this call did it
   * @throws LostRaceException when other writers were first again and again
   */
  public boolean append(long number, Dataset<Row> rows) {
    for (int attempt = 1; ; attempt++) {
      if (lastBatch() >= number) {
        return false;
      }
      try {
        appendOnce(number, rows);
        return true;
      } catch (DeltaConcurrentModificationException e) {
        // Most often it was the same batch, by a job that works on it as well: asked above.
        if (attempt == TRIES) {
          throw new LostRaceException(e);
        }
      }
    }
  }

  /** How many rows batch {@code number} has. */
  public long count(long number) {
    return rows().where(functions.col(BATCH).equalTo(number)).count();
  }

  /**
   * Puts {@code rows} in the place of those of batch {@code number}.
   *
   * @throws LostRaceException when another writer was first
   */
  public void replace(long number, Dataset<Row> rows) {
    try {
      rows.write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .option("replaceWhere", BATCH + " = " + number)
          .save(path.toString());
    } catch (DeltaConcurrentModificationException e) {
      throw new LostRaceException(e);
    }
  }

  private void appendOnce(long number, Dataset<Row> rows) {
    rows.write()
        .format("delta")
        .mode(SaveMode.Append)
        .option("txnAppId", FlowsTable.BATCHES)
        .option("txnVersion", number)
        .save(path.toString());
  }

  private static Optional<BatchTable> existing(SparkSession spark, Path path) {
    return TableCreation.exists(spark, path)
        ? Optional.of(new BatchTable(spark, path))
        : Optional.empty();
  }

  private static BatchTable open(SparkSession spark, Path path, StructType schema, String comment) {
    TableCreation.createIfAbsent(
        spark,
        path,
        new TableCreation.Definition(
            schema, List.of(), comment, Map.of("delta.enableDeletionVectors", "false")));
    return new BatchTable(spark, path);
  }
}

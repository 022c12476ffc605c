package io.flowlake.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Upkeep that Delta itself knows how to do. */
public final class TableUpkeep {
  private TableUpkeep() {}

  /**
   * Removes files that no version younger than {@code keepHours} needs, from all tables of {@code
   * lake}; also those that killed jobs left behind.
   */
  public static void vacuum(SparkSession spark, Lake lake, double keepHours) {
    Lake whole = lake.qualified(spark);
    for (Path table : List.of(whole.flows(), whole.rejects(), whole.ingestLog())) {
      if (DeltaTable.isDeltaTable(spark, table.toString())) {
        DeltaTable.forPath(spark, table.toString()).vacuum(keepHours);
      }
    }
  }

  /** Folds the small files that each batch adds to the ledger and the rejects. */
  public static void foldLogs(SparkSession spark, Lake lake) {
    Lake whole = lake.qualified(spark);
    for (Path table : List.of(whole.rejects(), whole.ingestLog())) {
      if (DeltaTable.isDeltaTable(spark, table.toString())) {
        fold(DeltaTable.forPath(spark, table.toString()));
      }
    }
  }

  private static void fold(DeltaTable table) {
    try {
      table.optimize().executeCompaction();
    } catch (DeltaConcurrentModificationException e) {
      throw new LostRaceException(e);
    }
  }
}

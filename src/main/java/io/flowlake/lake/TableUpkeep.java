package io.flowlake.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Console;
import scala.Option;

/** Upkeep that Delta itself knows how to do. */
public final class TableUpkeep {
  private static final String KEEP_DELETED = "delta.deletedFileRetentionDuration";

  /** What Delta keeps when the property is not set. */
  private static final int WEEK_HOURS = 168;

  private TableUpkeep() {}

  /**
   * Removes files that no version younger than {@code keepHours} needs, from all tables of {@code
   * lake}; also those that killed jobs left behind.
   */
  public static void vacuum(SparkSession spark, Lake lake, int keepHours) {
    Lake whole = lake.qualified(spark);
    for (Path table :
        List.of(whole.flows(), whole.rejects(), whole.ingestLog(), whole.exportLog())) {
      if (TableCreation.exists(spark, table)) {
        keepDeletedFiles(spark, table, keepHours);
        vacuum(DeltaTable.forPath(spark, table.toString()));
      }
    }
  }

  /** Delta 4.4 vacuums by this property of the table, and ignores what the call says. */
  private static void keepDeletedFiles(SparkSession spark, Path table, int hours) {
    String wanted = "interval %d hours".formatted(hours);
    Option<String> set =
        DeltaLog.forTable(spark, table)
            .update(false, Option.empty(), Option.empty())
            .metadata()
            .configuration()
            .get(KEEP_DELETED);
    if (set.isEmpty() ? hours == WEEK_HOURS : set.get().equals(wanted)) {
      return;
    }
    try {
      spark.sql(
          "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('%s' = '%s')"
              .formatted(table.toString().replace("`", "``"), KEEP_DELETED, wanted));
    } catch (DeltaConcurrentModificationException e) {
      throw new LostRaceException(e);
    }
  }

  /** Delta prints what it deleted to the standard output, which is for results. */
  private static void vacuum(DeltaTable table) {
    Console.withOut(OutputStream.nullOutputStream(), table::vacuum);
  }

  /** Folds the small files that each batch and export adds to the ledgers and the rejects. */
  public static void foldLogs(SparkSession spark, Lake lake) {
    Lake whole = lake.qualified(spark);
    for (Path table : List.of(whole.rejects(), whole.ingestLog(), whole.exportLog())) {
      if (TableCreation.exists(spark, table)) {
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

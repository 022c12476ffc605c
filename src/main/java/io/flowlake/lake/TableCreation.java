package io.flowlake.lake;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Makes a Delta table where there is none, when several processes may try so at once. */
final class TableCreation {
  private static final int TRIES = 5;

  private TableCreation() {}

  static void createIfAbsent(
      SparkSession spark, Path path, Consumer<DeltaTableBuilder> definition) {
    for (int attempt = 1; !DeltaTable.isDeltaTable(spark, path.toString()); attempt++) {
      try {
        DeltaTableBuilder builder =
            DeltaTable.createIfNotExists(spark).location(qualified(spark, path));
        definition.accept(builder);
        builder.execute();
      } catch (RuntimeException e) {
        // Another process made it in the meantime; how Delta says so depends on the moment.
        if (attempt == TRIES && !DeltaTable.isDeltaTable(spark, path.toString())) {
          throw e;
        }
      }
    }
  }

  /** Delta takes a location that is not absolute for the name of a table. */
  private static String qualified(SparkSession spark, Path path) {
    try {
      return path.getFileSystem(spark.sessionState().newHadoopConf())
          .makeQualified(path)
          .toString();
    } catch (IOException e) {
      throw StorageErrors.inWords(e, path.toString());
    }
  }
}

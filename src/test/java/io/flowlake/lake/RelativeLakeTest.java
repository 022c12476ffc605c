package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default, {@code ./lake}, is a path like any other. */
class RelativeLakeTest {
  @Test
  void tablesAreMadeBelowTheWorkingFolder(@TempDir(factory = BelowTarget.class) Path folder)
      throws IOException {
    SparkSession spark = SparkFixture.session();
    Path relative = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
    Lake lake = new Lake(relative.resolve("lake").toString());
    FlowsTable.open(spark, lake);
    BatchTable.ingestLog(spark, lake);
    BatchTable.rejects(spark, lake);

    for (String table : new String[] {"flows", "ingest_log", "rejects"}) {
      assertTrue(Files.isDirectory(folder.resolve("lake").resolve(table).resolve("_delta_log")));
    }
    assertEquals(0, FlowsTable.existing(spark, lake).orElseThrow().begin().version());
    assertEquals(-1, BatchTable.ingestLog(spark, lake).lastBatch());
  }
}

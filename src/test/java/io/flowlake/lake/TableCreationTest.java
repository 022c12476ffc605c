package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.delta.tables.DeltaTable;
import io.flowlake.SparkFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables come to be, whoever tried before and was killed, and whoever tries beside us. */
class TableCreationTest {
  private final SparkSession spark = SparkFixture.session();

  @Test
  void aJobThatWasKilledBeforeTheFirstCommitIsNotInTheWay(@TempDir Path folder) throws Exception {
    Lake lake = new Lake(folder.toString());
    Path log = Files.createDirectories(folder.resolve("flows/_delta_log"));
    Files.writeString(
        log.resolve(".00000000000000000000.json.7.tmp"), "{\"commitInfo\":{}}\n{\"me");

    FlowsTable.open(spark, lake);

    assertEquals(0, FlowsTable.existing(spark, lake).orElseThrow().begin().version());
  }

  @Test
  void whoComesSecondFindsTheTable(@TempDir Path folder) throws Exception {
    Lake lake = new Lake(folder.toString());
    ExecutorService several = Executors.newFixedThreadPool(4);
    try {
      List<Callable<FlowsTable>> tries =
          IntStream.range(0, 4)
              .mapToObj(i -> (Callable<FlowsTable>) () -> FlowsTable.open(spark, lake))
              .toList();
      for (Future<FlowsTable> opened : several.invokeAll(tries)) {
        assertEquals(new org.apache.hadoop.fs.Path("file:" + folder, "flows"), opened.get().path());
      }
    } finally {
      several.shutdownNow();
    }
    assertEquals(0, FlowsTable.existing(spark, lake).orElseThrow().begin().version());
  }

  @Test
  void theTableTellsOtherReadersWhatItHolds(@TempDir Path folder) {
    Lake lake = new Lake(folder.toString());
    FlowsTable.open(spark, lake);

    DeltaTable table = DeltaTable.forPath(spark, lake.flows().toString());
    Row detail = table.detail().head();
    assertEquals(
        "Flowlake: traffic flows as nodes logged them; times UTC", detail.getAs("description"));
    assertEquals(List.of("day", "node"), detail.getList(detail.fieldIndex("partitionColumns")));
    assertTrue(
        detail
            .getJavaMap(detail.fieldIndex("properties"))
            .containsKey("delta.dataSkippingStatsColumns"));
    assertEquals(1, detail.<Integer>getAs("minReaderVersion"));
    assertEquals(2, detail.<Integer>getAs("minWriterVersion"));
    assertEquals(FlowsSchema.table(), table.toDF().schema());
  }
}

package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.JavaChild;
import io.flowlake.SparkFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real Delta tables under two writers: every row arrives, and every commit has a version of its
 * own.
 */
class ConcurrentAppendsTest {
  private static final int WRITERS = 2;
  private static final int COMMITS_OF_A_THREAD = 4;

  /** With so many, Delta's own store for S3 was seen to lose commits in this test. */
  private static final int COMMITS_OF_A_PROCESS = 12;

  static Stream<TestStore> stores() {
    return TestStore.all();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofTwoSessions(TestStore store) throws Exception {
    SparkSession spark = SparkFixture.session();
    store.settings().forEach(spark.sparkContext().hadoopConfiguration()::set);
    Path table = new Path(store.folder(), "flows");
    AppendingWriter.create(spark, table);

    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Boolean>> writers =
          IntStream.range(0, WRITERS)
              .<Callable<Boolean>>mapToObj(
                  writer ->
                      () -> {
                        AppendingWriter.append(
                            SparkFixture.newSession(), table, writer, COMMITS_OF_A_THREAD);
                        return true;
                      })
              .toList();
      for (Future<Boolean> writer : pool.invokeAll(writers)) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertAllArrived(spark, table, WRITERS * COMMITS_OF_A_THREAD);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("stores")
  void ofTwoProcesses(TestStore store) throws Exception {
    SparkSession spark = SparkFixture.session();
    store.settings().forEach(spark.sparkContext().hadoopConfiguration()::set);
    Path table = new Path(store.folder(), "flows");
    AppendingWriter.create(spark, table);

    List<JavaChild> children = new ArrayList<>();
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        children.add(
            JavaChild.start(
                AppendingWriter.class,
                store.environment(),
                AppendingWriter.jvmOptions(),
                table.toString(),
                Integer.toString(writer),
                Integer.toString(COMMITS_OF_A_PROCESS)));
      }
      for (JavaChild child : children) {
        assertEquals("ready", child.answer());
      }
      for (JavaChild child : children) {
        child.say("go");
      }
      for (JavaChild child : children) {
        child.finish();
      }
    } finally {
      children.forEach(JavaChild::close);
    }
    assertAllArrived(spark, table, WRITERS * COMMITS_OF_A_PROCESS);
  }

  private static void assertAllArrived(SparkSession spark, Path table, int commits) {
    List<Long> rows =
        spark.read().format("delta").load(table.toString()).collectAsList().stream()
            .map(row -> row.getLong(0))
            .sorted()
            .toList();
    assertEquals(
        LongStream.range(0, (long) commits * AppendingWriter.ROWS).boxed().toList(),
        rows,
        "rows were lost or doubled");
    assertEquals(
        commits + 1,
        spark.sql("DESCRIBE HISTORY delta.`" + table + "`").count(),
        "versions, the first being the creation");
    assertEquals(
        commits + 1,
        spark
            .read()
            .json(table + "/_delta_log/*.json")
            .select("commitInfo.txnId")
            .na()
            .drop()
            .distinct()
            .count(),
        "each commit names its transaction: that tells our own from another's");
  }
}

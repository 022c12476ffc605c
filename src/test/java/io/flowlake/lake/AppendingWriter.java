package io.flowlake.lake;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Appends ids to a Delta table; as a process, once it is told to. Arguments: table, own number,
 * commits.
 */
final class AppendingWriter {
  static final int ROWS = 10;

  private AppendingWriter() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark = LakeSession.open("appending-writer", System.getenv());
    Path table = new Path(arguments[0]);
    spark.read().format("delta").load(table.toString()).count();
    System.out.println("ready");
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    append(spark, table, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    spark.stop();
  }

  static List<String> jvmOptions() {
    return List.of(
        "-Dspark.master=local[1]",
        "-Dspark.ui.enabled=false",
        "-Dspark.driver.host=127.0.0.1",
        "-Dspark.driver.bindAddress=127.0.0.1",
        "-Dspark.databricks.delta.snapshotPartitions=1");
  }

  static void create(SparkSession spark, Path table) {
    spark.range(0).write().format("delta").save(table.toString());
  }

  /** Ids that no other number gives, {@link #ROWS} a commit. */
  static void append(SparkSession spark, Path table, int number, int commits) {
    for (int commit = 0; commit < commits; commit++) {
      long first = (long) (number * commits + commit) * ROWS;
      spark
          .range(first, first + ROWS, 1, 1)
          .write()
          .format("delta")
          .mode("append")
          .save(table.toString());
    }
  }
}

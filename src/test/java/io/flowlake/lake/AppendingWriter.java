package io.flowlake.lake;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Appends ids to a Delta table; as a process, once it is told to. Arguments: table, own number. */
final class AppendingWriter {
  static final int APPENDS = 6;
  static final int ROWS = 10;

  private AppendingWriter() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark = LakeSession.open("appending-writer");
    Path table = new Path(arguments[0]);
    spark.read().format("delta").load(table.toString()).count();
    System.out.println("ready");
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    append(spark, table, Integer.parseInt(arguments[1]));
    spark.stop();
  }

  static List<String> jvmOptions() {
    return List.of(
        "-Dspark.master=local[1]",
        "-Dspark.ui.enabled=false",
        "-Dspark.driver.host=127.0.0.1",
        "-Dspark.driver.bindAddress=127.0.0.1",
        "-Dspark.databricks.delta.snapshotPartitions=1",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.net=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED");
  }

  static void create(SparkSession spark, Path table) {
    spark.range(0).write().format("delta").save(table.toString());
  }

  /** Ids that no other number gives, {@link #ROWS} a commit. */
  static void append(SparkSession spark, Path table, int number) {
    for (int append = 0; append < APPENDS; append++) {
      long first = (long) (number * APPENDS + append) * ROWS;
      spark
          .range(first, first + ROWS, 1, 1)
          .write()
          .format("delta")
          .mode("append")
          .save(table.toString());
    }
  }
}

package io.flowlake.cli;

import io.flowlake.lake.Lake;
import io.flowlake.lake.LakeSession;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Options of every command that works on a lake. */
final class CommonOptions {
  @Option(
      names = "--lake",
      paramLabel = "URI",
      defaultValue = "lake",
      description =
          "Where the lake is: a folder, s3a://bucket/path, any Hadoop path (${DEFAULT-VALUE}).")
  private String lake = "lake";

  Lake lake(SparkSession session) {
    return LakeSession.lake(session, lake);
  }

  /** What the user must write to name the same lake. */
  String shown() {
    return lake;
  }
}

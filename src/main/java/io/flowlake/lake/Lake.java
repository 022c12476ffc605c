package io.flowlake.lake;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where the tables of one lake lie.
 *
 * @param root any Hadoop path, such as {@code ./lake} or {@code s3a://bucket/lake}
 */
public record Lake(String root) {

  /** The same lake with its whole path, as Delta needs it: {@code lake} could be a table's name. */
  Lake qualified(SparkSession spark) {
    Path path = new Path(root);
    try {
      return new Lake(
          path.getFileSystem(spark.sessionState().newHadoopConf()).makeQualified(path).toString());
    } catch (IOException e) {
      throw StorageErrors.inWords(e, root);
    }
  }

  /** The flows: one row a flow, partitioned by day and node. */
  public Path flows() {
    return new Path(root, "flows");
  }

  /** The records that could not become flows. */
  public Path rejects() {
    return new Path(root, "rejects");
  }

  /** What was read: a row for each dump of each batch. */
  public Path ingestLog() {
    return new Path(root, "ingest_log");
  }

  /** The manifests and results of batches, {@code _batches/<number>.*.json}. */
  public Path batches() {
    return new Path(root, "_batches");
  }
}

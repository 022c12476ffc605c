package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.sql.SparkSession;

/**
 * Where the tables of one lake lie.
 *
 * @param root any Hadoop path, such as {@code ./lake} or {@code s3a://bucket/lake}
 */
public record Lake(String root) {
  /**
   * The same lake with its whole path, as Delta needs it: {@code lake} could be a table's name.
   *
   * @throws FlowlakeException (usage) when that is no path, or of no file system that is known
   */
  Lake qualified(SparkSession spark) {
    return qualified(spark.sessionState().newHadoopConf());
  }

  /** As {@link #qualified(SparkSession)}, without Spark. */
  Lake qualified(Configuration configuration) {
    try {
      Path path = new Path(root);
      return new Lake(path.getFileSystem(configuration).makeQualified(path).toString());
    } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use the lake %s: %s. Name a folder, or a URI such as s3a://bucket/path."
              .formatted(root, e.getMessage()),
          e);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, root);
    }
  }

  /**
   * Its root as it can be named from any folder: with the whole path, a folder of this machine
   * without a scheme.
   *
   * @throws FlowlakeException as {@link #qualified(SparkSession)}
   */
  public String wholePath(Configuration configuration) {
    URI root = new Path(qualified(configuration).root()).toUri();
    return "file".equals(root.getScheme()) ? root.getPath() : root.toString();
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

  /** What was exported: rows for each object of each run. */
  public Path exportLog() {
    return new Path(root, "export_log");
  }

  /** The manifests and results of batches, {@code _batches/<number>.*.json}. */
  public Path batches() {
    return new Path(root, "_batches");
  }
}

package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Where the tables of one lake lie.
 *
 * @param root an absolute Hadoop path, such as {@code s3a://bucket/lake}
 */
public record Lake(String root) {
  /**
   * The lake at a path as a user wrote it, made absolute: Delta takes no others.
   *
   * @throws FlowlakeException (usage) when that is no path, or of no file system that is known
   */
  public static Lake at(String path, Configuration configuration) {
    try {
      Path root = new Path(path);
      return new Lake(root.getFileSystem(configuration).makeQualified(root).toString());
    } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use the lake %s: %s. Name a folder, or a URI such as s3a://bucket/path."
              .formatted(path, e.getMessage()),
          e);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, path);
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

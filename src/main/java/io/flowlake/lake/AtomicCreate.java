package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Creates an object with given bytes only if nothing has its name yet: of any number of processes
 * one wins, and nobody ever sees a part of the bytes. Commits of the Delta log and batch manifests
 * rest on it.
 */
public final class AtomicCreate {
  /** What became of an attempt. */
  public enum Outcome {
    /** The object now holds our bytes. */
    CREATED,
    /** Another object was there before; it is untouched. */
    WAS_THERE
  }

  private AtomicCreate() {}

  /**
   * Creates the object, and the folders above it where the file system has folders.
   *
   * <p>On S3 an answer can be lost after the object was written, so there an object with exactly
   * our bytes counts as ours: put an id into the content if it matters who wrote it.
   *
   * @throws IOException if it is not known to be created; after an I/O error it may appear later
   * @throws FlowlakeException (usage) on a file system that is not known to have a way of doing
   *     this
   */
  public static Outcome create(Path path, byte[] content, Configuration configuration)
      throws IOException {
    FileSystem fileSystem = path.getFileSystem(configuration);
    Path target = fileSystem.makeQualified(path);
    String scheme = target.toUri().getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "file" -> LinkedFile.create(LinkedFile.localPath(target), content);
      case "s3a", "s3" -> new ConditionalPut(fileSystem, configuration).create(target, content);
      case "hdfs", "viewfs", "abfs", "abfss" ->
          ExclusiveRename.create(target, content, configuration);
      default ->
          throw new FlowlakeException(
              ExitCode.USAGE,
              "Cannot write %s: file system '%s' is not known to create a file only if it is absent; put the lake on a local disk, s3a, hdfs or abfs"
                  .formatted(target, scheme));
    };
  }
}

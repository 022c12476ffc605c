package io.flowlake.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on S3 for any number of writers, without DynamoDB: a commit is one conditional PUT.
 * Reading and listing are those of Delta (4.4.0) for any file system; its faster listing for S3
 * ({@code delta.enableFastS3AListFrom}) calls a method that Hadoop 3.5 no longer has.
 */
public final class ConditionalPutLogStore extends HadoopFileSystemLogStore {
  /** As Delta and Delta Kernel call it. */
  public ConditionalPutLogStore(Configuration initHadoopConf) {
    super(initHadoopConf);
  }

  /**
   * Writes a file of the log whole or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException if another writer has this version; Delta then
   *     rebases its commit on that one and tries the next version
   */
  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoopConf)
      throws IOException {
    byte[] content = LogFile.bytes(actions);
    if (overwrite) {
      new ConditionalPut(path.getFileSystem(hadoopConf), hadoopConf).replace(path, content);
    } else {
      LogFile.create(path, content, hadoopConf);
    }
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration hadoopConf) {
    return false;
  }
}

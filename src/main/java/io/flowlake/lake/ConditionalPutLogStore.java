package io.flowlake.lake;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on S3 for any number of writers, without DynamoDB: a commit is one conditional PUT.
 * From Delta's store for a single driver (4.4.0) it takes only the reading, with its fast listing.
 */
public final class ConditionalPutLogStore extends S3SingleDriverLogStore {
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

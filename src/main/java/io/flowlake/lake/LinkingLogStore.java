package io.flowlake.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on a local disk for any number of processes: a commit is one hard link, see {@link
 * LinkedFile}.
 */
public final class LinkingLogStore extends HadoopFileSystemLogStore {
  /** As Delta and Delta Kernel call it. */
  public LinkingLogStore(Configuration initHadoopConf) {
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
      LinkedFile.replace(LinkedFile.localPath(path), content);
    } else {
      LogFile.create(path, content, hadoopConf);
    }
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration hadoopConf) {
    return false;
  }
}

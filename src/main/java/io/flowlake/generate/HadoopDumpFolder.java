package io.flowlake.generate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder of any Hadoop file system. */
final class HadoopDumpFolder implements DumpFolder {
  private final FileSystem fileSystem;
  private final Path root;

  private HadoopDumpFolder(FileSystem fileSystem, Path root) {
    this.fileSystem = fileSystem;
    this.root = root;
  }

  static HadoopDumpFolder at(URI uri, Configuration hadoop) throws IOException {
    Path root = new Path(uri);
    return new HadoopDumpFolder(root.getFileSystem(hadoop), root);
  }

  @Override
  public boolean isEmpty() throws IOException {
    try {
      return !fileSystem.listStatusIterator(root).hasNext();
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  @Override
  public boolean exists(String name) throws IOException {
    return fileSystem.exists(new Path(root, name));
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return fileSystem.create(new Path(root, DumpFolder.temporary(name)), true);
  }

  @Override
  public void publish(String name) throws IOException {
    Path target = new Path(root, name);
    if (!fileSystem.rename(new Path(root, DumpFolder.temporary(name)), target)) {
      throw new IOException("the file system refused to rename a finished dump to " + target);
    }
  }

  @Override
  public void discard(String name) throws IOException {
    fileSystem.delete(new Path(root, DumpFolder.temporary(name)), false);
  }
}

package io.flowlake.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A folder of a file system of Hadoop's, by the interface that can rename over a file. */
record HadoopFolder(FileContext files, Path root) implements Folder {
  @Override
  public String address(String name) {
    return path(name).toString();
  }

  @Override
  public void makeFolder(String name) throws IOException {
    files.mkdir(path(name), FileContext.DIR_DEFAULT_PERM, true);
  }

  @Override
  public List<Entry> list(String name) throws IOException {
    List<Entry> entries = new ArrayList<>();
    RemoteIterator<FileStatus> found = files.listStatus(path(name));
    while (found.hasNext()) {
      FileStatus status = found.next();
      entries.add(new Entry(status.getPath().getName(), status.getModificationTime()));
    }
    return entries;
  }

  @Override
  public long size(String name) throws IOException {
    try {
      return files.getFileStatus(path(name)).getLen();
    } catch (FileNotFoundException e) {
      return -1;
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    return files.open(path(name));
  }

  @Override
  public OutputStream write(String name) throws IOException {
    return files.create(
        path(name), EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), CreateOpts.createParent());
  }

  @Override
  public void replace(String from, String to) throws IOException {
    files.rename(path(from), path(to), Rename.OVERWRITE);
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      files.delete(path(name), true);
    } catch (FileNotFoundException gone) {
      return;
    }
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }
}

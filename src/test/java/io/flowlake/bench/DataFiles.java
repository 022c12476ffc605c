package io.flowlake.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The Parquet files below a folder. */
final class DataFiles {
  private DataFiles() {}

  static List<FileStatus> below(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(new Configuration());
    List<FileStatus> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      if (file.getPath().getName().endsWith(".parquet")) {
        found.add(file);
      }
    }
    return found;
  }

  static long bytes(List<FileStatus> files) {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  static void delete(Path folder) throws IOException {
    folder.getFileSystem(new Configuration()).delete(folder, true);
  }
}

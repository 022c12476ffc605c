package io.flowlake.compact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** File systems as raw dumps need them: names are whatever the senders chose. */
final class RawFiles {
  private RawFiles() {}

  /**
   * The file system of {@code path}, without Hadoop's checksum files: it cannot open a local file
   * with a colon in its name with them, and dumps come without any.
   */
  static FileSystem of(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }

  /** The path that a user wrote: a local file that exists, colons and all, or a Hadoop path. */
  static Path parse(String text, Configuration configuration) {
    boolean localDefault = FileSystem.getDefaultUri(configuration).getScheme().equals("file");
    if (localDefault && !text.contains("://") && isLocal(text)) {
      return new Path(java.nio.file.Path.of(text).toAbsolutePath().normalize().toUri());
    }
    return new Path(text);
  }

  private static boolean isLocal(String text) {
    try {
      return Files.exists(java.nio.file.Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}

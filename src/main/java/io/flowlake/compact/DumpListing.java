package io.flowlake.compact;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the objects below a raw prefix. Names that begin with {@code _} or {@code .}, and what lies
 * below such folders, are not dumps: writers use them for files that are not finished.
 */
final class DumpListing {
  private DumpListing() {}

  /** All dumps below {@code raw}, by path. */
  static List<Dump> list(String raw, Configuration configuration) throws IOException {
    Path root = RawFiles.parse(raw, configuration);
    FileSystem files = RawFiles.of(root, configuration);
    Path qualified = files.makeQualified(root);
    List<Dump> dumps = new ArrayList<>();
    try {
      if (files instanceof RawLocalFileSystem) {
        walk(files, qualified, dumps);
      } else {
        listAll(files, qualified, dumps);
      }
    } catch (FileNotFoundException e) {
      throw new FlowlakeException(
          ExitCode.MISSING,
          "Cannot list the raw dumps: " + qualified + " does not exist. Check --raw.",
          e);
    }
    dumps.sort(Comparator.comparing(Dump::path));
    return dumps;
  }

  /** One listing of everything below, which object stores do in few requests. */
  private static void listAll(FileSystem files, Path root, List<Dump> dumps) throws IOException {
    RemoteIterator<LocatedFileStatus> listed = files.listFiles(root, true);
    while (listed.hasNext()) {
      FileStatus status = listed.next();
      if (!isHidden(root, status.getPath())) {
        dumps.add(dump(status));
      }
    }
  }

  /**
   * Folder by folder: on local files, Hadoop's recursive listing starts a process for each file.
   */
  private static void walk(FileSystem files, Path root, List<Dump> dumps) throws IOException {
    Deque<Path> folders = new ArrayDeque<>(List.of(root));
    while (!folders.isEmpty()) {
      for (FileStatus status : files.listStatus(folders.pop())) {
        if (isHidden(root, status.getPath())) {
          continue;
        }
        if (status.isDirectory()) {
          folders.push(status.getPath());
        } else {
          dumps.add(dump(status));
        }
      }
    }
  }

  static Dump dump(FileStatus status) {
    return new Dump(status.getPath().toString(), status.getLen(), status.getModificationTime());
  }

  private static boolean isHidden(Path root, Path file) {
    for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
      if (at.getName().startsWith("_") || at.getName().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}

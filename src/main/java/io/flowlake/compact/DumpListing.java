package io.flowlake.compact;

import io.flowlake.lake.StorageErrors;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the objects below a raw prefix. Names that begin with {@code _} or {@code .}, and what lies
 * below such folders, are not dumps: writers use them for files that are not finished. Nor are the
 * files of Delta tables, such as another lake.
 */
final class DumpListing {
  private static final String DELTA_LOG = "_delta_log";

  private final Path root;
  private final List<Dump> dumps = new ArrayList<>();

  /** The folders that are Delta tables, each with a slash at its end. */
  private final Set<String> tables = new HashSet<>();

  private DumpListing(Path root) {
    this.root = root;
  }

  /** All dumps below {@code raw}, by path. */
  static List<Dump> list(String raw, Configuration configuration) throws IOException {
    Path root = RawFiles.parse(raw, configuration);
    FileSystem files = RawFiles.of(root, configuration);
    Path qualified = files.makeQualified(root);
    DumpListing listing = new DumpListing(qualified);
    try {
      if (files instanceof RawLocalFileSystem) {
        listing.walk(files);
      } else {
        listing.listAll(files);
      }
    } catch (FileNotFoundException e) {
      throw new FlowlakeException(
          ExitCode.MISSING,
          "Cannot list the raw dumps: " + qualified + " does not exist. Check --raw.",
          e);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, qualified.toString());
    }
    return listing.outsideTables();
  }

  /** One listing of everything below, which object stores do in few requests. */
  private void listAll(FileSystem files) throws IOException {
    RemoteIterator<LocatedFileStatus> listed = files.listFiles(root, true);
    while (listed.hasNext()) {
      FileStatus status = listed.next();
      noteTables(status.getPath());
      if (!isHidden(status.getPath())) {
        dumps.add(dump(status));
      }
    }
  }

  /**
   * Folder by folder: on local files, Hadoop's recursive listing starts a process for each file.
   */
  private void walk(FileSystem files) throws IOException {
    Deque<Path> folders = new ArrayDeque<>(List.of(root));
    while (!folders.isEmpty()) {
      for (FileStatus status : files.listStatus(folders.pop())) {
        noteTables(status.getPath());
        if (isHidden(status.getPath())) {
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

  private List<Dump> outsideTables() {
    return dumps.stream()
        .filter(dump -> !isInTable(dump.path()))
        .sorted(Comparator.comparing(Dump::path))
        .toList();
  }

  private boolean isInTable(String path) {
    for (int slash = path.lastIndexOf('/');
        slash > 0 && !tables.isEmpty();
        slash = path.lastIndexOf('/', slash - 1)) {
      if (tables.contains(path.substring(0, slash + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Remembers the Delta tables whose logs {@code file} shows. */
  private void noteTables(Path file) {
    for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
      if (at.getName().equals(DELTA_LOG)) {
        tables.add(at.getParent() + Path.SEPARATOR);
      }
    }
  }

  private boolean isHidden(Path file) {
    for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
      if (at.getName().startsWith("_") || at.getName().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}

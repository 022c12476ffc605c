package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Says what is there where a lake with flows was expected. */
final class MissingFlows {
  private static final String WITHOUT =
      "there are no flows in it. Check --lake, or run flowlake compact first.";

  private final Lake lake;
  private final Configuration configuration;

  MissingFlows(Lake lake, Configuration configuration) {
    this.lake = lake;
    this.configuration = configuration;
  }

  /** The failure for the user, after one or two more questions to the store. */
  FlowlakeException because(Exception cause) {
    return new FlowlakeException(
        ExitCode.MISSING, "Cannot read %s: %s".formatted(lake.root(), found()), cause);
  }

  private String found() {
    try {
      return found(new Path(lake.qualified(configuration).root()));
    } catch (IOException | FlowlakeException e) {
      return WITHOUT; // what was told first is true all the same
    }
  }

  private String found(Path root) throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    Optional<FileStatus> status = status(files, root);
    if (status.isEmpty()) {
      return "there is no folder %s. Check --lake, or run flowlake compact first."
          .formatted(shown(root));
    }
    if (!status.get().isDirectory()) {
      return "it is a file, and a lake is a folder. Check --lake.";
    }
    return isTable(files, root) ? ofTable(files, root) : WITHOUT;
  }

  private static String ofTable(FileSystem files, Path table) throws IOException {
    Path parent = table.getParent();
    return parent != null && isTable(files, new Lake(parent.toString()).flows())
        ? "it is a table of a lake, not the lake. Name the folder it is in: --lake %s."
            .formatted(shown(parent))
        : "it is a Delta table, and a lake is a folder of tables. Check --lake.";
  }

  private static boolean isTable(FileSystem files, Path folder) throws IOException {
    return status(files, new Path(folder, "_delta_log")).isPresent();
  }

  private static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A folder of this machine as people write it. */
  private static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}

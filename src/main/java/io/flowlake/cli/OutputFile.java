package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that appears whole or not at all: it is written under another name in the same folder, and
 * then renamed. Pipes and devices, such as {@code /dev/stdout}, are written to as they are.
 *
 * @param what the file is, for messages: {@code the summary}
 * @param path where it will be
 */
record OutputFile(String what, Path path) {
  /** Writes the content. */
  interface Content {
    void writeTo(Path file) throws IOException;
  }

  /** Why the file could not be written; empty when it can. */
  Optional<String> fault() {
    Path folder = folder();
    String fault = null;
    if (Files.isDirectory(path)) {
      fault = "it is a folder. Name a file in it.";
    } else if (!Files.isDirectory(folder)) {
      fault = "there is no folder %s. Make it first.".formatted(folder);
    } else if (!Files.isWritable(isReplaced() ? folder : path)) {
      fault = "this user may not write there. Check its rights.";
    }
    String place = "Cannot write %s %s: ".formatted(what, path);
    return Optional.ofNullable(fault).map(place::concat);
  }

  /**
   * Writes the file.
   *
   * @param rest what the user is to do when it fails
   */
  void write(Content content, String rest) {
    try {
      if (!isReplaced()) {
        content.writeTo(path);
        return;
      }
      Path written =
          path.resolveSibling(
              "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      try {
        content.writeTo(written);
        Files.move(written, path, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw refused(rest, e);
    }
  }

  /** The failure to write it. */
  FlowlakeException refused(String rest, IOException cause) {
    return new FlowlakeException(
        ExitCode.RETRY,
        "Cannot write %s %s: %s. %s".formatted(what, path, cause.getMessage(), rest),
        cause);
  }

  private boolean isReplaced() {
    return !Files.exists(path) || Files.isRegularFile(path);
  }

  private Path folder() {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path : parent;
  }
}

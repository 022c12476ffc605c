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
    Path folder = folder(path);
    String fault = null;
    if (Files.isDirectory(path)) {
      fault = "it is a folder. Name a file in it.";
    } else if (!Files.isDirectory(folder)) {
      fault = "there is no folder %s. Make it first.".formatted(folder);
    } else if (!Files.isWritable(isReplaced() ? folder(target()) : path)) {
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
      Path target = target();
      Path written =
          target.resolveSibling(
              "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      try {
        content.writeTo(written);
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
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

  /** A link stays a link: the file that it leads to is replaced. */
  private Path target() {
    try {
      return Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
    } catch (IOException e) {
      return path; // it went away meanwhile
    }
  }

  private static Path folder(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path : parent;
  }
}

package io.flowlake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The file of {@code --summary}, by which schedulers learn how a run ended. While a job runs the
 * file is not there, so what it holds is always of the last run.
 */
final class SummaryFile {
  static final String OPTION = "--summary";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SummaryFile() {}

  /** What every summary begins with. */
  static ObjectNode begin(String command, ExitCode exit) {
    return JSON.createObjectNode().put("command", command).put("exit", exit.number());
  }

  /** Why {@code file} could not be written; empty when it can. */
  static Optional<String> fault(Path file) {
    Path folder = folder(file);
    String fault = null;
    if (Files.isDirectory(file)) {
      fault = "it is a folder. Name a file in it.";
    } else if (!Files.isDirectory(folder)) {
      fault = "there is no folder %s. Make it first.".formatted(folder);
    } else if (!Files.isWritable(isReplaced(file) ? folder : file)) {
      fault = "this user may not write there. Check its rights.";
    }
    return Optional.ofNullable(fault).map(("Cannot write the summary " + file + ": ")::concat);
  }

  /** Removes what an earlier run left. */
  static void clear(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw refused(file, "Nothing was done; name another file.", e);
    }
  }

  /** Writes it whole or not at all. */
  static void write(Path file, ObjectNode summary) {
    try {
      byte[] content = (JSON.writeValueAsString(summary) + "\n").getBytes(UTF_8);
      if (!isReplaced(file)) {
        Files.write(file, content);
        return;
      }
      Path written = Files.write(file.resolveSibling(file.getFileName() + ".tmp"), content);
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw refused(file, "All else is done; running it again does no harm.", e);
    }
  }

  /** Pipes and devices, such as {@code /dev/stdout}, are written to; files are replaced. */
  private static boolean isReplaced(Path file) {
    return !Files.exists(file) || Files.isRegularFile(file);
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static FlowlakeException refused(Path file, String rest, IOException cause) {
    return new FlowlakeException(
        ExitCode.RETRY,
        "Cannot write the summary %s: %s. %s".formatted(file, cause.getMessage(), rest),
        cause);
  }
}

package io.flowlake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return object().put("command", command).put("exit", exit.number());
  }

  /** An object that holds nothing yet, to be a part of a summary. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Why {@code file} could not be written; empty when it can. */
  static Optional<String> fault(Path file) {
    return at(file).fault();
  }

  /** Removes what an earlier run left. */
  static void clear(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw at(file).refused("Nothing was done; name another file.", e);
    }
  }

  /** Writes it whole or not at all. */
  static void write(Path file, ObjectNode summary) {
    at(file)
        .write(
            path -> Files.write(path, (JSON.writeValueAsString(summary) + "\n").getBytes(UTF_8)),
            "All else is done; running it again does no harm.");
  }

  private static OutputFile at(Path file) {
    return new OutputFile("the summary", file);
  }
}

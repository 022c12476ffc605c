package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder like those that scripts/bundle makes, with our jobs, beside a Spark whose spark-submit
 * only notes what it is called with and ends as it is told. Its path has a space.
 */
final class JobFolder {
  private static final String NOTE =
      """
      #!/usr/bin/env bash
      printf '%s\\0' "$@" >"$SUBMITTED.arguments"
      env -0 >"$SUBMITTED.environment"
      count=$(cat "$SUBMITTED.count" 2>/dev/null || echo 0)
      echo $((count + 1)) >"$SUBMITTED.count"
      echo "spark-submit was called"
      exit "${SUBMIT_EXIT:-0}"
      """;

  private final Path folder;

  private JobFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes it below {@code parent}. */
  static JobFolder in(Path parent) throws IOException {
    JobFolder jobs = new JobFolder(Files.createDirectory(parent.resolve("flow lake")));
    copy(Path.of("jobs"), jobs.home().resolve("jobs"));
    Files.writeString(jobs.home().resolve("flowlake.jar"), "a jar");
    Path libraries = Files.createDirectory(jobs.home().resolve("jars"));
    for (String library : List.of("b-2.jar", "a-1.jar")) {
      Files.writeString(libraries.resolve(library), "a library");
    }
    Path submit = Files.createDirectories(jobs.spark().resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, NOTE);
    assertTrue(submit.toFile().setExecutable(true));
    return jobs;
  }

  /** What the artefacts call {@code /opt/flowlake}. */
  Path home() {
    return folder;
  }

  /** What is set as {@code SPARK_HOME}. */
  Path spark() {
    return folder.resolve("spark home");
  }

  /**
   * Runs {@code command} with these environment variables, and PATH.
   *
   * @return how it ended, and how it called spark-submit, if it did
   */
  Submission run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path submitted = Files.createTempDirectory(folder, "submitted").resolve("last");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("SUBMITTED", submitted.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    Path count = Path.of(submitted + ".count");
    Map<String, String> seen = new LinkedHashMap<>();
    for (String variable : noted(Path.of(submitted + ".environment"))) {
      seen.put(
          variable.substring(0, variable.indexOf('=')),
          variable.substring(variable.indexOf('=') + 1));
    }
    return new Submission(
        process.exitValue(),
        printed,
        Files.exists(count) ? Integer.parseInt(Files.readString(count).strip()) : 0,
        noted(Path.of(submitted + ".arguments")),
        seen);
  }

  private static List<String> noted(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> words = new ArrayList<>(Arrays.asList(Files.readString(file).split("\0", -1)));
    words.remove(words.size() - 1); // after the last end
    return words;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, copy);
        assertTrue(!Files.isExecutable(file) || copy.toFile().setExecutable(true));
      }
    }
  }

  /**
   * What came of a run.
   *
   * @param printed both outputs
   * @param calls how often spark-submit was called
   * @param words the arguments of its last call
   * @param environment the variables that it saw then
   */
  record Submission(
      int exitCode,
      String printed,
      int calls,
      List<String> words,
      Map<String, String> environment) {

    /** Options of spark-submit itself. */
    List<String> options() {
      return words.subList(0, jar());
    }

    /** What flowlake gets. */
    List<String> arguments() {
      return words.subList(jar() + 1, words.size());
    }

    private int jar() {
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).endsWith("/flowlake.jar")) {
          return i;
        }
      }
      throw new AssertionError("spark-submit got no jar: " + words + "\n" + printed);
    }
  }
}

package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Spark that PyPI has, in the environment of {@code scripts/python-env}: a whole distribution,
 * with pyspark, spark-sql and the server of Spark Connect. Without PyPI, and where the environment
 * is not made yet, tests that want it are skipped, and say why ({@link Skip}).
 */
public final class PythonSpark {
  private static final long LIMIT_MINUTES = 15;
  private static final List<Integer> NOT_TO_BE_HAD = List.of(3, 5);

  private static Made made;

  private PythonSpark() {}

  /**
   * What became of the environment.
   *
   * @param python its python; null = it could not be made
   * @param reason why not
   */
  private record Made(Path python, String reason) {}

  /** The environment's python; else the test is skipped. */
  public static synchronized Path python() throws IOException, InterruptedException {
    if (made == null) {
      made = make();
    }
    if (made.python == null) {
      Skip.because("there is no PySpark: " + made.reason);
    }
    return made.python;
  }

  /** The distribution: what {@code SPARK_HOME} is set to. */
  public static Path home() throws IOException, InterruptedException {
    Path lib = python().getParent().resolveSibling("lib");
    try (Stream<Path> versions = Files.list(lib)) {
      return versions
          .map(version -> version.resolve("site-packages/pyspark"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow();
    }
  }

  /** A command in {@code folder} with the variables that Spark's scripts want. */
  public static ProcessBuilder process(Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = process.environment();
    environment.put("SPARK_HOME", home().toString());
    environment.put("SPARK_CONF_DIR", folder.toString()); // none but ours
    environment.put("PYSPARK_PYTHON", python().toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("LC_ALL", "C.UTF-8");
    environment.remove("PYTHONPATH");
    return process;
  }

  /** Options of spark-submit: this project and Delta beside Spark, and nothing that is slow. */
  public static List<String> options() {
    String classPath =
        Stream.concat(
                Stream.of(Path.of("target", "classes").toAbsolutePath().toString()),
                Arrays.stream(
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator, -1))
                    .filter(entry -> entry.contains("/io/delta/")))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options = new ArrayList<>(List.of("--master", "local[2]"));
    options.addAll(List.of("--driver-class-path", classPath));
    options.addAll(List.of("--driver-java-options", "-XX:TieredStopAtLevel=1 -Duser.timezone=UTC"));
    for (String setting :
        List.of(
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.sql.shuffle.partitions=2",
            "spark.databricks.delta.snapshotPartitions=1")) {
      options.addAll(List.of("--conf", setting));
    }
    return options;
  }

  /** What {@code process} prints; it must end well. Its log goes into {@code stderr.txt}. */
  public static String output(ProcessBuilder process) throws IOException, InterruptedException {
    Path log = process.directory().toPath().resolve("stderr.txt");
    process.redirectError(log.toFile());
    Ended ended = end(process, Duration.ofMinutes(LIMIT_MINUTES));
    assertTrue(
        ended.inTime, () -> "ran longer than %d minutes: %s".formatted(LIMIT_MINUTES, read(log)));
    assertEquals(0, ended.exitCode, () -> ended.output + read(log));
    return ended.output;
  }

  /**
   * How a process ended.
   *
   * @param inTime else it was killed, with what it had started
   */
  record Ended(boolean inTime, int exitCode, String output) {}

  /** Its output goes to a file: who reads a pipe to its end waits for the process without limit. */
  static Ended end(ProcessBuilder builder, Duration limit)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("flowlake-process", ".txt");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      boolean inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      return new Ended(inTime, process.waitFor(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  private static Made make() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("scripts/python-env");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Ended ended = end(builder, Duration.ofMinutes(LIMIT_MINUTES));
    if (!ended.inTime) {
      return new Made(null, "scripts/python-env takes longer than " + LIMIT_MINUTES + " minutes");
    }
    if (NOT_TO_BE_HAD.contains(ended.exitCode)) {
      return new Made(
          null, "scripts/python-env ended with %d, see above".formatted(ended.exitCode));
    }
    assertEquals(0, ended.exitCode, "scripts/python-env failed, see its messages");
    return new Made(Path.of(ended.output.strip()), "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

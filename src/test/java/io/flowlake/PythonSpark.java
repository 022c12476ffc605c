package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Spark that PyPI has, in the environment of {@code scripts/python-env}: a whole distribution,
 * with pyspark, spark-sql and the server of Spark Connect. Without PyPI, and where the environment
 * is not made yet, tests that want it are skipped, and say why.
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
      String skipped = "skipped, for there is no PySpark: " + made.reason;
      System.err.println(skipped);
      Assumptions.abort(skipped);
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
    Process running = process.start();
    running.getOutputStream().close();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, running.waitFor(), () -> output + read(log));
    return output;
  }

  private static Made make() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("scripts/python-env");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return new Made(null, "scripts/python-env takes longer than " + LIMIT_MINUTES + " minutes");
    }
    if (NOT_TO_BE_HAD.contains(process.exitValue())) {
      return new Made(
          null, "scripts/python-env ended with %d, see above".formatted(process.exitValue()));
    }
    assertEquals(0, process.exitValue(), "scripts/python-env failed, see its messages");
    return new Made(Path.of(printed.strip()), "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

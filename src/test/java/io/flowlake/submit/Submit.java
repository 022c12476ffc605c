package io.flowlake.submit;

import io.flowlake.DriverUi;
import io.flowlake.FreePorts;
import io.flowlake.TiedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Jobs by spark-submit, each in a process and a folder of its own, in which its outputs, its event
 * log, its summary and the logs of executors of a local cluster stay.
 */
final class Submit implements AutoCloseable {
  private static final long LIMIT_MILLIS = 240_000;

  private final Path folder;
  private final TiedProcess process;
  private final DriverUi ui;

  private Submit(Path folder, TiedProcess process, DriverUi ui) {
    this.folder = folder;
    this.process = process;
    this.ui = ui;
  }

  /**
   * What jobs have in common.
   *
   * @param folder in which each job gets a folder
   * @param master as of {@code --master}
   * @param environment how S3 is reached, and its keys
   */
  record Setup(Path folder, String master, Map<String, String> environment) {
    /** The same jobs somewhere else. */
    Setup on(String otherMaster) {
      return new Setup(folder, otherMaster, environment);
    }

    /** The same jobs with another variable; an empty value takes it away. */
    Setup with(String name, String value) {
      Map<String, String> changed = new HashMap<>(environment);
      changed.put(name, value);
      return new Setup(folder, master, changed);
    }

    /** Starts {@code flowlake <words>}. */
    Submit start(String name, List<String> options, String... words) throws IOException {
      Path own = Files.createDirectories(folder.resolve(name));
      Files.createDirectories(own.resolve("events"));
      List<String> command = new ArrayList<>();
      command.add(SubmitHome.program("spark-submit"));
      command.addAll(List.of("--master", master, "--jars", SubmitHome.besideSpark()));
      int port = FreePorts.one();
      command.addAll(forTests(own, port));
      command.addAll(options);
      command.addAll(List.of("--class", "io.flowlake.cli.Main", SubmitHome.JAR.toString()));
      command.addAll(List.of(words));
      Map<String, String> all = new HashMap<>(SubmitHome.environment(own));
      all.putAll(environment);
      return new Submit(
          own,
          TiedProcess.start(command, all, own.resolve("out"), own.resolve("err")),
          new DriverUi(port));
    }

    /** Runs it to its end. */
    Ended run(String name, String... words) throws IOException, InterruptedException {
      try (Submit job = start(name, List.of(), words)) {
        return job.end();
      }
    }
  }

  /** Small tables, a machine with two processors; and what is to be looked at afterwards. */
  private static List<String> forTests(Path own, int uiPort) {
    List<String> options = new ArrayList<>();
    for (String setting :
        List.of(
            "spark.driver.memory=1g",
            "spark.executor.memory=1g",
            "spark.driver.defaultJavaOptions=-XX:TieredStopAtLevel=1",
            "spark.executor.defaultJavaOptions=-XX:TieredStopAtLevel=1",
            "spark.sql.shuffle.partitions=2",
            "spark.databricks.delta.snapshotPartitions=1",
            "spark.sql.sources.parallelPartitionDiscovery.parallelism=2",
            "spark.ui.port=" + uiPort,
            "spark.eventLog.enabled=true",
            "spark.eventLog.compress=false",
            "spark.eventLog.dir=" + own.resolve("events").toUri())) {
      options.addAll(List.of("--conf", setting));
    }
    return options;
  }

  /**
   * What a job left.
   *
   * @param exit its exit code
   * @param folder with {@code out}, {@code err} and {@code events}
   */
  record Ended(int exit, Path folder) {
    String out() throws IOException {
      return Files.readString(folder.resolve("out"));
    }

    String err() throws IOException {
      return Files.readString(folder.resolve("err"));
    }

    /** Fails if it ended with another code. */
    Ended assertExit(int expected) throws IOException {
      if (exit != expected) {
        throw new AssertionError(
            "exit code %d instead of %d of %s:%n%s%n%s"
                .formatted(exit, expected, folder.getFileName(), out(), err()));
      }
      return this;
    }
  }

  Path folder() {
    return folder;
  }

  /** Waits for its end. */
  Ended end() throws IOException, InterruptedException {
    OptionalInt exit = process.exitCode(LIMIT_MILLIS);
    if (exit.isEmpty()) {
      throw new AssertionError(
          "no end of " + folder + ":\n" + Files.readString(folder.resolve("err")));
    }
    return new Ended(exit.getAsInt(), folder);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  DriverUi ui() {
    return ui;
  }

  @Override
  public void close() {
    process.kill();
  }
}

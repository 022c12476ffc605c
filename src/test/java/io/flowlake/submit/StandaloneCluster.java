package io.flowlake.submit;

import io.flowlake.TiedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spark's own cluster manager on loopback: a Master and Workers with one core each, in processes
 * that know nothing of S3 or its keys. They end with this JVM.
 */
final class StandaloneCluster implements AutoCloseable {
  /** Ports that nobody else has. */
  private static final List<String> LOOPBACK =
      List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");

  private static final long START_LIMIT_MILLIS = 180_000;
  private static final Pattern MASTER =
      Pattern.compile("Starting Spark master at (spark://[^\"\\s]+)");

  private final Path folder;
  private final TiedProcess master;
  private final String url;
  private final List<Worker> workers = new ArrayList<>();

  /** A Worker, and the folder in which it keeps one folder for each of its executors. */
  private record Worker(TiedProcess process, Path folder) {
    boolean hasExecutor(String application, String executor) {
      return Files.isDirectory(folder.resolve(application).resolve(executor));
    }
  }

  /** Starts the Master alone. */
  StandaloneCluster(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    Path log = folder.resolve("master.log");
    this.master = start(log, "org.apache.spark.deploy.master.Master", LOOPBACK);
    this.url = awaitLine(master, log, MASTER);
  }

  /** As of {@code --master}. */
  String url() {
    return url;
  }

  /** Adds a Worker and waits until the Master knows it. */
  StandaloneCluster addWorker() throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("worker-" + workers.size()));
    Path log = folder.resolve(own.getFileName() + ".log");
    List<String> options = new ArrayList<>(LOOPBACK);
    options.addAll(List.of("--cores", "1", "--memory", "1g", "--work-dir", own.toString(), url));
    TiedProcess process = start(log, "org.apache.spark.deploy.worker.Worker", options);
    workers.add(new Worker(process, own));
    awaitLine(process, log, Pattern.compile("(Successfully registered with master)"));
    return this;
  }

  /**
   * Kills the Worker of an executor, and all executors of that Worker, as {@code kill -9} does.
   *
   * @return how many processes that were
   */
  int killWorkerOf(String application, String executor) {
    Worker worker =
        workers.stream()
            .filter(one -> one.process.isAlive() && one.hasExecutor(application, executor))
            .findAny()
            .orElseThrow(() -> new AssertionError("no Worker has executor " + executor));
    return worker.process.kill();
  }

  /** The standard error of each executor of the Workers that are alive; others wrote half lines. */
  List<Path> executorLogs() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (Worker worker : workers.stream().filter(one -> one.process.isAlive()).toList()) {
      try (Stream<Path> files = Files.walk(worker.folder)) {
        files
            .filter(file -> file.endsWith("stderr") && !isOfDriver(file.getParent()))
            .forEach(logs::add);
      }
    }
    return logs;
  }

  /** A Worker keeps the drivers that run in the cluster beside the applications. */
  private static boolean isOfDriver(Path folder) {
    return folder.getFileName().toString().startsWith("driver-");
  }

  @Override
  public void close() throws IOException {
    for (Worker worker : workers) {
      worker.process.close();
    }
    master.close();
  }

  private static TiedProcess start(Path log, String mainClass, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(SubmitHome.program("spark-class"), mainClass));
    command.addAll(options);
    Map<String, String> environment = new HashMap<>(SubmitHome.environment());
    environment.put("FLOWLAKE_LOG_LEVEL", "info"); // their executors have it too
    environment.put("SPARK_MASTER_OPTS", "-Dspark.master.rest.enabled=false");
    environment.put("SPARK_DAEMON_MEMORY", "256m");
    environment.put("SPARK_DAEMON_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    for (String name : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")) {
      environment.put(name, "");
    }
    return TiedProcess.start(command, environment, log, log);
  }

  private static String awaitLine(TiedProcess process, Path log, Pattern wanted)
      throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + START_LIMIT_MILLIS;
    while (process.isAlive() && System.currentTimeMillis() < end) {
      Matcher line = wanted.matcher(Files.readString(log));
      if (line.find()) {
        return line.group(1);
      }
      Thread.sleep(50);
    }
    throw new IOException("No '%s' in %s: %s".formatted(wanted, log, Files.readString(log)));
  }
}

package io.flowlake;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/**
 * A Spark cluster on loopback whose two workers, with a core each, are on hosts of different names:
 * Spark does not run a task twice on one host, so that {@code local-cluster[…]} never speculates.
 */
public final class SparkCluster implements AutoCloseable {
  private static final long START_LIMIT_MILLIS = 180_000;
  private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");

  private final List<JavaChild> processes = new ArrayList<>();
  private final int port;

  private SparkCluster(int port) {
    this.port = port;
  }

  /** Starts one; its processes log into {@code folder} and work there. */
  public static SparkCluster start(Path folder) throws IOException, InterruptedException {
    int port = FreePorts.one();
    SparkCluster cluster = new SparkCluster(port);
    cluster.launch(
        Master.class, folder.resolve("master.log"), "--host", HOSTS.get(0), "--port", port + "");
    cluster.awaitMaster();
    for (String host : HOSTS) {
      cluster.launch(
          Worker.class,
          folder.resolve("worker-" + host + ".log"),
          "--host",
          host,
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          folder.resolve("work-" + host).toString(),
          cluster.master());
    }
    return cluster;
  }

  /** What {@code spark.master} must be. */
  public String master() {
    return "spark://" + HOSTS.get(0) + ":" + port;
  }

  /** Ends it; executors end with their workers. */
  @Override
  public void close() {
    processes.forEach(JavaChild::close);
  }

  private void launch(Class<?> main, Path log, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--webui-port", "0"));
    all.addAll(List.of(arguments));
    processes.add(
        JavaChild.startLogged(
            main, SparkHome.environment(), log, List.of(), all.toArray(String[]::new)));
  }

  private void awaitMaster() throws InterruptedException {
    long end = System.currentTimeMillis() + START_LIMIT_MILLIS;
    while (System.currentTimeMillis() < end) {
      try {
        new Socket(HOSTS.get(0), port).close();
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("Spark's master did not start, see its log");
  }
}

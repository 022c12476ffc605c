package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.DriverUi.Executor;
import io.flowlake.EventLog;
import io.flowlake.Fault;
import io.flowlake.FaultyS3;
import io.flowlake.JavaChild;
import io.flowlake.S3ProxyServer;
import io.flowlake.cli.Main;
import io.flowlake.submit.Submit.Ended;
import io.flowlake.submit.Submit.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All jobs by spark-submit on a cluster of Spark's own, with dumps, lake and exports on S3. Workers
 * are killed in the middle, which changes nothing in what comes out.
 */
@Tag("slow")
class StandaloneClusterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OBJECT = "tg-flow-logs-" + RawDumps.DAY + ".csv.gz";

  private static final long LIMIT_MILLIS = 180_000;

  @TempDir private static Path folder;
  private static final S3ProxyServer SERVER = S3ProxyServer.shared();
  private static Bucket bucket;
  private static StandaloneCluster cluster;
  private static FaultyS3 gate;
  private static Setup setup;

  @BeforeAll
  static void startCluster() throws Exception {
    bucket = new Bucket();
    RawDumps.write(bucket, "raw");
    cluster = new StandaloneCluster(folder.resolve("cluster")).addWorker().addWorker();
    gate = new FaultyS3(SERVER.port());
    setup =
        new Setup(folder, cluster.url(), SERVER.environment())
            .with("FLOWLAKE_S3_ENDPOINT", gate.endpoint());
  }

  @AfterAll
  static void stopCluster() throws IOException {
    gate.close();
    cluster.close();
  }

  @Test
  void whatComesOutIsTheSameThoughWorkersAreKilled() throws Exception {
    setup.run("undisturbed", compactWords("undisturbed", "usual-lake")).assertExit(0);
    compactWhileWorkersAreKilled();
    assertSameCounts(summary("undisturbed"), summary("disturbed"));
    String rows = rowsReadHere("usual-lake");
    assertEquals(RawDumps.DUMPS * RawDumps.FLOWS_EACH, rows.lines().count());
    assertEquals(rows, rowsReadHere("lake"));

    assertEquals(rows, setup.run("search", searchWords("lake", "spark")).assertExit(0).out());
    setup.run("export", exportWords("export", "exports")).assertExit(0);
    exportWhileAWorkerIsKilled();
    assertEquals(bucket.sha256("exports/" + OBJECT), bucket.sha256("exports-disturbed/" + OBJECT));

    setup.run("maintain", "maintain", "--lake", bucket.address("lake")).assertExit(0);
    assertEquals(rows, rowsReadHere("lake"));
    Secrets.assertNowhereBelow(folder, SERVER.secretKey());
    int events = 0;
    for (Path log : cluster.executorLogs()) {
      events += JsonLog.assertInExecutors(log);
    }
    assertTrue(events > 0, "no executor logged anything");
  }

  @Test
  void inClientModeTheExitCodeIsTheJobs() throws Exception {
    String lake = bucket.address("refused-lake");
    Ended missing =
        setup.run(
            "missing", words("compact --raw %s --lake %s".formatted(bucket.address("no"), lake)));
    assertTrue(missing.assertExit(3).err().contains("does not exist"), missing.err());
    Ended rejected =
        setup.run(
            "rejected",
            words(
                "compact --raw %s --lake %s --max-reject-ratio 0"
                    .formatted(bucket.address("raw"), lake)));
    assertTrue(rejected.assertExit(6).err().contains("--max-reject-ratio"), rejected.err());
  }

  /**
   * In cluster mode Spark 4.2 ends with 0 though the driver failed (SPARK-56539), as the document
   * says. The driver has the keys from where spark-submit ran: its Worker has none.
   */
  @Test
  void inClusterModeTheSummaryAloneSaysHowItEnded() throws Exception {
    List<String> options =
        List.of(
            "--deploy-mode", "cluster", "--conf", "spark.standalone.submit.waitAppCompletion=true");
    String[] words =
        words(
            "compact --raw %s --lake %s --summary %s"
                .formatted(
                    bucket.address("no-dumps"), bucket.address("none"), summaryFile("remote")));
    try (Submit job = setup.start("remote", options, words)) {
      job.end().assertExit(0);
    }
    assertEquals(3, summary("remote").path("exit").asInt());
    assertTrue(
        summary("remote").path("message").asText().contains("no-dumps"),
        () -> summaryFile("remote").toString());
  }

  /** Once while dumps are read, and once while the files of the table are written. */
  private static void compactWhileWorkersAreKilled() throws Exception {
    try (Submit job = setup.start("disturbed", List.of(), compactWords("disturbed", "lake"))) {
      killWorkerThatAsksFor(job, "GET /%s/raw/dump-07");
      killWorkerThatAsksFor(job, "PUT /%s/lake/flows/.*parquet");
      assertTasksWereLost(job.end().assertExit(0), 2);
    }
  }

  private static void exportWhileAWorkerIsKilled() throws Exception {
    try (Submit job =
        setup.start(
            "export-disturbed", List.of(), exportWords("export-disturbed", "exports-disturbed"))) {
      killWorkerThatAsksFor(job, "PUT /%s/exports-disturbed/.*partNumber=2");
      assertTasksWereLost(job.end().assertExit(0), 1);
    }
    JsonNode day = summary("export-disturbed").path("days").path(0);
    assertTrue(day.path("parts").asInt() > 2, () -> day.toString());
  }

  /** Keeps a request from S3, kills the Worker whose task waits for its answer, adds another. */
  private static void killWorkerThatAsksFor(Submit job, String request) throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    gate.inject(request.formatted(bucket.name()), 0, Fault.held(killed));
    try {
      while (!gate.isSpent()) {
        assertTrue(job.isRunning(), () -> "ended before " + request);
        Thread.sleep(20);
      }
      Executor waiting = awaitLoneExecutor(job);
      int processes = cluster.killWorkerOf(waiting.application(), waiting.id());
      // It has two executors when it took over for a Worker that was killed.
      assertTrue(processes >= 2, () -> processes + " processes of a Worker with an executor");
    } finally {
      killed.countDown();
    }
    cluster.addWorker();
  }

  /** All other tasks of its stage come to an end; the one that waits does not. */
  private static Executor awaitLoneExecutor(Submit job) throws Exception {
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    int alone = 0;
    while (System.currentTimeMillis() < end) {
      List<Executor> busy = job.ui().busyExecutors();
      alone = busy.size() == 1 ? alone + 1 : 0;
      if (alone == 3) { // not merely between two tasks
        return busy.get(0);
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no single executor is at work");
  }

  /** So the kills did hit the middle: each took a task at least that was at work. */
  private static void assertTasksWereLost(Ended ended, int kills) throws IOException {
    Map<String, Integer> lost = new EventLog(ended.folder().resolve("events")).tasksThatWereLost();
    System.out.printf("%s: tasks lost with their Worker: %s%n", ended.folder().getFileName(), lost);
    assertTrue(lost.values().stream().mapToInt(i -> i).sum() >= kills, lost::toString);
  }

  private static void assertSameCounts(JsonNode undisturbed, JsonNode disturbed) {
    assertEquals(RawDumps.DUMPS * RawDumps.FLOWS_EACH, undisturbed.path("new").asInt());
    assertEquals(RawDumps.DUPLICATES, undisturbed.path("duplicate").asInt());
    assertEquals(RawDumps.REJECTS, undisturbed.path("rejected").asInt());
    for (String count : List.of("read", "new", "updated", "duplicate", "rejected")) {
      assertEquals(undisturbed.path(count), disturbed.path(count), count);
    }
  }

  /** All flows of a lake, read without Spark and without the cluster. */
  private static String rowsReadHere(String lake) throws Exception {
    Path printed = Files.createTempFile(folder, "rows", ".ndjson");
    try (JavaChild search =
        JavaChild.startLogged(
            Main.class,
            SERVER.environment(),
            printed,
            List.of(
                "-Xmx1g",
                "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile")),
            searchWords(lake, "local"))) {
      assertEquals(OptionalInt.of(0), search.exitCode(LIMIT_MILLIS), Files.readString(printed));
    }
    // Messages stand there too.
    return Files.readString(printed)
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String[] searchWords(String lake, String engine) {
    return words(
        "search --all-time --limit 10000 --format ndjson --engine %s --lake %s"
            .formatted(engine, bucket.address(lake)));
  }

  private static String[] compactWords(String name, String lake) {
    return words(
        "compact --raw %s --lake %s --summary %s"
            .formatted(bucket.address("raw"), bucket.address(lake), summaryFile(name)));
  }

  private static String[] exportWords(String name, String prefix) {
    return words(
        "export --lake %s --target s3://%s/%s --date %s --columns all --compression-level 1 --summary %s"
            .formatted(
                bucket.address("lake"), bucket.name(), prefix, RawDumps.DAY, summaryFile(name)));
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  private static Path summaryFile(String name) {
    return folder.resolve(name + ".json");
  }

  private static JsonNode summary(String name) throws IOException {
    return JSON.readTree(summaryFile(name).toFile());
  }
}

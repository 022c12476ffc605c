package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.DriverUi;
import io.flowlake.DriverUi.Executor;
import io.flowlake.EventLog;
import io.flowlake.FreePorts;
import io.flowlake.JavaChild;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.SparkFixture;
import io.flowlake.export.KillMoment.Stage;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export whose driver or executor is killed leaves the old object or the new one, whole, and the
 * next one succeeds. The moments are random, and spread over the run by what the store has of it:
 * the run goes through a gate that sees the pieces. {@code scripts/kill-test N} runs it with N
 * kills each.
 */
@Tag("slow")
class ExportKillsTest {
  private static final int KILLS = Integer.getInteger("flowlake.kills", 2);
  private static final long SEED = Long.getLong("flowlake.kill.seed", 11);
  private static final long LIMIT_MILLIS = 300_000;
  private static final int ROWS = 24_000; // 75 MB

  @TempDir private Path folder;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private final WrittenDays written =
      new WrittenDays(server.hadoopSettings(bucket), bucket, "logs/");
  private final Random random = new Random(SEED);
  private Source first;
  private Source second;
  private Usual usual;

  /**
   * A lake, and the hash of its object. Two take turns, so that the old object and the new one
   * always differ: what a killed run has left, whichever it is, is the old object of the next.
   */
  private record Source(Lake lake, String sha256) {}

  /** A run that nobody killed, of {@link #first}. */
  private record Usual(int pieces, long startMillis, long millis) {}

  /** What a kill met and left. */
  private record Killed(Stage stage, long pieces, boolean replaced, boolean told) {}

  /** When it ends, the object of {@link #second} is the one that is there. */
  @BeforeEach
  void exportOnce() throws Exception {
    Lake lake = HeavyDays.lake(folder.resolve("lake"), ROWS);
    Lake otherLake = HeavyDays.lake(folder.resolve("other-lake"), ROWS - 1_000);
    usual = undisturbed(lake);
    first = new Source(lake, written.sha256(HeavyDays.FIRST));
    second = new Source(otherLake, exported(otherLake));
    assertNotEquals(first.sha256, second.sha256);
  }

  @Test
  void aKilledDriverLeavesTheOldObjectOrTheNewOne() throws Exception {
    Source there = second;
    List<Killed> kills = new ArrayList<>();
    for (KillMoment moment : KillMoment.ofDrivers(KILLS, usual.pieces, usual.startMillis, random)) {
      Source next = after(there);
      kills.add(killDriver(next.lake, moment, there.sha256, next.sha256));
      assertEquals(next.sha256, exported(next.lake), "the run after a kill");
      there = next;
    }
    assertSpread(kills);
    if (KILLS > 1) {
      assertTrue(
          kills.stream().anyMatch(kill -> kill.replaced && !kill.told),
          "no kill between object and ledger");
    }
  }

  /** Two in a run: a task may fail four times. */
  @Test
  void aKilledExecutorIsMadeUpFor() throws Exception {
    List<KillMoment> moments = KillMoment.ofExecutors(KILLS, usual.pieces, random);
    int runs = (KILLS + 1) / 2;
    List<Killed> kills = new ArrayList<>();
    int tasks = 0;
    Source there = second;
    for (int run = 0; run < runs; run++) {
      int other = run + runs;
      List<KillMoment> ofRun =
          other < KILLS ? List.of(moments.get(run), moments.get(other)) : List.of(moments.get(run));
      Source next = after(there);
      assertEquals(there.sha256, written.sha256(HeavyDays.FIRST), "before the run");
      Path events = Files.createDirectory(folder.resolve("events-" + run));
      kills.addAll(killExecutors(next.lake, ofRun, events));
      assertEquals(next.sha256, written.sha256(HeavyDays.FIRST), "after the run");
      tasks += lostTasks(events);
      there = next;
    }
    assertSpread(kills);
    // An executor may just have ended its task.
    assertTrue(tasks >= Math.max(1, KILLS / 2), "tasks lost with their executors: " + tasks);
  }

  private Source after(Source there) {
    return there.equals(first) ? second : first;
  }

  private Killed killDriver(Lake ofLake, KillMoment moment, String there, String next)
      throws Exception {
    long toldBefore = told(ofLake);
    try (S3Gate gate = new S3Gate(server.port());
        JavaChild run = start(ofLake, "local[2]", gate, List.of())) {
      long begun = System.currentTimeMillis();
      await(moment, gate, run);
      run.kill();
      long millis = System.currentTimeMillis() - begun;
      String found = written.sha256(HeavyDays.FIRST);
      assertTrue(List.of(there, next).contains(found), "neither the old object nor the new one");
      Killed killed =
          new Killed(
              KillMoment.stage(gate),
              gate.succeeded(KillMoment.PIECE),
              found.equals(next),
              told(ofLake) > toldBefore);
      assertTrue(killed.replaced || !killed.told, "the ledger says what is not so");
      print("driver", moment, killed, millis);
      return killed;
    }
  }

  private List<Killed> killExecutors(Lake ofLake, List<KillMoment> moments, Path events)
      throws Exception {
    List<Killed> kills = new ArrayList<>();
    DriverUi ui = new DriverUi(FreePorts.one());
    List<String> options = new ArrayList<>(ExportProcess.eventsInto(events));
    options.addAll(List.of("-Dspark.ui.enabled=true", "-Dspark.ui.port=" + ui.port()));
    try (S3Gate gate = new S3Gate(server.port());
        JavaChild run = start(ofLake, ExportProcess.CLUSTER, gate, options)) {
      long begun = System.currentTimeMillis();
      for (KillMoment moment : moments) {
        await(moment, gate, run);
        assertTrue(run.killDescendant(victim(ui, gate, run)), "no executor");
        Killed killed =
            new Killed(KillMoment.stage(gate), gate.succeeded(KillMoment.PIECE), false, false);
        print("executor", moment, killed, System.currentTimeMillis() - begun);
        kills.add(killed);
      }
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS));
    }
    return kills;
  }

  /**
   * Words of the command of an executor that is at work; of any of them when all pieces are there.
   */
  private String victim(DriverUi ui, S3Gate gate, JavaChild run) throws Exception {
    while (gate.succeeded(KillMoment.PIECE) < usual.pieces && run.exitCode(5).isEmpty()) {
      List<Executor> busy = ui.busyExecutors();
      if (!busy.isEmpty()) {
        return "--executor-id " + busy.get(0).id() + " ";
      }
    }
    return "CoarseGrainedExecutorBackend";
  }

  /** How many tasks went with the executors, of which Spark missed one at least. */
  private static int lostTasks(Path events) throws IOException {
    EventLog log = new EventLog(events);
    long executors = log.executorsThatWereKilled();
    int tasks = log.tasksThatWereLost().values().stream().mapToInt(i -> i).sum();
    System.out.printf("Spark lost %d executors, and %d tasks with them%n", executors, tasks);
    // One that has not said that it is there is not missed.
    assertTrue(executors > 0, "no executor was lost");
    return tasks;
  }

  /** Until the run has come so far; it must not end before. */
  private static void await(KillMoment moment, S3Gate gate, JavaChild run) throws Exception {
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    while (!moment.hasCome(gate)) {
      assertTrue(System.currentTimeMillis() < end, () -> "never came to " + moment);
      assertEquals(OptionalInt.empty(), run.exitCode(5), "it ended before " + moment);
    }
    Thread.sleep(moment.delayMillis());
  }

  private void print(String who, KillMoment moment, Killed killed, long millis) {
    System.out.printf(
        "killed the %s at %,d ms (an undisturbed run takes %,d, and begins to write at %,d), wanted %s: %s, %d of %d pieces in the store%s%n",
        who,
        millis,
        usual.millis,
        usual.startMillis,
        moment,
        killed.stage,
        killed.pieces,
        usual.pieces,
        who.equals("executor")
            ? ""
            : "; %s object, ledger %s"
                .formatted(killed.replaced ? "new" : "old", killed.told ? "told" : "not told"));
  }

  private void assertSpread(List<Killed> kills) {
    assertEquals(KILLS, kills.size());
    List<Long> writing =
        kills.stream().filter(kill -> kill.stage == Stage.WRITING).map(Killed::pieces).toList();
    long middle = writing.stream().filter(pieces -> pieces > 0 && pieces < usual.pieces).count();
    assertTrue(middle >= Math.max(1, KILLS / 3), () -> "in the middle of writing: " + writing);
    if (KILLS >= 10) {
      assertTrue(writing.stream().distinct().count() >= 4, () -> "not spread: " + writing);
    }
  }

  private Usual undisturbed(Lake lake) throws Exception {
    try (S3Gate gate = new S3Gate(server.port());
        JavaChild run = start(lake, "local[2]", gate, List.of())) {
      long begun = System.currentTimeMillis();
      await(new KillMoment(Stage.WRITING, 0, 0), gate, run);
      long started = System.currentTimeMillis() - begun;
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS));
      return new Usual(
          (int) gate.succeeded(KillMoment.PIECE), started, System.currentTimeMillis() - begun);
    }
  }

  /** Exports in this JVM, where Spark has started already, and returns the object's hash. */
  private String exported(Lake from) throws Exception {
    Configuration hadoop = new Configuration();
    try (ExportStore store =
        ExportStores.open("s3://" + bucket + "/logs", server.environment(), hadoop)) {
      Export export = new Export(hadoop, SparkFixture::session, store, ExportProgress.NONE);
      DayReport report = export.run(export.plan(HeavyDays.request(from), HeavyDays.FIRST));
      assertEquals(ExitCode.DONE, report.exit());
    }
    return written.sha256(HeavyDays.FIRST);
  }

  /** How many exports the ledger says were done. */
  private static long told(Lake ofLake) {
    return SparkFixture.session()
        .read()
        .format("delta")
        .load(ofLake.root() + "/export_log")
        .filter("outcome = 'done'")
        .count();
  }

  private JavaChild start(Lake ofLake, String master, S3Gate gate, List<String> jvmOptions)
      throws IOException {
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.put("FLOWLAKE_S3_ENDPOINT", gate.endpoint());
    String target = "s3://" + bucket + "/logs";
    return ExportProcess.start(ofLake.root(), target, master, environment, jvmOptions);
  }
}

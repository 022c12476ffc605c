package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * jobs/cron: the crontab is one that cron takes, and {@code run} does what cron does not. What
 * flowlake says to the arguments: {@link ScheduledArgumentsTest}.
 */
class CronJobsTest {
  /** The least and the greatest of minute, hour, day, month and weekday. */
  private static final int[][] RANGES = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};

  @TempDir Path parent;
  private JobFolder jobs;
  private Path logs;
  private Map<String, String> environment;

  @BeforeEach
  void makeFolder() throws IOException {
    jobs = JobFolder.in(parent);
    logs = Files.createDirectory(parent.resolve("cron logs"));
    Path settings = parent.resolve("settings.env");
    Files.writeString(
        settings,
        "# a comment\nSPARK_HOME='%s'\nFLOWLAKE_RAW=raw\nFLOWLAKE_LAKE=lake\nFLOWLAKE_TARGET=lab\n"
            .formatted(jobs.spark()));
    environment =
        new HashMap<>(
            Map.of(
                "FLOWLAKE_SETTINGS_FILE", settings.toString(),
                "FLOWLAKE_LOG_FOLDER", logs.toString(),
                "FLOWLAKE_RETRY_SECONDS", "0"));
  }

  @Test
  void cronTakesEveryLine() throws IOException {
    Crontab crontab = Crontab.read();
    assertEquals(4, crontab.entries().size());
    for (Crontab.Entry entry : crontab.entries()) {
      for (int i = 0; i < RANGES.length; i++) {
        String field = entry.fields().get(i);
        boolean right =
            field.equals("*")
                || (field.matches("\\d{1,2}")
                    && Integer.parseInt(field) >= RANGES[i][0]
                    && Integer.parseInt(field) <= RANGES[i][1]);
        assertTrue(right, entry + ": " + field);
      }
      assertEquals(
          entry.line().replace("\\%", "%"), entry.command(), "a % that is not escaped ends it");
    }
  }

  @Test
  void whatIsDoneIsLoggedAndNotMailed() throws Exception {
    JobFolder.Submission done = run("export", "--date", "2026-11-01");
    assertAll(
        () -> assertEquals(0, done.exitCode()),
        () -> assertEquals("", done.printed(), "cron mails whatever is printed"),
        () ->
            assertEquals(
                List.of("export", "--lake", "lake", "--target", "lab", "--date", "2026-11-01"),
                done.arguments()));
    assertTrue(
        Files.readString(logs.resolve("export.log"))
            .matches(
                "\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z export, try 1: exit code 0\nspark-submit was called\n"));
  }

  @Test
  void whatAsksForItIsTriedAgain() throws Exception {
    environment.put("SUBMIT_EXIT", "5");
    JobFolder.Submission busy = run("compact");
    assertAll(
        () -> assertEquals(5, busy.exitCode()),
        () -> assertEquals(4, busy.calls()),
        () ->
            assertEquals(
                "cron/run: compact ended with exit code 5; docs/schedule.md says what to do. It printed:\nspark-submit was called\n",
                busy.printed()));
    for (String exitCode : List.of("1", "2", "3", "4", "6")) {
      environment.put("SUBMIT_EXIT", exitCode);
      JobFolder.Submission failed = run("compact");
      assertEquals(1, failed.calls(), exitCode);
      assertEquals(Integer.parseInt(exitCode), failed.exitCode());
    }
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertEquals(
        "cron/run: Cannot run a job: there is no 'compat'; name compact, export, maintain or search\n",
        run("compat").printed());
    environment.put("FLOWLAKE_LOG_FOLDER", "/no/such");
    JobFolder.Submission noFolder = run("compact");
    assertEquals(4, noFolder.exitCode());
    assertEquals(
        "cron/run: Cannot run a job: /no/such cannot be written; make it for this user, or set FLOWLAKE_LOG_FOLDER\n",
        noFolder.printed());
    environment.put("FLOWLAKE_SETTINGS_FILE", "/no/such.env");
    assertEquals(3, run("compact").exitCode());
  }

  @Test
  void aJobThatStillRunsIsNotStartedAgain() throws Exception {
    Path spark = jobs.spark().resolve("bin/spark-submit");
    Files.writeString(
        spark,
        Files.readString(spark)
            .replace("exit ", "\"$(dirname \"$0\")/../../jobs/cron/run\" compact\nexit "));
    JobFolder.Submission outer = run("compact");
    assertEquals(0, outer.exitCode());
    assertTrue(
        Files.readString(logs.resolve("compact.log"))
            .contains("cron/run: compact still runs; this time it is left out\n"));
    assertEquals(1, outer.calls());
    assertEquals("", run("compact").printed(), "the lock went with its holder");
  }

  private JobFolder.Submission run(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jobs.home().resolve("jobs/cron/run").toString());
    command.addAll(List.of(words));
    return jobs.run(environment, command);
  }
}

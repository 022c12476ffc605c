package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    for (String exitCode : List.of("5", "137")) {
      environment.put("SUBMIT_EXIT", exitCode);
      JobFolder.Submission again = run("compact");
      assertAll(
          () -> assertEquals(Integer.parseInt(exitCode), again.exitCode()),
          () -> assertEquals(4, again.calls()),
          () ->
              assertEquals(
                  "cron/run: compact ended with exit code %s; docs/schedule.md says what to do. It printed:\nspark-submit was called\n"
                      .formatted(exitCode),
                  again.printed()));
    }
    for (String exitCode : List.of("1", "2", "3", "4", "6", "130", "143")) {
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

  /** As systemd reads it: no shell expands a value, splits it, or runs what is in it. */
  @Test
  void thePatternOfSettingsIsReadAsSystemdReadsIt() throws Exception {
    settings(
        Files.readString(SystemdUnit.FOLDER.resolve("flowlake.env"))
            + "SPARK_HOME="
            + jobs.spark()
            + "\n"
            + "FLOWLAKE_SPARK_SUBMIT_ARGS=--executor-memory 8g --conf spark.x=$HOME;`id`#1 \t\n"
            + "  AWS_SECRET_ACCESS_KEY= a+b/c==\n"
            + "; a comment\n\nDOUBLE=\" two  $words' \"\nSINGLE='\"'\nEMPTY=\nLAST=no end of line");
    JobFolder.Submission done = run("compact");
    Map<String, String> seen = done.environment();
    assertAll(
        () -> assertEquals(0, done.exitCode(), done.printed()),
        () -> assertEquals("spark://spark.example.org:7077", seen.get("FLOWLAKE_MASTER")),
        () -> assertEquals(jobs.spark().toString(), seen.get("SPARK_HOME")),
        () -> assertTrue(done.options().contains("spark.x=$HOME;`id`#1"), done.words().toString()),
        () -> assertTrue(done.options().contains("8g"), done.words().toString()),
        () -> assertEquals("a+b/c==", seen.get("AWS_SECRET_ACCESS_KEY")),
        () -> assertEquals(" two  $words' ", seen.get("DOUBLE")),
        () -> assertEquals("\"", seen.get("SINGLE")),
        () -> assertEquals("", seen.get("EMPTY")),
        () -> assertEquals("no end of line", seen.get("LAST")),
        () -> assertFalse(seen.containsKey("FLOWLAKE_KEEP_DAYS")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export A=s3cret | is not NAME=value, NAME in capitals; correct it",
        "A s3cret | is not NAME=value, NAME in capitals; correct it",
        "A =s3cret | is not NAME=value, NAME in capitals; correct it",
        "number=s3cret | is not NAME=value, NAME in capitals; correct it",
        "A=s3'cret | has a quote or a backslash within the value of A; quote whole values or none",
        "A=s3\\cret | has a quote or a backslash within the value of A; quote whole values or none",
        "A=\"s3\" cret\" | has a quote or a backslash within the value of A; quote whole values or none",
      })
  void aLineThatIsNoSettingIsRefusedUnseen(String line, String why) throws Exception {
    Path file = settings("# a comment\n" + line + "\n");
    JobFolder.Submission refused = run("compact");
    assertAll(
        () -> assertEquals(2, refused.exitCode()),
        () -> assertEquals(0, refused.calls()),
        () ->
            assertEquals(
                "cron/run: Cannot run a job: line 2 of %s %s\n".formatted(file, why),
                refused.printed()));
  }

  @Test
  void theFileOfSettingsNamesTheFolderOfLogsToo() throws Exception {
    environment.remove("FLOWLAKE_LOG_FOLDER");
    settings(
        "FLOWLAKE_LOG_FOLDER=%s\nSPARK_HOME=%s\nFLOWLAKE_RAW=raw\nFLOWLAKE_LAKE=lake\n"
            .formatted(logs, jobs.spark()));
    JobFolder.Submission done = run("compact");
    assertEquals(0, done.exitCode(), done.printed());
    assertTrue(Files.exists(logs.resolve("compact.log")));
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
    String log = Files.readString(logs.resolve("compact.log"));
    assertTrue(
        log.matches(
            "\\S+Z compact still runs; this time it is left out\n\\S+Z compact, try 1: exit code 0\nspark-submit was called\n"),
        log);
    assertEquals("", outer.printed());
    assertEquals(1, outer.calls());
    assertEquals("", run("compact").printed(), "the lock went with its holder");
  }

  /**
   * A compaction makes up for one that was left out; nothing does for a day that was not exported.
   */
  @Test
  void anExportOfOtherDaysRunsBesideAndTheSameOneIsMissed() throws Exception {
    Path spark = jobs.spark().resolve("bin/spark-submit");
    String run = "\"$(dirname \"$0\")/../../jobs/cron/run\" export --date ";
    Files.writeString(
        spark,
        Files.readString(spark)
            .replace(
                "exit ",
                "[ -n \"${INNER:-}\" ] || { export INNER=1; %s2026-11-02; %s2026-11-01; echo \"inner $?\"; }\nexit "
                    .formatted(run, run)));
    environment.put("SUBMIT_EXIT", "6"); // so that all is shown
    JobFolder.Submission outer = run("export", "--date", "2026-11-01");
    assertEquals(6, outer.exitCode(), outer.printed());
    assertEquals(2, outer.calls(), "once for each day");
    assertTrue(
        outer
            .printed()
            .contains(
                "cron/run: export --date 2026-11-01 still runs since an earlier time, so this time was left out; when it has ended, make up for it (docs/schedule.md)\ninner 5\n"),
        outer.printed());
  }

  private Path settings(String lines) throws IOException {
    return Files.writeString(Path.of(environment.get("FLOWLAKE_SETTINGS_FILE")), lines);
  }

  private JobFolder.Submission run(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jobs.home().resolve("jobs/cron/run").toString());
    command.addAll(List.of(words));
    return jobs.run(environment, command);
  }
}

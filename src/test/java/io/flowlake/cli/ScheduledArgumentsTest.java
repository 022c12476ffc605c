package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every file in jobs makes flowlake do, taken from the file itself and said to flowlake with
 * {@code --dry-run}. Only the places are others: a small lake's.
 */
class ScheduledArgumentsTest {
  /** Files that run nothing by themselves, and who tests them. */
  private static final Map<String, Class<?>> OTHERS =
      Map.ofEntries(
          Map.entry("README.md", ScheduleDocsTest.class),
          Map.entry("submit/flowlake.sh", SubmitScriptsTest.class),
          Map.entry("submit/search.sh", SubmitScriptsTest.class),
          Map.entry("kubernetes/Dockerfile", KubernetesJobsTest.class),
          Map.entry("kubernetes/settings.yaml", KubernetesJobsTest.class),
          Map.entry("systemd/flowlake.env", ScheduledArgumentsTest.class),
          Map.entry("systemd/flowlake-failed@.service", SystemdJobsTest.class),
          Map.entry("systemd/flowlake-compact.timer", SystemdJobsTest.class),
          Map.entry("systemd/flowlake-export.timer", SystemdJobsTest.class),
          Map.entry("systemd/flowlake-export-stale.timer", SystemdJobsTest.class),
          Map.entry("systemd/flowlake-maintain.timer", SystemdJobsTest.class),
          Map.entry("cron/run", CronJobsTest.class));

  /** In a real Airflow: scripts/check-airflow. */
  private static final String AIRFLOW = "airflow/flowlake_dags.py";

  private static final String DAY = "2026-11-01";

  @TempDir static Path parent;
  private static JobFolder jobs;
  private static JobLake lake;
  private static Path state;

  /**
   * A call of flowlake.
   *
   * @param file the file below jobs that makes it
   * @param arguments what flowlake gets
   * @param environment what it sees
   */
  record Call(String file, List<String> arguments, Map<String, String> environment) {
    @Override
    public String toString() {
      return file + ": " + String.join(" ", arguments);
    }
  }

  private static List<Call> calls = List.of();

  @BeforeAll
  static void makeFolder() throws Exception {
    jobs = JobFolder.in(parent);
    lake = new JobLake(parent);
    state = Files.createDirectory(parent.resolve("state"));
    Files.createDirectory(state.resolve("flowlake"));
    calls = extracted();
  }

  static List<Call> calls() {
    return calls;
  }

  private static List<Call> extracted() throws Exception {
    List<Call> all = new ArrayList<>();
    for (String days :
        List.of(
            "compact.sh",
            "export.sh --date " + DAY,
            "export.sh --stale",
            "maintain.sh --date " + DAY)) {
      List<String> words = new ArrayList<>(List.of(days.split(" ", -1)));
      words.set(0, jobs.home().resolve("jobs/submit/" + words.get(0)).toString());
      all.add(submitted("submit/" + days.split(" ", -1)[0], words, environment()));
    }
    for (SystemdUnit unit : SystemdUnit.all(".service")) {
      if (!OTHERS.containsKey("systemd/" + unit.name())) {
        for (String instance : unit.isTemplate() ? List.of(DAY, "yesterday") : List.of("")) {
          List<String> words = unit.command(instance, state);
          words.replaceAll(word -> word.replace("/opt/flowlake", jobs.home().toString()));
          all.add(submitted("systemd/" + unit.name(), words, environment()));
        }
      }
    }
    for (Crontab.Entry entry : Crontab.read().entries()) {
      String command =
          entry
              .command()
              .replace("/opt/flowlake", jobs.home().toString().replace(" ", "\\ "))
              .replace("/var/log/flowlake", state.resolve("flowlake").toString());
      all.add(submitted("cron/crontab", List.of("/bin/bash", "-c", command), ofCron()));
    }
    for (KubernetesFile file : KubernetesFile.all()) {
      if (!file.kind().equals("ConfigMap")) {
        all.add(
            new Call(
                Path.of("jobs").relativize(file.path()).toString(),
                file.arguments(),
                lake.over(KubernetesFile.settings())));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void flowlakeTakesThem(Call call) {
    MainTest.Run dry = lake.dryRun(call.environment(), call.arguments());
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(
        dry.out().matches("(?s)would .*|.*: would write .*|nothing to export: .*"), dry.out());
  }

  /** Cron and timers may ask for yesterday; nothing may leave the day to the clock unasked. */
  @ParameterizedTest
  @MethodSource("calls")
  void theDayIsNamed(Call call) {
    String command = call.arguments().get(0);
    assertTrue(
        command.equals("compact")
            || Stream.of("--date", "--from", "--stale").anyMatch(call.arguments()::contains),
        call.toString());
  }

  @Test
  void everyFileIsCovered() throws IOException {
    TreeSet<String> covered = new TreeSet<>(OTHERS.keySet());
    covered.add(AIRFLOW);
    calls().forEach(call -> covered.add(call.file()));
    assertTrue(Files.readString(Path.of("scripts/check-airflow")).contains("jobs/airflow"));
    try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
      assertEquals(
          files
              .filter(Files::isRegularFile)
              .map(file -> Path.of("jobs").relativize(file).toString())
              .filter(file -> !file.startsWith("conf/")) // Spark's settings run nothing
              .collect(Collectors.toCollection(TreeSet::new)),
          covered);
    }
  }

  private static Call submitted(String file, List<String> command, Map<String, String> environment)
      throws Exception {
    JobFolder.Submission submission = jobs.run(environment, command);
    assertEquals(0, submission.exitCode(), file + ": " + submission.printed());
    return new Call(file, submission.arguments(), submission.environment());
  }

  /** The pattern of settings, with our places. */
  private static Map<String, String> environment() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("jobs/systemd/flowlake.env"))) {
      if (!line.startsWith("#")) {
        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    variables.put("SPARK_HOME", jobs.spark().toString());
    return lake.over(variables);
  }

  /** What cron gives, and where run finds the rest. */
  private static Map<String, String> ofCron() throws IOException {
    Path settings = state.resolve("flowlake.env");
    Files.writeString(
        settings,
        environment().entrySet().stream()
            .map(variable -> "%s='%s'\n".formatted(variable.getKey(), variable.getValue()))
            .collect(Collectors.joining()));
    Map<String, String> variables = new LinkedHashMap<>(Crontab.read().variables());
    variables.put("FLOWLAKE_SETTINGS_FILE", settings.toString());
    variables.put("FLOWLAKE_LOG_FOLDER", state.resolve("flowlake").toString());
    return variables;
  }
}

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** jobs/submit/*.sh hand over to spark-submit what they should, and refuse the rest in words. */
class SubmitScriptsTest {
  @TempDir Path parent;
  private JobFolder jobs;
  private Map<String, String> environment;

  @BeforeEach
  void makeFolder() throws IOException {
    jobs = JobFolder.in(parent);
    environment =
        new HashMap<>(
            Map.of(
                "SPARK_HOME", jobs.spark().toString(),
                "FLOWLAKE_RAW", "/data/raw dumps",
                "FLOWLAKE_LAKE", "/data/the lake",
                "FLOWLAKE_TARGET", "lab"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flowlake.sh | exports,--format,json | exports,--format,json",
        "compact.sh | --node,n 1 | compact,--raw,/data/raw dumps,--lake,/data/the lake,--node,n 1",
        "export.sh | --date,2026-11-01 | export,--lake,/data/the lake,--target,lab,--date,2026-11-01",
        "export.sh | --stale | export,--lake,/data/the lake,--target,lab,--stale",
        "export.sh | --from=2026-11-01,--to=2026-11-03 | export,--lake,/data/the lake,--target,lab,--from=2026-11-01,--to=2026-11-03",
        "maintain.sh | --date,yesterday | maintain,--lake,/data/the lake,--date,yesterday",
        "search.sh | src host 10.0.0.1,--last,1h | search,--lake,/data/the lake,src host 10.0.0.1,--last,1h",
      })
  void argumentsComeThroughWhole(String script, String given, String expected) throws Exception {
    JobFolder.Submission done = run(script, given.split(","));
    assertAll(
        () -> assertEquals(0, done.exitCode(), done.printed()),
        () -> assertEquals("spark-submit was called\n", done.printed()),
        () -> assertEquals(List.of(expected.split(",")), done.arguments()));
  }

  @Test
  void daysToKeepAreOnTheCommandLineWhereTheyTravelToACluster() throws Exception {
    environment.put("FLOWLAKE_KEEP_DAYS", "90");
    assertEquals(
        List.of("maintain", "--lake", "/data/the lake", "--keep-days", "90", "--date", "yesterday"),
        run("maintain.sh", "--date", "yesterday").arguments());
  }

  @Test
  void sparkGetsLibrariesSettingsAndWhatTheUserAdds() throws Exception {
    environment.put("FLOWLAKE_MASTER", "spark://host:7077");
    environment.put("FLOWLAKE_SPARK_SUBMIT_ARGS", "--executor-memory 8g\n --conf spark.x=y");
    Path settings = jobs.home().resolve("jobs/conf/spark-defaults.conf");
    Files.writeString(settings, "spark.x 1\n");
    String home = jobs.home().toString();
    JobFolder.Submission done = run("compact.sh");
    assertEquals(
        List.of(
            "--class",
            "io.flowlake.cli.Main",
            "--master",
            "spark://host:7077",
            "--properties-file",
            settings.toString(),
            "--executor-memory",
            "8g",
            "--conf",
            "spark.x=y",
            "--jars",
            home + "/jars/a-1.jar," + home + "/jars/b-2.jar"),
        done.options());
    assertEquals(
        home + "/jobs/conf/log4j2.properties", done.environment().get("LOG4J_CONFIGURATION_FILE"));
    assertEquals("C.UTF-8", done.environment().get("LC_ALL"));
  }

  /** The last {@code --jars} alone would count. */
  @Test
  void jarsOfTheUserJoinThoseOfTheBundle() throws Exception {
    String own = jobs.home() + "/jars/a-1.jar," + jobs.home() + "/jars/b-2.jar";
    environment.put("FLOWLAKE_SPARK_SUBMIT_ARGS", "--jars x.jar,y.jar --conf a=b --jars=z.jar");
    assertEquals(
        List.of("--conf", "a=b", "--jars", own + ",x.jar,y.jar,z.jar"),
        run("compact.sh").options().subList(4, 8));
  }

  @Test
  void aClusterKeepsItsOwnSettingsAndLogging() throws Exception {
    Path own = Files.createDirectory(jobs.spark().resolve("conf"));
    Files.writeString(own.resolve("spark-defaults.conf"), "");
    Files.writeString(own.resolve("log4j2.properties"), "");
    environment.put("LANG", "de_DE.UTF-8");
    JobFolder.Submission done = run("compact.sh");
    assertAll(
        () -> assertTrue(!done.options().contains("--properties-file"), done.options().toString()),
        () -> assertTrue(!done.environment().containsKey("LOG4J_CONFIGURATION_FILE")),
        () -> assertTrue(!done.environment().containsKey("LC_ALL")));
  }

  @Test
  void inAnImageTheLibrariesAreAmongSparksOwn() throws Exception {
    for (String library : List.of("a-1.jar", "b-2.jar", "")) {
      Files.delete(jobs.home().resolve("jars").resolve(library));
    }
    JobFolder.Submission done = run("compact.sh");
    assertEquals(0, done.exitCode(), done.printed());
    assertTrue(!done.options().contains("--jars"), done.options().toString());
  }

  @ParameterizedTest
  @CsvSource({"compact.sh", "export.sh", "maintain.sh", "search.sh", "flowlake.sh"})
  void theExitCodeIsTheJobs(String script) throws Exception {
    for (String exitCode : List.of("2", "5", "6", "143")) {
      environment.put("SUBMIT_EXIT", exitCode);
      assertEquals(
          Integer.parseInt(exitCode), run(script, "--date", "2026-11-01").exitCode(), script);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compact.sh |  | FLOWLAKE_RAW | 2 | compact.sh: Cannot compact: FLOWLAKE_RAW is not set; set it,",
        "compact.sh |  | FLOWLAKE_LAKE | 2 | compact.sh: Cannot compact: FLOWLAKE_LAKE is not set; set it,",
        "export.sh | --stale | FLOWLAKE_TARGET | 2 | export.sh: Cannot export: FLOWLAKE_TARGET is not set; set it,",
        "export.sh |  | NONE | 2 | export.sh: Cannot export: no day is named; add --date 2026-11-01, --date yesterday, or --stale",
        "export.sh | --from 2026-11-01 | NONE | 2 | export.sh: Cannot export: no last day is named; add --to 2026-11-02, or --to yesterday",
        "export.sh | --to 2026-11-01 | NONE | 2 | export.sh: Cannot export: no day is named;",
        "maintain.sh | --date yesterday | FLOWLAKE_LAKE | 2 | maintain.sh: Cannot maintain: FLOWLAKE_LAKE is not set; set it,",
        "maintain.sh |  | NONE | 2 | maintain.sh: Cannot maintain: no day is named; add --date 2026-11-01, or --date yesterday",
        "search.sh |  | FLOWLAKE_LAKE | 2 | search.sh: Cannot search: FLOWLAKE_LAKE is not set; set it,",
        "compact.sh |  | SPARK_HOME | 2 | flowlake.sh: Cannot run: SPARK_HOME is not set; set it to a Spark 4.2 distribution",
      })
  void whatIsMissingIsNamed(
      String script, String argument, String missing, int exitCode, String message)
      throws Exception {
    environment.remove(missing);
    JobFolder.Submission refused =
        run(script, argument == null ? new String[0] : argument.split(" "));
    assertAll(
        () -> assertEquals(exitCode, refused.exitCode()),
        () -> assertTrue(refused.printed().startsWith(message), refused.printed()),
        () -> assertEquals(0, refused.calls()));
  }

  @Test
  void aFolderThatIsNoBundleIsNamed() throws Exception {
    Files.delete(jobs.home().resolve("flowlake.jar"));
    JobFolder.Submission refused = run("compact.sh");
    assertEquals(3, refused.exitCode());
    assertEquals(
        "flowlake.sh: Cannot run: %s/flowlake.jar is not there; make a folder to run from with scripts/bundle\n"
            .formatted(jobs.home()),
        refused.printed());
  }

  /** A slip in a name would be refused by every command. */
  @Test
  void flowlakeKnowsEveryVariableThatJobsRead() throws IOException {
    KnownSettings known =
        new KnownSettings(
            Main.program(new Settings(Map.of(), Optional.empty()), Map.of(), KeyPrompt.TERMINAL)
                .getCommandSpec());
    List<String> faults = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher names = Pattern.compile("\\bFLOWLAKE_[A-Z0-9_]+").matcher(Files.readString(file));
        while (names.find()) {
          known
              .faultOfVariable(names.group())
              .ifPresent(why -> faults.add(file + ": " + names.group() + ": " + why));
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  private JobFolder.Submission run(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(jobs.home().resolve("jobs/submit/" + script).toString());
    command.addAll(List.of(arguments));
    return jobs.run(environment, command);
  }
}

package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final String NO_SETTING = "there is no such setting.";

  @TempDir Path folder;

  /** Environment, file, command line, and the line that settings prints of the value. */
  static Stream<Arguments> origins() {
    return Stream.of(
        Arguments.of(Map.of(), "", "compact.batch-bytes", "512MiB", "default"),
        Arguments.of(Map.of(), "batch-bytes=1GiB", "compact.batch-bytes", "1GiB", "FILE"),
        Arguments.of(
            Map.of(),
            "batch-bytes=1GiB\ncompact.batch-bytes=2GiB",
            "compact.batch-bytes",
            "2GiB",
            "FILE"),
        Arguments.of(
            Map.of("FLOWLAKE_BATCH_BYTES", "3GiB"),
            "compact.batch-bytes=2GiB",
            "compact.batch-bytes",
            "3GiB",
            "FLOWLAKE_BATCH_BYTES"),
        Arguments.of(
            Map.of("FLOWLAKE_BATCH_BYTES", "3GiB", "FLOWLAKE_COMPACT_BATCH_BYTES", "4GiB"),
            "",
            "compact.batch-bytes",
            "4GiB",
            "FLOWLAKE_COMPACT_BATCH_BYTES"),
        Arguments.of(
            Map.of("FLOWLAKE_BATCH_BYTES", " "),
            "batch-bytes=1GiB",
            "compact.batch-bytes",
            "1GiB",
            "FILE"),
        Arguments.of(Map.of("FLOWLAKE_LAKE", ""), "lake=", "compact.lake", "lake", "default"),
        Arguments.of(
            Map.of("FLOWLAKE_LAKE", "s3a://b/l"), "", "rejects.lake", "s3a://b/l", "FLOWLAKE_LAKE"),
        Arguments.of(Map.of(), "node = Zürich 🚀", "compact.node", "Zürich 🚀", "FILE"),
        Arguments.of(Map.of("FLOWLAKE_DEBUG", "true"), "", "debug", "true", "FLOWLAKE_DEBUG"));
  }

  @ParameterizedTest
  @MethodSource("origins")
  void environmentWinsOverFileOverDefault(
      Map<String, String> environment, String file, String key, String value, String origin)
      throws IOException {
    Path config = Files.writeString(folder.resolve("flowlake.properties"), file);
    MainTest.Run run = MainTest.Run.in(environment, "settings", "--config", config.toString());
    String line =
        run.out().lines().filter(shown -> shown.startsWith(key + " ")).findFirst().orElseThrow();
    assertEquals("", run.err());
    assertEquals(0, run.exitCode());
    assertEquals(
        List.of(key, value, origin.equals("FILE") ? config.toString() : origin),
        List.of(line.split(" {2,}")));
  }

  @Test
  void theCommandLineWinsOverAll() {
    Map<String, String> environment = Map.of("FLOWLAKE_FLOWS", "5", "FLOWLAKE_OUT", "x");
    assertTrue(dryRun(environment).out().startsWith("5 flows of 50 nodes"));
    assertTrue(dryRun(environment, "--flows", "7").out().startsWith("7 flows of 50 nodes"));
  }

  @Test
  void aFlagThatIsSetTwiceIsStillSet() {
    Map<String, String> environment =
        Map.of("FLOWLAKE_FLOWS", "10000", "FLOWLAKE_OUT", "x", "FLOWLAKE_DIRTY", "true");
    assertTrue(dryRun(environment).out().contains("+ 1 rejected"));
    assertTrue(dryRun(environment, "--dirty").out().contains("+ 1 rejected"));
    assertTrue(dryRun(environment, "--dirty=false").out().contains("+ 0 rejected"));
  }

  @Test
  void everyFlagThatCanBeSetSaysThatNamingItMeansYes() {
    KnownSettings known = new KnownSettings(program());
    List<String> toggled =
        Stream.concat(Stream.of("flowlake"), program().subcommands().keySet().stream())
            .flatMap(command -> known.optionsOf(command).stream())
            .filter(option -> option.typeInfo().isBoolean())
            .filter(option -> !option.fallbackValue().equals("true"))
            .map(option -> option.longestName())
            .toList();
    assertEquals(List.of(), toggled, "picocli would turn these off if their default is true");
  }

  @Test
  void allMistakesAreToldAtOnce() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("c"),
            "batch-bytes=1QiB\ncompact.max-reject-ratio=2\nlaek=3\ndry-run=true\n");
    Map<String, String> environment =
        Map.of(
            "FLOWLAKE_LAEK", "x",
            "FLOWLAKE_DRY_RUN", "true",
            "FLOWLAKE_SINGLE_WRITER", "maybe",
            "FLOWLAKE_FLOWS", "none of compact's business",
            "FLOWLAKE_UNSET", "",
            "FLOWLAKE_PORT_80_TCP", "tcp://10.0.0.1:80");
    String in = " in " + config;
    for (String command : List.of("compact --raw x", "settings")) {
      MainTest.Run run = MainTest.Run.in(environment, (command + " --config " + config).split(" "));
      List<String> said = run.err().lines().map(line -> line.replaceFirst("^.*?: ", "")).toList();
      assertEquals(2, run.exitCode());
      assertTrue(
          said.containsAll(
              List.of(
                  "Cannot use FLOWLAKE_SINGLE_WRITER=maybe: it is neither true nor false.",
                  "Cannot use batch-bytes=1QiB"
                      + in
                      + ": it is not a size above 0, such as 500M, 2GiB or 1048576.",
                  "Cannot use compact.max-reject-ratio=2"
                      + in
                      + ": it is not a share from 0 to 1, such as 0.05.",
                  "Cannot use FLOWLAKE_DRY_RUN: it is for the command line only. Remove it.",
                  "Cannot use FLOWLAKE_LAEK: " + NO_SETTING + " Did you mean FLOWLAKE_LAKE?",
                  "Cannot use dry-run" + in + ": it is for the command line only. Remove it.",
                  "Cannot use laek" + in + ": " + NO_SETTING + " Did you mean lake?")),
          run.err());
      assertEquals(command.equals("settings"), run.err().contains("FLOWLAKE_FLOWS"));
      assertFalse(run.err().contains("PORT") || run.err().contains("UNSET"), run.err());
    }
  }

  @Test
  void aBadValueIsNotAlsoCalledMissing() {
    MainTest.Run run =
        MainTest.Run.in(Map.of("FLOWLAKE_FLOWS", "abc"), "generate", "--out", "x", "--dry-run");
    assertEquals(
        "flowlake generate: Cannot use FLOWLAKE_FLOWS=abc: it is not a whole number.\nSee flowlake generate --help.\n",
        run.err());
  }

  @Test
  void aRawFolderThatIsSetDoesNotStandInTheWayOfAReplay() {
    MainTest.Run run =
        MainTest.Run.in(
            Map.of("FLOWLAKE_RAW", "x"), "compact", "--replay-rejects", "--batch-bytes", "no");
    assertEquals(
        "flowlake compact: Cannot use --batch-bytes no: it is not a size above 0, such as 500M, 2GiB or 1048576.\nSee flowlake compact --help.\n",
        run.err());
  }

  @Test
  void secretsAreStars() {
    MainTest.Run run =
        MainTest.Run.in(
            Map.of(
                "AWS_SECRET_ACCESS_KEY",
                "abc123",
                "AWS_PROFILE",
                "lab",
                "FLOWLAKE_JAVA_OPTS",
                "-Xmx1g -Dspark.hadoop.fs.s3a.secret.key=abc123 -Dx=y"),
            "settings");
    assertAll(
        () -> assertEquals(0, run.exitCode()),
        () -> assertFalse(run.out().contains("abc123"), run.out()),
        () -> assertTrue(run.out().contains("fs.s3a.secret.key=**** -Dx=y"), run.out()),
        () ->
            assertTrue(run.out().lines().anyMatch(l -> l.matches("AWS_SEC\\w+ +\\*{4} +env\\w+"))),
        () -> assertTrue(run.out().lines().anyMatch(l -> l.matches("AWS_PROFILE +lab +env\\w+"))));
  }

  static Stream<Arguments> filesThatCannotBeRead() {
    return Stream.of(
        Arguments.of("", 3, "there is no such file. Check --config."),
        Arguments.of("node=\\u12", 2, "it has a broken \\u escape. Write a backslash as \\\\."),
        Arguments.of("node=\u00e9", 2, "it is not in UTF-8. Convert it."));
  }

  @ParameterizedTest
  @MethodSource("filesThatCannotBeRead")
  void filesThatCannotBeReadAreToldSo(String content, int exit, String why) throws IOException {
    Path file = folder.resolve("f");
    if (!content.isEmpty()) {
      Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    }
    MainTest.Run byOption = MainTest.Run.of("compact", "--config", file.toString());
    MainTest.Run byVariable =
        MainTest.Run.in(Map.of("FLOWLAKE_CONFIG", file.toString()), "settings");
    String message = "flowlake: Cannot read the settings in %s: %s\n".formatted(file, why);
    assertEquals(message, byOption.err());
    assertEquals(message, byVariable.err());
    assertEquals(exit, byOption.exitCode());
  }

  @Test
  void theLauncherReadsWhatWeKnow() throws IOException {
    assertEquals(new TreeSet<>(KnownSettings.LAUNCHER), variablesIn(Path.of("scripts/flowlake")));
  }

  /** They stay set when a script or a notebook runs a command. */
  @Test
  void variablesOfScriptsAndNotebooksAreKnown() throws IOException {
    Set<String> read = new TreeSet<>();
    for (String folder : List.of("scripts", "notebooks")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file :
            files.filter(Files::isRegularFile).filter(SettingsTest::isSource).toList()) {
          read.addAll(variablesIn(file));
        }
      }
    }
    assertTrue(read.containsAll(KnownSettings.NOTEBOOKS), read::toString);
    KnownSettings known = new KnownSettings(program());
    for (String variable : read) {
      assertEquals(Optional.empty(), known.faultOfVariable(variable), variable);
    }
  }

  private static boolean isSource(Path file) {
    return !file.toString().matches(".*(\\.pyc|\\.ipynb|/\\..*)");
  }

  private static Set<String> variablesIn(Path file) throws IOException {
    Matcher names = Pattern.compile("FLOWLAKE(_[A-Z0-9]+)+").matcher(Files.readString(file));
    Set<String> variables = new TreeSet<>();
    while (names.find()) {
      variables.add(names.group());
    }
    return variables;
  }

  private static MainTest.Run dryRun(Map<String, String> environment, String... args) {
    return MainTest.Run.in(
        environment,
        Stream.concat(Stream.of("generate", "--dry-run"), Stream.of(args)).toArray(String[]::new));
  }

  private static picocli.CommandLine.Model.CommandSpec program() {
    return Main.program(new Settings(Map.of(), Optional.empty()), Map.of(), KeyPrompt.TERMINAL)
        .getCommandSpec();
  }
}

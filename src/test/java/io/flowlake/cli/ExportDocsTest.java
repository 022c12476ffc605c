package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.export.ExportStatus;
import io.flowlake.lake.ExportColumns;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * docs/export.md says what the code does: the outputs in it are those of the commands. After a
 * change, {@code -Dflowlake.docs=write} writes them anew.
 */
class ExportDocsTest {
  private static final Path DOCS = Path.of("docs/export.md");
  private static final String DATA = "/data";

  @TempDir Path folder;

  @Test
  void theOutputsAreThoseOfTheCommands() throws IOException {
    SparkFixture.session(); // the commands take the session that is open
    copy(SearchLake.tour(), folder.resolve("lake")); // others search in it
    ConsoleDocs.check(DOCS, this::run, ExportDocsTest::masked);
  }

  @Test
  void theLakeIsMadeAsTheDocumentSays() throws IOException {
    String docs = Files.readString(DOCS);
    for (String command : SearchLake.TOUR) {
      assertTrue(docs.contains("\nscripts/flowlake " + command + "\n"), command);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "exports", "target.set"})
  void everyOptionIsDocumented(String command) throws IOException {
    String docs = Files.readString(DOCS);
    List<String> missing =
        Main.allCommands(program()).get(command).options().stream()
            .filter(option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName)
            .filter(name -> !docs.contains("`" + name))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void commandsStatesKeysAndColumnsAreAllThere() throws IOException {
    String docs = Files.readString(DOCS);
    Stream<String> words =
        Stream.of(
                Main.allCommands(program()).entrySet().stream()
                    .filter(command -> command.getKey().startsWith("target."))
                    .map(command -> command.getValue().qualifiedName()),
                Arrays.stream(ExportStatus.State.values())
                    .map(state -> "| `%s` |".formatted(state.text())),
                Arrays.stream(KeyChoice.Kind.values())
                    .map(kind -> "| `" + kind.name().toLowerCase(Locale.ROOT)),
                FlowColumn.usual().stream().map(FlowColumn::columnName).map("`%s`"::formatted))
            .flatMap(s -> s);
    assertEquals(List.of(), words.filter(word -> !docs.contains(word)).toList());
  }

  @Test
  void theLedgersColumnsAreThoseOfTheTable() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCS).stream()
            .dropWhile(line -> !line.equals("### export_log"))
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .map(row -> row.replaceFirst("(\\|[^|]*\\|[^|]*\\|).*", "$1"))
            .toList();
    List<String> actual =
        Arrays.stream(ExportColumns.SCHEMA.fields())
            .map(
                field ->
                    "| `%s` | %s |"
                        .formatted(field.name(), field.dataType().sql().toLowerCase(Locale.ROOT)))
            .toList();
    assertEquals(actual, documented);
  }

  /** What the command prints to both outputs, as it would stand on a terminal. */
  private List<String> run(String command) {
    Map<String, String> environment =
        Map.of("FLOWLAKE_LAKE", folder.resolve("lake").toString(), "HOME", folder.toString());
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    assertEquals("flowlake", words.remove(0), command);
    words.replaceAll(word -> word.startsWith(DATA) ? folder + word : word);
    StringWriter both = new StringWriter();
    PrintWriter out = new PrintWriter(both);
    Main.run(words.toArray(String[]::new), environment, out, out);
    out.flush();
    return both.toString().replace(folder.toString(), "").lines().toList();
  }

  /** Without what differs from run to run: times, and columns that times and paths make wider. */
  static String masked(String text) {
    return text.replaceAll("\\d+\\.\\d s\\b", "T s")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "TIME")
        .replaceAll("(?m) {2,}", "  ")
        .replaceAll("\\d+(\\.\\d)? [kM]?B\\b", "N B")
        .replaceAll("(\"(bytes|exported_at|sha256)\":)[^,]*", "$1X");
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static CommandSpec program() {
    return Main.program(new Settings(Map.of(), Optional.empty()), Map.of(), KeyPrompt.TERMINAL)
        .getCommandSpec();
  }
}

package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.search.SearchRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/**
 * docs/search.md says what the code does: the outputs of its tour are those of the commands in it.
 * After a change, {@code -Dflowlake.docs=write} writes them anew.
 */
class SearchDocsTest {
  private static final Path DOCS = Path.of("docs/search.md");
  private static final Pattern CURSOR = Pattern.compile("--after ([\\w-]{20,})");

  @TempDir Path folder;
  private String cursor = "";

  @Test
  void theTourIsWhatTheCommandsPrint() throws IOException {
    ConsoleDocs.check(DOCS, this::run, SearchDocsTest::masked);
  }

  @Test
  void theLakeIsMadeAsTheTourSays() throws IOException {
    String docs = Files.readString(DOCS);
    for (String command : SearchLake.TOUR) {
      assertTrue(docs.contains("\nscripts/flowlake " + command + "\n"), command);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "searches"})
  void everyOptionIsDocumented(String command) throws IOException {
    String docs = Files.readString(DOCS);
    List<String> missing =
        Main.program(new Settings(Map.of(), Optional.empty()), Map.of(), KeyPrompt.TERMINAL)
            .getSubcommands()
            .get(command)
            .getCommandSpec()
            .options()
            .stream()
            .filter(option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName)
            .filter(name -> !docs.contains("`" + name))
            .toList();
    assertEquals(List.of(), missing);
    assertTrue(docs.contains("%,d".formatted(SearchRequest.MAX_LIMIT)));
  }

  /** What the command prints to both outputs, as it would stand on a terminal. */
  private List<String> run(String command) throws IOException {
    Map<String, String> environment =
        Map.of(
            "FLOWLAKE_LAKE",
            SearchLake.tour().toString(),
            "FLOWLAKE_TIMEZONE",
            "UTC",
            Colours.TERMINAL,
            "true",
            "NO_COLOR",
            "1",
            "HOME",
            folder.toString());
    List<String> words = new ArrayList<>();
    for (String word : shellWords(command)) {
      boolean file = word.matches("[a-z]+\\.(html|csv|parquet|json)");
      words.add(word.equals("CURSOR") ? cursor : file ? folder.resolve(word).toString() : word);
    }
    assertEquals("flowlake", words.remove(0), command);
    StringWriter both = new StringWriter();
    PrintWriter out = new PrintWriter(both);
    Main.run(words.toArray(String[]::new), environment, out, out);
    out.flush();
    Matcher next = CURSOR.matcher(both.toString());
    if (next.find()) {
      cursor = next.group(1);
    }
    return next.reset().replaceAll("--after CURSOR").lines().toList();
  }

  /** Without what differs from run to run (times) and with the layout of files. */
  private static String masked(String text) {
    return text.replaceAll("\\d+\\.\\d s\\b", "T s")
        .replaceAll("\\d+(\\.\\d)? [kM]?B\\b", "N B")
        .replaceAll(": \\d+ files?", ": N files")
        .replaceAll("in \\d+ reads? of", "in N reads of")
        .replaceAll("[\\d,]+ rows?, [\\d,]+ kept", "R rows, K kept")
        .replaceAll("\\d+\\.\\d % of the bytes", "P % of the bytes");
  }

  /** Words as a shell cuts them, with single quotes. */
  private static List<String> shellWords(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }
}

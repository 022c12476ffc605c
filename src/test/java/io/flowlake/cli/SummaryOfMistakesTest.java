package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A scheduler that reads the summary of an earlier run would take a wrong command for a good one.
 */
class SummaryOfMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search|--limit 0|Cannot use --limit 0: it is not a whole number from 1 to 10,000.",
        "search|--lmit 5|Cannot use --lmit: search has no such option. Did you mean --limit?",
        "search|--params page=2|Cannot use page of --params: it is a place in an answer of the product. Leave it out and use --after CURSOR.",
        "query|--last 0s|Cannot use --last 0s: it is not a duration above 0, such as 90s, 15m, 2h or 7d.",
        "compact|--lake x|Cannot compact: --raw is missing. Add --raw URI.",
        "compact|--raw x --bach-bytes 5|Cannot use --bach-bytes: compact has no such option. Did you mean --batch-bytes?",
        "maintain|--keep-days 0|Cannot use --keep-days 0: it is not a whole number of 1 or more."
      })
  void saysWhatWasWrong(String command, String options, String message) throws IOException {
    JsonNode summary = summaryOf(command, options.split(" "));
    assertAll(
        () -> assertEquals(command.replace("query", "search"), summary.path("command").asText()),
        () -> assertEquals(2, summary.path("exit").asInt()),
        () -> assertEquals(message, summary.path("message").asText()));
  }

  @Test
  void hasAllMistakesAndTheCaret() throws IOException {
    assertEquals(
        """
        Cannot read the filter at line 1, column 5: 'prot' is no name that is known after 'dst'. Did you mean 'port'?
          dst prot 443
              ^^^^
        Cannot use --last 0s: it is not a duration above 0, such as 90s, 15m, 2h or 7d.""",
        summaryOf("search", "dst prot 443", "--last", "0s").path("message").asText());
  }

  private JsonNode summaryOf(String command, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("s.json"), "{\"exit\":0}");
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(options));
    words.addAll(List.of("--summary", file.toString()));
    assertEquals(2, MainTest.Run.of(words.toArray(String[]::new)).exitCode());
    return new ObjectMapper().readTree(file.toFile());
  }
}

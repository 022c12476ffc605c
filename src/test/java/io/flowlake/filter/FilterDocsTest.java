package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/filter.md is parsed, and says what the page says. */
class FilterDocsTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(filter[a-z-]*)\n(.*?)```", Pattern.DOTALL);

  static Stream<String> filters() throws IOException {
    return blocks("filter").stream().flatMap(String::lines);
  }

  static List<String> errors() throws IOException {
    return blocks("filter-error");
  }

  @ParameterizedTest
  @MethodSource("filters")
  void examplesAreFilters(String text) {
    ParsedFilter parsed = FilterText.parse(text);
    assertEquals(List.of(), parsed.warnings());
    FilterChecks.check(text);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorsAreWordForWord(String block) {
    String[] parts = block.split("\n", 2);
    assertEquals(parts[1].stripTrailing(), FilterCorpus.answer(parts[0]));
  }

  @Test
  void canonicalTextsAreThose() throws IOException {
    List<String> lines = blocks("filter-canonical").stream().flatMap(String::lines).toList();
    assertTrue(lines.size() > 3, "no lines");
    for (String line : lines) {
      String[] parts = line.split(" +→ +", 2);
      assertEquals(parts[1], FilterText.canonical(FilterText.parse(parts[0]).filter()));
    }
  }

  @Test
  void everyColumnIsNamed() throws IOException {
    String page = page();
    for (FlowColumn column : FlowColumn.all()) {
      assertTrue(page.contains("`" + column.columnName() + "`"), column.columnName());
    }
  }

  private static List<String> blocks(String kind) throws IOException {
    return BLOCK
        .matcher(page())
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(block -> block.group(2))
        .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/filter.md"));
  }
}

package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A notebook is a pair, {@code .py} and {@code .ipynb}, that says the same and holds no outputs.
 */
class NotebookPairsTest {
  private static final Path FOLDER = Path.of("notebooks");

  /**
   * A cell as both files have it.
   *
   * @param type markdown or code
   */
  private record Cell(String type, String source) {}

  static List<String> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d.*\\.(py|ipynb)"))
          .map(name -> name.replaceFirst("\\..*", ""))
          .distinct()
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void bothSayTheSame(String name) throws IOException {
    assertEquals(
        ofScript(Files.readString(FOLDER.resolve(name + ".py"))),
        ofNotebook(name),
        () -> name + ": run scripts/notebooks --pair");
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void nothingThatRanIsKept(String name) throws IOException {
    for (JsonNode cell : read(name).get("cells")) {
      if (cell.get("cell_type").asText().equals("code")) {
        assertAll(
            name,
            () -> assertTrue(cell.get("outputs").isEmpty(), "outputs"),
            () -> assertTrue(cell.get("execution_count").isNull(), "execution_count"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void eachCellSaysSomething(String name) throws IOException {
    assertTrue(ofNotebook(name).stream().noneMatch(cell -> cell.source().isBlank()), name);
  }

  @Test
  void theFourAreThere() throws IOException {
    assertEquals(List.of("01-explore", "02-investigate", "03-capacity", "04-quality"), notebooks());
  }

  @Test
  void pysparkIsTheSparkOfTheBuild() throws IOException {
    Matcher ofBuild =
        Pattern.compile("<spark.version>(.+)</spark.version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(ofBuild.find());
    String version = ofBuild.group(1);
    assertAll(
        () ->
            assertTrue(
                Files.readAllLines(FOLDER.resolve("requirements.txt"))
                    .contains("pyspark==" + version),
                "requirements.txt"),
        () ->
            assertTrue(
                Files.readAllLines(FOLDER.resolve("requirements.in"))
                    .contains("pyspark[connect]==" + version),
                "requirements.in"));
  }

  private static List<Cell> ofNotebook(String name) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : read(name).get("cells")) {
      JsonNode source = cell.get("source");
      StringBuilder text = new StringBuilder(source.isTextual() ? source.asText() : "");
      source.forEach(line -> text.append(line.asText()));
      cells.add(new Cell(cell.get("cell_type").asText(), text.toString()));
    }
    return cells;
  }

  /** As jupytext reads {@code py:percent}, as far as these files use it. */
  private static List<Cell> ofScript(String script) {
    List<Cell> cells = new ArrayList<>();
    for (String part : script.split("(?m)^# %%", -1)) {
      boolean markdown = part.startsWith(" [markdown]");
      String source = part.substring(part.indexOf('\n') + 1).stripTrailing();
      if (markdown) {
        source = source.replaceAll("(?m)^# ?", "");
      }
      cells.add(new Cell(markdown ? "markdown" : "code", source));
    }
    return cells.subList(1, cells.size()); // before the first is the header
  }

  private static JsonNode read(String name) throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve(name + ".ipynb").toFile());
  }
}

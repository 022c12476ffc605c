package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.lake.FlowsSchema;
import io.flowlake.lake.IngestColumns;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.ExitCode;
import io.flowlake.model.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** docs/compact.md says what the code does. */
class CompactDocsTest {
  private static final Path DOCS = Path.of("docs/compact.md");

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("### flows", FlowsSchema.table()),
        Arguments.of("### rejects", RejectColumns.SCHEMA),
        Arguments.of("### ingest_log", IngestColumns.SCHEMA));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void columnsAreThoseOfTheTable(String heading, StructType schema) throws IOException {
    List<String> documented =
        rows(heading).stream()
            .map(row -> row.replaceFirst("(\\|[^|]*\\|[^|]*\\|).*", "$1"))
            .toList();
    List<String> actual =
        Arrays.stream(schema.fields())
            .map(
                field ->
                    "| `%s` | %s |"
                        .formatted(field.name(), field.dataType().sql().toLowerCase(Locale.ROOT)))
            .toList();
    assertEquals(actual, documented);
  }

  @Test
  void meaningsOfFlowsAreTheTablesOwn() throws IOException {
    List<String> actual =
        Arrays.stream(FlowsSchema.table().fields()).map(CompactDocsTest::withComment).toList();
    assertEquals(actual, rows("### flows"));
  }

  @ParameterizedTest
  @CsvSource({
    "compact, ## Options of compact",
    "rejects, ## Rejects",
    "maintain, ## flowlake maintain"
  })
  void everyOptionIsDocumented(String command, String heading) throws IOException {
    String section = section(heading);
    List<String> missing =
        Main.program(new Settings(Map.of(), Optional.empty()), Map.of(), KeyPrompt.TERMINAL)
            .getSubcommands()
            .get(command)
            .getCommandSpec()
            .options()
            .stream()
            .filter(option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName)
            .filter(name -> !section.contains("`" + name) && !name.equals("--lake"))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void reasonsAndExitCodesAreAllThere() throws IOException {
    String rejects = section("## Rejects");
    for (RejectReason reason : RejectReason.values()) {
      assertTrue(rejects.contains("`" + reason.text() + "`"), reason.text());
    }
    TreeSet<Integer> documented = new TreeSet<>();
    Matcher codes = Pattern.compile("(?m)^\\| ([0-6]) \\|").matcher(section("## Exit codes"));
    while (codes.find()) {
      documented.add(Integer.valueOf(codes.group(1)));
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), List.copyOf(documented));
    assertEquals(documented.size(), ExitCode.values().length);
  }

  private static String withComment(StructField field) {
    return "| `%s` | %s | %s |"
        .formatted(
            field.name(),
            field.dataType().sql().toLowerCase(Locale.ROOT),
            field.getComment().get());
  }

  /** The rows of the first table below a heading. */
  private static List<String> rows(String heading) throws IOException {
    return section(heading)
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String section(String heading) throws IOException {
    String level = heading.replaceFirst(" .*", " ");
    StringBuilder section = new StringBuilder();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCS)) {
      inside = line.equals(heading) || (inside && !line.startsWith(level));
      if (inside) {
        section.append(line).append('\n');
      }
    }
    assertTrue(!section.isEmpty(), heading + " is not in " + DOCS);
    return section.toString();
  }
}

package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.lake.FlowsView;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements of {@code flowlake sql-setup} run as they are printed, whatever the path is. */
class SqlSetupCommandTest {
  private final SparkSession spark = SparkFixture.newSession();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lake",
        "it's",
        "a \"quoted\" one",
        "back`tick",
        "100%41 ä 😀",
        "; DROP TABLE x; --",
        "a=b",
        "$HOME ${x}"
      })
  void oddPathsAreEscaped(String name, @TempDir Path folder) throws IOException {
    Path lake = Files.createSymbolicLink(folder.resolve(name), SearchLake.tour());
    MainTest.Run run = run("--lake", lake.toString(), "--view", "v");
    assertEquals(0, run.exitCode(), run.err());
    // As they were made: a path may hold what ends a statement.
    for (String statement : FlowsView.temporary("v", lake.toString())) {
      assertTrue(run.out().contains(statement + ";\n"), run.out());
      spark.sql(statement);
    }
    assertEquals(20_000, spark.sql("SELECT * FROM v").count());
    MainTest.Run kept = run("--lake", lake.toString(), "--database", "odd_paths");
    if (name.contains("${")) {
      assertEquals(2, kept.exitCode());
      assertTrue(
          kept.err().contains("Spark takes ${…} in a statement for a variable."), kept.err());
    } else {
      FlowsView.permanent("odd_paths", "flows", lake.toString()).forEach(spark::sql);
      assertEquals(20_000, spark.sql("SELECT * FROM odd_paths.flows").count());
    }
  }

  @Test
  void theViewHasTheTablesColumnsAndTheFlagsInWords() throws IOException {
    FlowsView.temporary("flows", SearchLake.tour().toString()).forEach(spark::sql);
    List<String> expected = new ArrayList<>();
    for (FlowColumn column : FlowColumn.all()) {
      expected.add(column.columnName());
      if (column == FlowColumn.TCP_FLAGS) {
        expected.add(FlowsView.FLAGS_TEXT);
      }
      if (column == FlowColumn.FLOW_FLAGS) {
        expected.add(FlowsView.FLOW_FLAGS_TEXT);
      }
    }
    assertEquals(expected, List.of(spark.sql("SELECT * FROM flows").columns()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--lake /no/such/lake | 3 | Cannot read /no/such/lake: there is no folder /no/such/lake.",
        "--view the-flows | 2 | Cannot use --view 'the-flows': Spark's catalog takes names of letters a to z, digits and _ only. Choose another, such as net_flows.",
        "--database a.b | 2 | Cannot use --database 'a.b': Spark's catalog takes names of",
      })
  void mistakesAreTold(String options, int exitCode, String message) {
    MainTest.Run run = run(options.split(" ", -1));
    assertEquals(exitCode, run.exitCode(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals("", run.out());
  }

  private static MainTest.Run run(String... options) {
    List<String> words = new ArrayList<>(List.of("sql-setup"));
    words.addAll(List.of(options));
    return MainTest.Run.in(Map.of(), words.toArray(String[]::new));
  }
}

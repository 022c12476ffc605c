package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/**
 * docs/sql.md says what the code does: what stands below a statement or command is what it prints.
 * After a change, {@code -Dflowlake.docs=write} writes it anew.
 */
class SqlDocsTest {
  static final Path DOCS = Path.of("docs/sql.md");
  private static final String COMMAND = "$ ";
  private static final String STATEMENT = "spark-sql> ";

  private final SparkSession spark = SparkFixture.newSession();
  private Path lake;

  @BeforeEach
  void setUp() throws IOException {
    lake = SearchLake.tour();
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    for (String statement : printed("sql-setup").split(";\n", -1)) {
      if (!statement.isBlank()) {
        spark.sql(statement);
      }
    }
  }

  @Test
  void whatStandsBelowAStatementIsWhatItPrints() throws IOException {
    List<String> written = new ArrayList<>();
    boolean console = false;
    for (String line : Files.readAllLines(DOCS)) {
      boolean asked = console && (line.startsWith(COMMAND) || line.startsWith(STATEMENT));
      if (line.startsWith("```")) {
        console = line.equals("```console");
      }
      if (!console || asked || line.startsWith("```")) {
        written.add(line);
      }
      if (asked) {
        written.addAll(answer(line));
      }
    }
    String text = String.join("\n", written) + "\n";
    if ("write".equals(System.getProperty("flowlake.docs"))) {
      Files.writeString(DOCS, text);
    }
    assertEquals(text, Files.readString(DOCS));
  }

  @Test
  void theLakeIsMadeAsTheDocumentSays() throws IOException {
    String docs = Files.readString(DOCS);
    for (String command : SearchLake.TOUR) {
      assertTrue(docs.contains("\nscripts/flowlake " + command + "\n"), command);
    }
  }

  @Test
  void everyOptionAndFunctionIsDocumented() throws IOException {
    String docs = Files.readString(DOCS);
    List<String> missing =
        new ArrayList<>(
            Main.allCommands(
                    Main.program(
                            new Settings(Map.of(), Optional.empty()), Map.of(), KeyPrompt.TERMINAL)
                        .getCommandSpec())
                .get("sql-setup")
                .options()
                .stream()
                .filter(
                    option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::longestName)
                .toList());
    for (String function :
        List.of(
            "flow_search",
            "ip_in_cidr",
            "ip_family",
            "is_private_ip",
            "tcp_flags_text",
            "tcp_flags_has",
            "flow_flags_text",
            "protocol_name")) {
      assertTrue(spark.catalog().functionExists(function), function);
      missing.add(function);
    }
    missing.removeIf(docs::contains);
    assertEquals(List.of(), missing);
  }

  private List<String> answer(String line) {
    return line.startsWith(COMMAND)
        ? printed(line.substring(COMMAND.length()).replace("flowlake ", ""))
            .replace(lake.getParent().toString(), "/data")
            .lines()
            .toList()
        : result(line.substring(STATEMENT.length()).replaceAll(";$", ""));
  }

  private String printed(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    MainTest.Run run =
        MainTest.Run.in(Map.of("FLOWLAKE_LAKE", lake.toString()), words.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }

  /** As spark-sql prints rows: values by tabs; and mistakes by their message. */
  private List<String> result(String statement) {
    try {
      Dataset<Row> rows = spark.sql(statement.replace("'lake'", "'" + lake + "'"));
      return asText(rows).collectAsList().stream().map(SqlDocsTest::line).toList();
    } catch (Exception e) {
      if (e instanceof AnalysisException refused) {
        return refused.getMessage().lines().toList();
      }
      throw e;
    }
  }

  /** Texts are made by Spark, for Java's would be of this machine's time zone. */
  private static Dataset<Row> asText(Dataset<Row> rows) {
    String[] names =
        IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new);
    return rows.toDF(names)
        .select(
            Arrays.stream(names)
                .map(name -> functions.col(name).cast("string"))
                .toArray(Column[]::new));
  }

  private static String line(Row row) {
    return IntStream.range(0, row.length())
        .mapToObj(i -> row.isNullAt(i) ? "NULL" : row.getString(i))
        .collect(Collectors.joining("\t"));
  }
}

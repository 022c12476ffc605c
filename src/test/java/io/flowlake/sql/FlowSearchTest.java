package io.flowlake.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.cli.SearchLake;
import io.flowlake.lake.FlowsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code flow_search} as statements call it: arguments, mistakes, plan, and what it reads when. */
class FlowSearchTest {
  private static Path lake;
  private final SparkSession spark = SparkFixture.newSession();

  @BeforeAll
  static void make() throws IOException {
    lake = SearchLake.tour();
  }

  @Test
  void columnsAndTypesAreThoseOfTheTable() {
    assertEquals(
        FlowsSchema.table().catalogString(),
        search("'', all_time => true").schema().catalogString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // The same search, said in several ways.
        "'proto tcp and dst port 443', 'oldest', 7, '2026-11-02', '2026-11-03' | 7",
        "filter => 'proto tcp and dst port 443', order => 'oldest', max_rows => 7, from => '2026-11-02', to => '2026-11-03' | 7",
        "'proto tcp and dst port 443', 'OLDEST', max_rows => 3 + 4, to => DATE '2026-11-03', from => TIMESTAMP '2026-11-02T00:00:00Z' | 7",
        "'proto tcp and dst port 443', order => concat('old', 'est'), MAX_ROWS => '7', from => 1793577600, to => TIMESTAMP_NTZ '2026-11-03 00:00:00' | 7",
        "'dst port 443 and proto tcp and day 2026-11-02', 'start_time:asc', max_rows => 7L | 7",
      })
  void argumentsAreTakenByPositionAndByName(String arguments, int rows) {
    List<String> found = times(search(arguments));
    assertEquals(rows, found.size());
    assertEquals(
        times(
            search(
                "'proto tcp and dst port 443', 'oldest', 7, '2026-11-02', '2026-11-03', node => '*'")),
        found);
  }

  @Test
  void defaultsAreThoseOfTheCommand() {
    assertEquals(100, search("'', all_time => true").count(), "rows");
    assertEquals(0, search("").count(), "the last two hours");
    assertEquals(0, search("NULL, max_rows => NULL, all_time => false").count(), "NULL is nothing");
    assertEquals(100, search("'day 2026-11-01'").count(), "the filter's own range");
    List<String> newest = times(search("'', all_time => true"));
    assertEquals(newest.stream().sorted(Comparator.reverseOrder()).toList(), newest);
  }

  @Test
  void constantsMayBeComputed() {
    assertEquals(
        100,
        search(
                "'', from => current_timestamp() - INTERVAL 1000000 HOURS, to => now() + INTERVAL 1000000 HOURS")
            .count());
  }

  /** When this fails, docs/sql.md need no longer say so: delta-io/delta#7640. */
  @Test
  void parametersAreLostByTheParserOfDelta() {
    assertThrows(
        AnalysisException.class,
        () -> spark.sql("SELECT * FROM flow_search(:lake)", Map.of("lake", lake.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'proto tcp and dst prot 443' | Cannot read the filter at line 1, column 19: 'prot' is no name that is known after 'dst'. Did you mean 'port'?",
        "'', order => 'neewest' | Cannot order by 'neewest': there is no column 'neewest' (did you mean newest?); take newest,",
        "'', max_rows => 10001 | Cannot use max_rows => 10001: a search returns 1 to 10,000 flows.",
        "'', max_rows => 0 | Cannot use max_rows => 0: a search returns 1 to 10,000 flows.",
        "'', max_rows => 1.5 | Cannot use max_rows => 1.5: a search returns 1 to 10,000 flows.",
        "'', node => 'a,,b' | Cannot use node: 'a,,b' lacks a value beside its comma or operator.",
        "'', from => 'yesterday' | Cannot use from: 'yesterday' is not a time",
        "'', last => '1x' | Cannot use last: ",
        "'', last => '1h', from => '2026-11-01' | Cannot use last and from together: each gives a time range. Keep last, or from and to, or all_time.",
        "'', from => '2026-11-02', to => '2026-11-01' | Cannot search from 2026-11-02T00:00:00.000Z to 2026-11-01T00:00:00.000Z: nothing lies between them. to must be later than from.",
        "'', order => 'closest', all_time => true | Cannot order by closest: there is no time range to be close to; give last, or from and to.",
        "'', all_time => 'maybe' | Cannot use all_time => maybe: it is true or false.",
        "'', limit => 5 | Cannot call flow_search: there is no argument 'limit'. It takes lake, filter, order,",
        "'', max_row => 5 | Cannot call flow_search: there is no argument 'max_row'; did you mean max_rows? It takes",
        "filter => '', FILTER => '' | Cannot call flow_search: the argument filter is given twice.",
        "order => 'newest', '' | Cannot call flow_search: argument 3 has no name, and comes after one that has.",
        "'', max_rows => CAST(rand() * 10 AS INT) | Cannot call flow_search: max_rows => ",
        "'','newest',1,'2026-11-01','2026-11-02','*','2h',true,1 | Cannot call flow_search with more than 9 arguments: it takes lake,",
      })
  void aMistakeIsToldInWords(String arguments, String message) {
    AnalysisException refused = assertThrows(AnalysisException.class, () -> search(arguments));
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }

  /** As the command, which warns and ends with 0; the words are those of UnknownNodes. */
  @Test
  void anUnknownNodeHasNoRows() {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    Appender appender =
        new AbstractAppender("test", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            log.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(FlowSearchScan.class);
    logger.addAppender(appender);
    try {
      assertEquals(List.of(), search("'', node => 'edge-001', all_time => true").collectAsList());
    } finally {
      logger.removeAppender(appender);
    }
    assertEquals(
        List.of("flow_search: no node is called 'edge-001'; did you mean edge-0001?"), log);
  }

  @Test
  void aLakeThatIsNotThereIsTold() {
    for (String call : List.of("'/no/such/lake'", "lake => '/no/such/lake', all_time => true")) {
      AnalysisException refused =
          assertThrows(
              AnalysisException.class, () -> spark.sql("SELECT * FROM flow_search(" + call + ")"));
      assertTrue(
          refused
              .getMessage()
              .startsWith("Cannot read /no/such/lake: there is no folder /no/such/lake."),
          refused.getMessage());
    }
    AnalysisException missing =
        assertThrows(AnalysisException.class, () -> spark.sql("SELECT * FROM flow_search()"));
    assertTrue(missing.getMessage().startsWith("Cannot call flow_search: the lake is missing."));
    AnalysisException column =
        assertThrows(
            AnalysisException.class,
            () -> spark.sql("SELECT * FROM VALUES ('x') AS t(a), LATERAL flow_search(a)"));
    assertTrue(column.getMessage().contains("is not constant"), column.getMessage());
  }

  @Test
  void aPlanSaysWhatItReadsAndReadsNothing(@TempDir Path folder) throws IOException {
    Path copy = folder.resolve("lake");
    copy(lake, copy);
    Dataset<Row> found =
        spark.sql(
            "SELECT * FROM flow_search('%s', 'proto icmp and day 2026-11-01', max_rows => 5)"
                .formatted(copy));
    deleteAll(copy, ".parquet");
    String said =
        "flow_search %s: protocol = ICMP and day = 2026-11-01, as the filter says, newest, at most 5; flows at version 1, "
            .formatted(copy);
    String explained =
        spark
            .sql(
                "EXPLAIN EXTENDED SELECT * FROM flow_search('%s', 'proto icmp and day 2026-11-01', max_rows => 5)"
                    .formatted(copy))
            .head()
            .getString(0);
    assertTrue(explained.contains(said), explained + said);
    assertTrue(explained.contains("files may match; local: "), explained);
    assertThrows(Exception.class, found::collectAsList, "the files are gone");
  }

  @Test
  void keysInAnAddressAreNotShown() {
    assertEquals("s3a://****@bucket/lake", LakeText.withoutSecrets("s3a://KEY:SECRET@bucket/lake"));
    assertEquals("s3a://bucket/a@b", LakeText.withoutSecrets("s3a://bucket/a@b"));
  }

  @Test
  void sparkReadsWhatTheDriverReads() {
    String arguments = "'proto tcp', order => 'sent_bytes:desc', all_time => true, max_rows => 500";
    List<Row> local = search(arguments).collectAsList();
    spark.conf().set(SearchSettings.ENGINE, "spark");
    assertEquals(local, search(arguments).collectAsList());
    spark.conf().set(SearchSettings.ENGINE, "sprak");
    AnalysisException refused = assertThrows(AnalysisException.class, () -> search(arguments));
    assertEquals(
        "Cannot use the setting spark.flowlake.search.engine=sprak: it is none of auto, local, spark.",
        refused.getSimpleMessage().replaceAll("; line.*", ""));
  }

  @Test
  void itIsATableLikeOthers() {
    String found =
        "flow_search('%s', 'proto udp', all_time => true, max_rows => 2000)".formatted(lake);
    long count = spark.sql("SELECT count(*) FROM " + found).head().getLong(0);
    assertTrue(count > 0);
    String self = "SELECT 1 FROM %s a LEFT SEMI JOIN %s b ON a.start_time = b.start_time";
    assertEquals(count, spark.sql(self.formatted(found, found)).count());
    spark.sql("CREATE OR REPLACE TEMPORARY VIEW found AS SELECT * FROM " + found);
    assertFalse(spark.sql("SELECT * FROM found WHERE dest_port = 53 LIMIT 3").isEmpty());
    assertEquals(
        List.of("UDP"),
        spark.sql("SELECT DISTINCT protocol FROM found").collectAsList().stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void helpIsThere() {
    String help =
        spark.sql("DESCRIBE FUNCTION EXTENDED flow_search").collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.joining("\n"));
    assertTrue(help.contains("Usage: flow_search(lake, filter"), help);
    assertTrue(help.contains("max_rows - how many flows at most"), help);
  }

  private Dataset<Row> search(String arguments) {
    return spark.sql(
        "SELECT * FROM flow_search('%s'%s)"
            .formatted(lake, arguments.isEmpty() ? "" : ", " + arguments));
  }

  private static List<String> times(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getAs("start_time").toString()).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void deleteAll(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        Files.delete(file);
      }
    }
  }
}

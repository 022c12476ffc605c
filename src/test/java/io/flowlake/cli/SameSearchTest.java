package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.PythonSpark;
import io.flowlake.SparkFixture;
import io.flowlake.model.ColumnType;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same searches by the command, from Java, in a spark-sql process, from PySpark and through a
 * server of Spark Connect: the same rows in the same order.
 */
class SameSearchTest {
  /** Options of the command, and the arguments that say the same in SQL. */
  private record Case(List<String> options, String arguments) {}

  private static final List<Case> CASES =
      List.of(
          new Case(List.of("", "--all-time"), "all_time => true"),
          new Case(
              List.of("proto tcp and dst port 443", "--all-time", "--order", "oldest"),
              "filter => 'proto tcp and dst port 443', all_time => true, order => 'oldest'"),
          new Case(
              List.of(
                  "src net 10.1.0.0/16 and not dst net 10.0.0.0/8",
                  "--from",
                  "2026-11-01T06:00Z",
                  "--to",
                  "2026-11-02T06:00Z",
                  "--limit",
                  "10000"),
              "filter => 'src net 10.1.0.0/16 and not dst net 10.0.0.0/8', from => '2026-11-01T06:00Z', to => TIMESTAMP '2026-11-02T06:00:00Z', max_rows => 10000"),
          new Case(
              List.of(
                  "proto icmp",
                  "--from",
                  "2026-11-02T12:00Z",
                  "--to",
                  "2026-11-02T12:00:01Z",
                  "--order",
                  "closest",
                  "--limit",
                  "50"),
              "filter => 'proto icmp', from => '2026-11-02T12:00Z', to => '2026-11-02T12:00:01Z', order => 'closest', max_rows => 50"),
          new Case(
              List.of(
                  "flags all [SYN ACK]",
                  "--node",
                  "edge-0001,edge-0003",
                  "--all-time",
                  "--order",
                  "sent_bytes:desc",
                  "--limit",
                  "999"),
              "filter => 'flags all [SYN ACK]', node => 'edge-0001,edge-0003', all_time => true, order => 'sent_bytes:desc', max_rows => 999"),
          new Case(
              List.of("day 2026-11-01", "--limit", "10000"),
              "filter => 'day 2026-11-01', max_rows => 10000"),
          new Case(List.of("proto tcp"), "filter => 'proto tcp'"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START_SECONDS = 120;

  private static Path lake;

  /** What the command prints, a line a row, of each case. */
  private static final List<List<String>> EXPECTED = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void search() throws IOException {
    lake = SearchLake.tour();
    for (Case each : CASES) {
      EXPECTED.add(byCommand(each));
    }
    assertEquals(List.of(), EXPECTED.get(6), "the last two hours");
    EXPECTED.subList(0, 6).forEach(rows -> assertNotEquals(List.of(), rows));
    assertEquals(100, EXPECTED.get(0).size(), "by default");
  }

  @Test
  void fromJava() {
    SparkSession spark = SparkFixture.newSession();
    for (int i = 0; i < CASES.size(); i++) {
      List<String> rows =
          spark.sql(statement(CASES.get(i))).collectAsList().stream()
              .map(row -> row.getString(0))
              .toList();
      assertEquals(EXPECTED.get(i), rows, CASES.get(i).arguments);
    }
  }

  @Test
  @Tag("slow")
  void inSparkSql() throws IOException, InterruptedException {
    String marked =
        CASES.stream()
            .map(each -> statement(each) + ";\nSELECT '-- end';\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("statements.sql"), marked);
    List<String> command = new ArrayList<>();
    command.add(PythonSpark.home().resolve("bin/spark-sql").toString());
    command.addAll(PythonSpark.options());
    command.addAll(List.of("-f", "statements.sql"));
    List<List<String>> found = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : PythonSpark.output(PythonSpark.process(folder, command)).lines().toList()) {
      if (line.equals("-- end")) {
        found.add(new ArrayList<>());
      } else {
        found.get(found.size() - 1).add(line);
      }
    }
    for (int i = 0; i < CASES.size(); i++) {
      assertEquals(EXPECTED.get(i), found.get(i), CASES.get(i).arguments);
    }
  }

  @Test
  @Tag("slow")
  void fromPySpark() throws IOException, InterruptedException {
    String options =
        PythonSpark.options().stream()
            .map(option -> "\"" + option + "\"")
            .collect(Collectors.joining(" "));
    assertSameByPython(Map.of("PYSPARK_SUBMIT_ARGS", options + " pyspark-shell"));
  }

  @Test
  @Tag("slow")
  void throughSparkConnect() throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(PythonSpark.home().resolve("bin/spark-submit").toString());
    command.addAll(PythonSpark.options());
    command.addAll(List.of("--conf", "spark.connect.grpc.binding.address=127.0.0.1"));
    command.addAll(List.of("--conf", "spark.connect.grpc.binding.port=" + port));
    command.addAll(
        List.of(
            "--class",
            "org.apache.spark.sql.connect.service.SparkConnectServer",
            "spark-internal"));
    Path log = folder.resolve("server.txt");
    Process server =
        PythonSpark.process(folder, command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitPort(server, port, log);
      assertSameByPython(Map.of("SPARK_REMOTE", "sc://127.0.0.1:" + port));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  /** Also what a mistake looks like there. */
  private void assertSameByPython(Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> statements =
        new ArrayList<>(CASES.stream().map(SameSearchTest::statement).toList());
    statements.add("SELECT * FROM flow_search('%s', 'dst prot 443')".formatted(lake));
    statements.add("SELECT ip_in_cidr('10.1.4.7', '10.0.0.0/8'), ip_family(NULL)");
    JSON.writeValue(folder.resolve("statements.json").toFile(), statements);
    Path script = folder.resolve("statements.py");
    try (InputStream in = SameSearchTest.class.getResourceAsStream("statements.py")) {
      Files.copy(in, script);
    }
    ProcessBuilder process =
        PythonSpark.process(
            folder,
            List.of(
                PythonSpark.python().toString(),
                script.toString(),
                "statements.json",
                "found.json"));
    process.environment().putAll(environment);
    PythonSpark.output(process);
    JsonNode found = JSON.readTree(folder.resolve("found.json").toFile());
    for (int i = 0; i < CASES.size(); i++) {
      List<String> rows = new ArrayList<>();
      found.get(i).forEach(row -> rows.add(row.get(0).asText()));
      assertEquals(EXPECTED.get(i), rows, CASES.get(i).arguments);
    }
    String refused = found.get(CASES.size()).asText();
    assertTrue(
        refused.contains("'prot' is no name that is known after 'dst'. Did you mean 'port'?"),
        refused);
    assertEquals("[[\"True\",null]]", found.get(CASES.size() + 1).toString());
  }

  private static String statement(Case search) {
    return "SELECT concat_ws('|', %s) FROM flow_search('%s', %s)"
        .formatted(
            FlowColumn.all().stream().map(SameSearchTest::asText).collect(Collectors.joining(", ")),
            lake,
            search.arguments);
  }

  /** The column as text that does not depend on a time zone. */
  private static String asText(FlowColumn column) {
    String name = column.columnName();
    String value =
        column == FlowColumn.TCP_FLAGS
            ? "tcp_flags_text(%s)".formatted(name)
            : column.type() == ColumnType.TIMESTAMP ? "unix_micros(%s)".formatted(name) : name;
    return "coalesce(CAST(%s AS STRING), '-')".formatted(value);
  }

  private static List<String> byCommand(Case search) throws IOException {
    SparkFixture.session(); // should it turn to Spark
    List<String> words = new ArrayList<>(List.of("search", "--lake", lake.toString()));
    words.addAll(List.of("--format", "ndjson", "--columns", FlowColumn.names().replace(" ", "")));
    words.addAll(search.options);
    MainTest.Run run = MainTest.Run.in(Map.of(), words.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    List<String> rows = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      JsonNode row = JSON.readTree(line);
      rows.add(
          FlowColumn.all().stream()
              .map(column -> text(row, column))
              .collect(Collectors.joining("|")));
    }
    return rows;
  }

  private static String text(JsonNode row, FlowColumn column) {
    JsonNode value = row.get(column.columnName());
    if (value.isNull()) {
      return "-";
    }
    return switch (column.type()) {
      case TIMESTAMP -> Long.toString(Times.parse(value.asText()));
      case DATE -> LocalDate.parse(value.asText()).toString();
      case STRING, INT, LONG -> value.asText();
    };
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void awaitPort(Process server, int port, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
    while (System.nanoTime() < end && server.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertTrue(socket.isConnected());
        return;
      } catch (IOException e) {
        Thread.sleep(200);
      }
    }
    throw new AssertionError("The server does not listen: " + Files.readString(log));
  }
}

package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.Skip;
import io.flowlake.SparkFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** {@code notebooks/flowlake.py} writes SQL that Spark reads as what was meant. */
class FlowlakeModuleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void textComesOutAsItWentIn() throws Exception {
    List<String> texts = new ArrayList<>(SearchLake.HOSTILE);
    texts.addAll(
        List.of(
            "",
            "'",
            "\\",
            "\\'",
            "C:\\new\\table",
            "${spark.app.name}",
            "$",
            "a\0b",
            "a\0" + "12",
            "\r\n",
            "%_"));
    Random random = new Random(5);
    String letters = "'\"\\`${}nrtu0%_ \n\r\t;-/*aé😀";
    int[] points = letters.codePoints().toArray();
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      texts.add(text.toString());
    }
    JsonNode literals = python("[flowlake.literal(value) for value in given]", texts);
    List<String> columns = new ArrayList<>();
    literals.forEach(literal -> columns.add(literal.asText()));
    Row row = session().sql("SELECT " + String.join(", ", columns)).head();
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(texts.get(i), row.getString(i), columns.get(i));
    }
  }

  @Test
  void otherValuesKeepTheirTypes() throws Exception {
    JsonNode sql =
        python(
            "[flowlake.literal(v) for v in (None, True, -7, 1e300, datetime.date(2026, 11, 1),"
                + " datetime.datetime(2026, 11, 1, 2, 3, 4, 5),"
                + " datetime.datetime(2026, 11, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=2))))]",
            List.of());
    List<String> columns = new ArrayList<>();
    sql.forEach(literal -> columns.add("CAST(" + literal.asText() + " AS STRING)"));
    Row row = session().sql("SELECT " + String.join(", ", columns)).head();
    assertEquals(
        "[null,true,-7,1.0E300,2026-11-01,2026-11-01 02:03:04.000005,2026-11-01 00:00:00]",
        row.toString());
  }

  @Test
  void numbersOfOtherLibrariesAreNumbers() throws Exception {
    JsonNode sql =
        python(
            "[flowlake.literal(type('float64', (float,), {'__repr__': lambda own: 'np.float64(1.5)'})(1.5))]",
            List.of());
    assertEquals("DOUBLE('1.5')", sql.get(0).asText());
  }

  @Test
  void placesAreFoundFromAnyFolder() throws Exception {
    JsonNode places =
        python(
            "[flowlake.place(lake) for lake in given]",
            List.of("s3a://bucket/lake", "file:/data/lake", "/data/lake", "a:lake"));
    assertEquals(
        List.of(
            "s3a://bucket/lake",
            "file:/data/lake",
            "/data/lake",
            Path.of("a:lake").toAbsolutePath().toString()),
        JSON.convertValue(places, List.class));
  }

  @Test
  void noDateIsRefused() throws Exception {
    JsonNode refusals =
        python(
            "[str(refused(flowlake.on_days, day, '2026-11-01')) for day in given]",
            List.of("2026-13-01", "20261101", "yesterday"));
    assertEquals(
        "Cannot read the day '2026-13-01': it is no date of the form YYYY-MM-DD; correct it (in a"
            + " notebook: FLOWLAKE_DAY, FLOWLAKE_FIRST_DAY or FLOWLAKE_LAST_DAY)",
        refusals.get(0).asText());
    refusals.forEach(
        refusal ->
            assertTrue(refusal.asText().startsWith("Cannot read the day "), refusal.asText()));
  }

  @Test
  void namesMayHoldAnythingButAVariable() throws Exception {
    JsonNode sql = python("flowlake.identifier(*given)", List.of("a`b c.d"));
    assertEquals(
        "a`b c.d", session().sql("SELECT 1 AS " + sql.asText()).columns()[0], sql.asText());
    JsonNode refusal =
        python("[str(e) for e in [refused(flowlake.identifier, 'x${y}')]]", List.of());
    assertTrue(
        refusal.get(0).asText().startsWith("Cannot write 'x${y}' as a name"), refusal.toString());
  }

  @Test
  void aSearchIsThatOfTheCommandLine() throws Exception {
    String lake = SearchLake.tour().toString();
    JsonNode sql =
        python(
            "[flowlake.search(given[0], 'dst port 443', days=('2026-11-01', '2026-11-01'), order='oldest', max_rows=20), flowlake.view('v', given[0])]",
            List.of(lake));
    SparkSession spark = session();
    List<String> found = new ArrayList<>();
    for (Row row : spark.sql(sql.get(0).asText()).collectAsList()) {
      found.add(
          row.getString(row.fieldIndex("source_ip"))
              + ":"
              + row.get(row.fieldIndex("source_port")));
    }
    spark.sql(sql.get(1).asText());
    List<String> expected = new ArrayList<>();
    for (Row row :
        spark
            .sql(
                "SELECT source_ip, source_port FROM v WHERE dest_port = 443 AND day = '2026-11-01' ORDER BY start_time LIMIT 20")
            .collectAsList()) {
      expected.add(row.getString(0) + ":" + row.get(1));
    }
    assertAll(
        () -> assertEquals(20, found.size()), () -> assertEquals(expected, found, sql.toString()));
  }

  @Test
  void anUnknownOptionIsRefused() throws Exception {
    JsonNode refusal =
        python("[str(e) for e in [refused(flowlake.search, 'lake', max_row=3)]]", List.of());
    assertEquals("Cannot search: there is no option max_row", refusal.get(0).asText());
  }

  @Test
  void whatWouldBeTakenInAnotherSenseIsRefused() throws Exception {
    JsonNode answers =
        python(
            "[str(refused(flowlake.search, 'lake', days=('2026-11-01', '2026-11-02'), last='1h', to=None)),"
                + " str(refused(flowlake.on_days, datetime.datetime(2026, 11, 1, 5), '2026-11-02'))[:20],"
                + " flowlake.on_days(datetime.date(2026, 11, 1), '2026-11-02'),"
                + " flowlake.literal(datetime.datetime(99, 1, 1))]",
            List.of());
    assertEquals(
        List.of(
            "Cannot search: days and last both give the time; leave one of them out",
            "Cannot read the day ",
            "`day` BETWEEN DATE'2026-11-01' AND DATE'2026-11-02'",
            "TIMESTAMP'0099-01-01 00:00:00.000000 UTC'"),
        JSON.convertValue(answers, List.class));
  }

  private static SparkSession session() {
    SparkSession session = SparkFixture.newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    return session;
  }

  /** The value of a Python expression, with {@code given} in it, as JSON. */
  private static JsonNode python(String expression, List<String> given)
      throws IOException, InterruptedException {
    String program =
        """
        import datetime, json, sys
        sys.path.insert(0, "notebooks")
        import flowlake
        def refused(function, *arguments, **named):
            try:
                return function(*arguments, **named)
            except (TypeError, ValueError) as e:
                return e
        given = json.loads(sys.stdin.buffer.read().decode())
        print(json.dumps(%s))
        """
            .formatted(expression);
    ProcessBuilder builder = new ProcessBuilder("python3", "-B", "-c", program);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Skip.because("there is no python3: " + e.getMessage());
      throw e;
    }
    process.getOutputStream().write(JSON.writeValueAsBytes(given));
    process.getOutputStream().close();
    byte[] printed = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    return JSON.readTree(new String(printed, StandardCharsets.UTF_8));
  }
}

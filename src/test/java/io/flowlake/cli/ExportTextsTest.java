package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.export.Attempt;
import io.flowlake.export.ExportStatus;
import io.flowlake.export.HistoryReport;
import io.flowlake.export.LeftUpload;
import io.flowlake.export.SilentDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and programs read of exports, without running any. */
class ExportTextsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");
  private static final long TIME = 1_793_491_200_123_456L; // 2026-11-01T00:00:00.123456Z
  private static final String OBJECT = "s3://b/tg-flow-logs-2026-11-01.csv.gz";

  private static final HistoryReport REPORT =
      new HistoryReport(
          List.of(
              new ExportStatus(
                  DAY,
                  OBJECT,
                  "https://s3.example.org/b",
                  "",
                  "node",
                  new Attempt(
                      Attempt.Outcome.KILLED,
                      3,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      null,
                      "u-1",
                      TIME),
                  null,
                  3,
                  ExportStatus.State.NONE)),
          List.of(new LeftUpload(DAY, OBJECT, "https://s3.example.org/b", "u-1", TIME)),
          List.of(
              new SilentDay(DAY, List.of("a", "b", "c", "d", "x\u001b[2J", "e", "f")),
              new SilentDay(DAY.plusDays(1), List.of())));

  @Test
  void peopleReadWhatIsLeftBehindAndWhoIsSilent() {
    assertEquals(
        List.of(
            "2026-11-01: an upload was killed, and its parts stay in the bucket until it is aborted: s3://b/tg-flow-logs-2026-11-01.csv.gz, upload id u-1, begun 2026-11-01T00:00:00Z; a lifecycle rule for incomplete uploads removes such parts, see docs/export.md",
            "2026-11-01: silent after logging in the week before: a, b, c, d, x\\u001b[2J and 2 more",
            "2026-11-02: silent: no node logged anything",
            "1 export: 0 current, 0 stale, 1 never done; flowlake export --stale --target 'my lab' exports these again, if given the filter and columns they have"),
        ExportsText.lines(REPORT, "my lab"));
  }

  @Test
  void programsReadAllOfIt() throws IOException {
    StringWriter text = new StringWriter();
    new JsonFormat(JsonFormat.Frame.ARRAY, TimeText.UTC)
        .write(ExportsGrid.all(REPORT), new PrintWriter(text));
    JsonNode rows = new ObjectMapper().readTree(text.toString());
    assertEquals(10, rows.size());
    assertEquals("killed", rows.at("/0/outcome").asText());
    assertEquals("x\u001b[2J", rows.at("/5/node").asText());
    assertEquals("silent_day", rows.at("/8/kind").asText());
    assertEquals("u-1", rows.at("/9/upload_id").asText());
    assertEquals("https://s3.example.org/b", rows.at("/0/target").asText());
    assertEquals("https://s3.example.org/b", rows.at("/9/target").asText());
    JsonNode summary = ExportsSummary.json(REPORT);
    assertEquals(1, summary.get("none").asInt());
    assertEquals(7, summary.at("/silent_nodes/0/nodes").size());
    assertEquals("[\"2026-11-02\"]", summary.get("silent_days").toString());
    assertEquals("u-1", summary.at("/killed_uploads/0/upload_id").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "s3://AKIA:hush@bucket/p, s3://****@bucket/p",
    "s3a://AKIA:hu/sh@bucket, s3a://****@bucket",
    "https://me:hush@host, https://****@host",
    "https://me@host, https://****@host",
    "me:hush@host:9000, ****@host:9000",
    "s3://bucket/a@b:c,",
    "hdfs://host:8020/a@b,",
    "file:/a@b,",
    "./a@b,",
    "lab,"
  })
  void secretsInAddressesAreRefusedAndNotRepeated(String address, String shown) {
    assertEquals(
        Optional.ofNullable(shown).map("Cannot use it %s"::formatted),
        Secrets.inAddress("it", address).map(sentence -> sentence.replaceFirst(": what .*", "")));
  }

  @Test
  void progressIsRedrawnOnATerminal() {
    StringWriter err = new StringWriter();
    try (PartProgress progress =
        new PartProgress(new PrintWriter(err), ConsoleProgress.Output.TERMINAL, DAY, () -> 0)) {
      progress.written(3, 12);
      progress.next(DAY.plusDays(1));
      progress.written(1, 1);
    }
    assertEquals(
        "\r\u001b[K2026-11-01 [########......................] 3 of 12 pieces"
            + "\r\u001b[K2026-11-02 [##############################] 1 of 1 piece"
            + "\r\u001b[K",
        err.toString());
  }

  @Test
  void elsewhereThereIsALineEachHalfMinute() {
    StringWriter err = new StringWriter();
    long[] now = {0};
    try (PartProgress progress =
        new PartProgress(new PrintWriter(err), ConsoleProgress.Output.PLAIN, DAY, () -> now[0])) {
      for (int second = 0; second < 70; second++) {
        now[0] = second * 1_000L;
        progress.written(second, 100);
      }
    }
    assertEquals("2026-11-01: 30 of 100 pieces\n2026-11-01: 60 of 100 pieces\n", err.toString());
  }
}

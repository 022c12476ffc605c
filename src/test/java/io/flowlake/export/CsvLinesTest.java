package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.RandomFlows;
import io.flowlake.lake.DayFlows;
import io.flowlake.lake.InFlight;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLinesTest {
  private static final Flow FLOW =
      new Flow(
          "edge-1",
          1_793_573_161_765_000L,
          1_793_573_162_730_004L,
          "TCP",
          "edge-dc1",
          "10.1.4.7",
          50_742,
          null,
          "2001:db8::1",
          443,
          192_614L,
          1_928L,
          27,
          65_536L,
          null,
          "{\"a\":1}");

  @Test
  void writesTheProductsColumns() throws IOException {
    assertEquals(
        """
        start_time,end_time,protocol,source_node,source_ip,source_port,dest_node,dest_ip,dest_port,recv_bytes,sent_bytes,tcp_flags,node
        2026-11-01T22:46:01.765Z,2026-11-01T22:46:02.730004Z,TCP,edge-dc1,10.1.4.7,50742,,2001:db8::1,443,192614,1928,SYN PSH ACK FIN,edge-1
        """,
        written(List.of(FLOW), FlowColumn.usual()));
  }

  @Test
  void writesAnyColumnsInAnyOrder() throws IOException {
    assertEquals(
        """
        meta,day,flow_flags,activity_id
        "{""a"":1}",2026-11-01,65536,
        """,
        written(
            List.of(FLOW),
            List.of(
                FlowColumn.META, FlowColumn.DAY, FlowColumn.FLOW_FLAGS, FlowColumn.ACTIVITY_ID)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        // a node's name | how it is written
        "edge-1     | edge-1",
        "``         | \"\"",
        "a,b        | \"a,b\"",
        "a\"b       | \"a\"\"b\"",
        "`a\nb`     | `\"a\nb\"`",
        "`a\rb`     | `\"a\rb\"`",
        "=1+1       | \"=1+1\"",
        "+1         | \"+1\"",
        "-1         | \"-1\"",
        "@x         | \"@x\"",
        "`\tx`      | `\"\tx\"`",
        "a=b        | a=b",
        "` a `      | ` a `",
        "Käse 😀    | Käse 😀",
        "%41        | %41",
      })
  void quotes(String node, String field) throws IOException {
    Flow flow =
        new Flow(
            node, 0, null, "TCP", null, "::", null, null, "::", null, null, null, null, null, null,
            null);
    assertEquals("node\n" + field + "\n", written(List.of(flow), List.of(FlowColumn.NODE)));
  }

  @RepeatedTest(20)
  void equalsTheNaiveText(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    RandomFlows source = new RandomFlows(seed);
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      flows.add(source.next());
    }
    List<FlowColumn> columns = new ArrayList<>(FlowColumn.all());
    Collections.shuffle(columns, new Random(seed));
    columns = columns.subList(0, 1 + (int) seed % columns.size());
    // One at a time: the order of rows is not the matter here.
    for (Flow flow : flows) {
      assertEquals(NaiveCsv.of(List.of(flow), columns), written(List.of(flow), columns));
    }
  }

  @Test
  void writesNumbersOfAllLengths() {
    TextBuffer text = new TextBuffer();
    StringBuilder expected = new StringBuilder();
    for (long number = 1; number > 0; number *= 10) {
      for (long value : new long[] {number - 1, number, -number, number + 1}) {
        text.number(value);
        text.put((byte) ' ');
        expected.append(value).append(' ');
      }
    }
    text.number(Long.MIN_VALUE);
    text.number(Long.MAX_VALUE);
    expected.append(Long.MIN_VALUE).append(Long.MAX_VALUE);
    assertEquals(
        expected.toString(), new String(text.bytes(), 0, text.length(), StandardCharsets.US_ASCII));
  }

  private static String written(List<Flow> flows, List<FlowColumn> columns) throws IOException {
    List<FlowColumn> given = DayFlows.sortedColumns(columns);
    try (GzipPiece piece = new GzipPiece(6)) {
      CsvLines lines = new CsvLines(columns, given, piece);
      piece.begin();
      lines.header();
      for (Flow flow : flows) {
        lines.add(row(flow, given));
      }
      lines.flush();
      piece.flush();
      piece.end(piece.crc(), piece.textBytes());
      try (InputStream in = new GZIPInputStream(piece.content().open())) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private static InternalRow row(Flow flow, List<FlowColumn> columns) {
    Object[] values = InFlight.values(flow, 0, 0);
    return new GenericInternalRow(
        columns.stream()
            .map(column -> values[column.index()])
            .map(value -> value instanceof String text ? UTF8String.fromString(text) : value)
            .toArray());
  }
}

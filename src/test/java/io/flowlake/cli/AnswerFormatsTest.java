package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.RandomFlows;
import io.flowlake.dump.DumpReader;
import io.flowlake.dump.DumpRecord;
import io.flowlake.dump.DumpSource;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same flows in every text format, to the letter; among them what is meant to do harm. */
class AnswerFormatsTest {
  private static final Flow PLAIN =
      new Flow(
          "edge-1",
          Times.parse("2026-11-01T22:46:01.765Z"),
          Times.parse("2026-11-01T22:46:02.730123Z"),
          "TCP",
          "dc1",
          "10.1.4.7",
          50_742,
          "branch7",
          "2001:db8::1",
          443,
          192_614L,
          1_928L,
          27,
          131_072L,
          null,
          "{\"a\":1}");

  /** Open, without ports, bytes and flags; its nodes attack terminals, spreadsheets and pages. */
  private static final Flow HOSTILE =
      new Flow(
          "=cmd|'/c calc'!A1",
          Times.parse("2026-11-01T23:00:00Z"),
          null,
          "ICMP",
          "\u001b]0;owned\u0007\u001b[2J<script>alert(1)</script>",
          "10.0.0.1",
          null,
          "a,\"b\"\r\nc\u202ed\u009b31m",
          "10.0.0.2",
          null,
          null,
          null,
          0,
          null,
          "9aa2bbc3-4265-475b-b977-c94b1ee25a1f",
          null);

  private static final List<Flow> FLOWS = List.of(PLAIN, HOSTILE);

  @Test
  void tableForPeople() {
    assertEquals(
        """
        Start Time                     End Time                          Protocol  Source Node                                             Source IP  Source Port  Dest Node                           Dest IP      Dest Port  Recv Bytes  Sent Bytes  TCP Flags        Node
        2026-11-01T23:46:01.765+01:00  2026-11-01T23:46:02.730123+01:00  TCP       dc1                                                     10.1.4.7         50742  branch7                             2001:db8::1        443     192,614       1,928  SYN PSH ACK FIN  edge-1
        2026-11-02T00:00:00.000+01:00  open                              ICMP      \\u001b]0;owned\\u0007\\u001b[2J<script>alert(1)</script>  10.0.0.1             -  a,"b"\\u000d\\u000ac\\u202ed\\u009b31m  10.0.0.2             -           -           -  none             =cmd|'/c calc'!A1
        """,
        text(new TableFormat(new TimeText(ZoneId.of("Europe/Berlin")), Colours.OFF), FLOWS));
  }

  @Test
  void coloursAreOnlyOurs() {
    String table = text(new TableFormat(TimeText.UTC, Colours.ON), List.of(HOSTILE));
    assertTrue(table.startsWith("\u001b[1mStart Time"), table);
    assertEquals(2, table.chars().filter(c -> c == '\u001b').count(), "one pair, of the heading");
  }

  @Test
  void csvAsThePortalHasIt() {
    assertEquals(
        """
        Start Time,Start Time (epoch ms),End Time,End Time (epoch ms),Protocol,Source Node,Source IP,Source Port,Dest Node,Dest IP,Dest Port,Recv Bytes,Sent Bytes,TCP Flags,Node
        2026-11-01T22:46:01.765Z,1793573161765,2026-11-01T22:46:02.730123Z,1793573162730,TCP,dc1,10.1.4.7,50742,branch7,2001:db8::1,443,192614,1928,SYN PSH ACK FIN,edge-1
        2026-11-01T23:00:00.000Z,1793574000000,,,ICMP,\u001b]0;owned\u0007\u001b[2J<script>alert(1)</script>,10.0.0.1,,"a,""b""\r
        c\u202ed\u009b31m",10.0.0.2,,,,,'=cmd|'/c calc'!A1
        """,
        text(new CsvFormat(CsvStyle.PORTAL, TimeText.UTC), FLOWS));
  }

  @Test
  void plainCsvIsTheDataAndNothingElse() {
    assertEquals(
        """
        start_time,end_time,protocol,source_node,source_ip,source_port,dest_node,dest_ip,dest_port,recv_bytes,sent_bytes,tcp_flags,node
        2026-11-01T23:00:00.000Z,,ICMP,\u001b]0;owned\u0007\u001b[2J<script>alert(1)</script>,10.0.0.1,,"a,""b""\r
        c\u202ed\u009b31m",10.0.0.2,,,,,=cmd|'/c calc'!A1
        """,
        text(new CsvFormat(CsvStyle.PLAIN, TimeText.UTC), List.of(HOSTILE)));
  }

  @Test
  void noTextBecomesAFormula() {
    for (String text :
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|x", "%x")) {
      Flow flow = withNode(text);
      String line =
          text(
              new CsvFormat(CsvStyle.PORTAL, TimeText.UTC),
              List.of(flow),
              List.of(FlowColumn.NODE));
      String cell = line.substring("Node\n".length()).replaceFirst("^\"", "");
      assertEquals('\'', cell.charAt(0), text);
    }
  }

  @Test
  void jsonIsHarmlessAndReadsBack() throws IOException {
    String text =
        text(new JsonFormat(JsonFormat.Frame.LINES, TimeText.UTC), FLOWS, FlowColumn.all());
    assertEquals(
        "{\"node\":\"edge-1\",\"day\":\"2026-11-01\",\"start_time\":\"2026-11-01T22:46:01.765Z\",\"end_time\":\"2026-11-01T22:46:02.730123Z\",\"protocol\":\"TCP\",\"source_node\":\"dc1\",\"source_ip\":\"10.1.4.7\",\"source_port\":50742,\"dest_node\":\"branch7\",\"dest_ip\":\"2001:db8::1\",\"dest_port\":443,\"recv_bytes\":192614,\"sent_bytes\":1928,\"tcp_flags\":\"SYN PSH ACK FIN\",\"flow_flags\":131072,\"activity_id\":null,\"meta\":\"{\\\"a\\\":1}\"}",
        text.lines().findFirst().orElse(""));
    String hostile = text.lines().skip(1).findFirst().orElse("");
    assertTrue(hostile.chars().noneMatch(c -> VisibleText.isControl((char) c)), hostile);
    JsonNode read = new ObjectMapper().readTree(hostile);
    assertEquals(HOSTILE.sourceNode(), read.get("source_node").asText());
    assertEquals(HOSTILE.destNode(), read.get("dest_node").asText());
    assertTrue(read.get("end_time").isNull());
    assertEquals("", read.get("tcp_flags").asText());
  }

  @Test
  void jsonArraysHaveNoCommaTooMany() throws IOException {
    for (List<Flow> flows : List.of(List.<Flow>of(), List.of(PLAIN), FLOWS)) {
      String text = text(new JsonFormat(JsonFormat.Frame.ARRAY, TimeText.UTC), flows);
      assertEquals(flows.size(), new ObjectMapper().readTree(text).size(), text);
    }
  }

  /** What a search printed can be compacted into another lake. */
  @Test
  void linesReadBackAsTheSameFlows() {
    List<Flow> flows =
        new RandomFlows(7).list(500).stream().filter(AnswerFormatsTest::isAsParsed).toList();
    assertTrue(flows.size() > 250, flows.size() + " flows");
    String text =
        text(new JsonFormat(JsonFormat.Frame.LINES, TimeText.UTC), flows, FlowColumn.all());
    List<Flow> read = new ArrayList<>();
    try (DumpReader reader =
        DumpReader.open(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new DumpSource("answer.ndjson", null))) {
      while (reader.hasNext()) {
        DumpRecord record = reader.next();
        assertFalse(record instanceof DumpRecord.Rejected, record.toString());
        read.add(((DumpRecord.Parsed) record).flow());
      }
    }
    assertEquals(flows.size(), read.size());
    for (int i = 0; i < flows.size(); i++) {
      assertEquals(flows.get(i), read.get(i));
    }
  }

  /** Dumps say nothing by an empty text (no flags at all are one), and by port 0 of ICMP. */
  private static boolean isAsParsed(Flow flow) {
    boolean icmp = flow.protocol().contains("ICMP");
    boolean zero =
        Integer.valueOf(0).equals(flow.sourcePort()) || Integer.valueOf(0).equals(flow.destPort());
    boolean noFlags = Integer.valueOf(0).equals(flow.tcpFlags());
    return !"".equals(flow.activityId()) && !noFlags && !(icmp && zero);
  }

  private static Flow withNode(String node) {
    return new Flow(
        node, 0, null, "TCP", null, "::", null, null, "::", null, null, null, null, null, null,
        null);
  }

  private static String text(GridFormat format, List<Flow> flows) {
    return text(format, flows, FlowColumn.usual());
  }

  private static String text(GridFormat format, List<Flow> flows, List<FlowColumn> columns) {
    StringWriter out = new StringWriter();
    format.write(Grid.of(flows, columns), new PrintWriter(out));
    return out.toString();
  }
}

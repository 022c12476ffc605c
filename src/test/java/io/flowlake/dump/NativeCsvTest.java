package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NativeCsvTest {
  private static final String HEADER = "start_time,source_ip,dest_ip,note\n";
  private static final String TIME = "2026-11-01T22:46:01.765Z";
  private static final String ROW = TIME + ",10.1.4.7,10.2.0.1,\n";
  private static final String PLAIN =
      "n0 " + TIME + " null UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null null";

  private static String noted(String json) {
    return PLAIN.substring(0, PLAIN.length() - 4) + json;
  }

  static Stream<Arguments> dumps() {
    return Stream.of(
        Arguments.of(
            "our export",
            """
            start_time,end_time,protocol,source_node,source_ip,source_port,dest_node,dest_ip,dest_port,recv_bytes,sent_bytes,tcp_flags,node
            2026-11-01T22:46:01.765Z,2026-11-01T22:46:02.730Z,TCP,edge-dc1,10.1.4.7,50742,,172.16.9.20,443,192614,1928,SYN PSH ACK FIN,0a1b
            """,
            "0a1b 2026-11-01T22:46:01.765Z 2026-11-01T22:46:02.730Z TCP edge-dc1/10.1.4.7:50742 >"
                + " 172.16.9.20:443 192614/1928 27 null null null"),
        Arguments.of(
            "the portal's titles, semicolons, BOM, CRLF, blank lines",
            "\uFEFFDest IP;Source IP;\"Start Time\";Node\r\n\r\n10.2.0.1;10.1.4.7;"
                + TIME
                + ";n0\r\n",
            PLAIN),
        Arguments.of(
            "tabs", "\nstartTime\tsourceIP\tdestIP\n" + TIME + "\t10.1.4.7\t10.2.0.1\n", PLAIN),
        Arguments.of(
            "quotes, a doubled quote and a line feed in them",
            HEADER + TIME + ",\"10.1.4.7\",10.2.0.1,\"a \"\"b\"\",\nc\"\r\n" + ROW,
            noted("{\"note\":\"a \\\"b\\\",\\nc\"}") + "\n" + PLAIN),
        Arguments.of(
            "a quote inside a field",
            HEADER + TIME + ",10.1.4.7,10.2.0.1,5\" disk\n",
            noted("{\"note\":\"5\\\" disk\"}")),
        Arguments.of(
            "no end of the last line",
            HEADER + TIME + ",10.1.4.7,10.2.0.1,x",
            noted("{\"note\":\"x\"}")),
        Arguments.of("only a header", HEADER, ""),
        Arguments.of(
            "meta and flags",
            "start_time,source_ip,dest_ip,meta,tcp_flags,day\n"
                + TIME
                + ",10.1.4.7,10.2.0.1,\"{\"\"a\"\":1}\",SA,2026-11-01\n",
            "n0 " + TIME + " null UNKNOWN 10.1.4.7 > 10.2.0.1 null/null 18 null null {\"a\":1}"),
        Arguments.of(
            "a time as people read it and as a finer number",
            "Start Time,Start Time (ms),Source IP,Dest IP\n2026-11-01 22:46:01,1793573161765,10.1.4.7,10.2.0.1\n",
            PLAIN),
        Arguments.of(
            "a number that is coarser",
            "Start Time Epoch,Start Time,Source IP,Dest IP\n1793573161,"
                + TIME
                + ",10.1.4.7,10.2.0.1\n",
            PLAIN),
        Arguments.of(
            "a time that only people can read",
            "Start Time,Start Time Epoch,Source IP,Dest IP\nNov 1 5:46 PM,1793573161.765,10.1.4.7,10.2.0.1\n",
            PLAIN),
        Arguments.of(
            "too few and too many columns",
            HEADER + TIME + ",10.1.4.7\n" + ROW.strip() + ",x\n" + ROW,
            "2@34 MALFORMED the row has 2 columns, and the header has 4\n"
                + "3@68 MALFORMED the row has 5 columns, and the header has 4\n"
                + PLAIN),
        Arguments.of(
            "an open quote takes its line only",
            HEADER + TIME + ",10.1.4.7,10.2.0.1,\"open\n" + ROW + ROW,
            "2@34 MALFORMED the quote that opens column 4 is not closed\n" + PLAIN + "\n" + PLAIN),
        Arguments.of(
            "an open quote that the next quote closes",
            HEADER
                + TIME
                + ",10.1.4.7,10.2.0.1,\"open\n"
                + TIME
                + ",10.1.4.7,10.2.0.1,\"x\"\n"
                + ROW,
            "2@34 MALFORMED after the closing quote of column 4 comes more text\n"
                + noted("{\"note\":\"x\"}")
                + "\n"
                + PLAIN),
        Arguments.of(
            "an open quote before much text",
            HEADER + TIME + ",10.1.4.7,10.2.0.1,\"open\n" + ROW.repeat(2_000).strip(),
            "2@34 MALFORMED the quote that opens column 4 is not closed"
                + ("\n" + PLAIN).repeat(2_000)),
        Arguments.of(
            "text after a quote",
            HEADER + TIME + ",\"10.1.4.7\"x,10.2.0.1,\n" + ROW,
            "2@34 MALFORMED after the closing quote of column 2 comes more text\n" + PLAIN),
        Arguments.of(
            "half a row at the end",
            HEADER + ROW + TIME + ",10.1",
            PLAIN
                + "\n3@78 TRUNCATED the object ends in the middle of the record: the row has 2"
                + " columns, and the header has 4"),
        Arguments.of(
            "bad values",
            "Start Time,Source IP,Dest IP,Dest Port,Node\n"
                + TIME
                + ",10.1.4.300,10.2.0.1,,\nsoon,10.1.4.7,10.2.0.1,,\n"
                + TIME
                + ",10.1.4.7,10.2.0.1,70000,\n"
                + TIME
                + ",,10.2.0.1,,\n",
            """
            2@44 BAD_VALUE Source IP: '10.1.4.300' is not an IPv4 or IPv6 address
            3@91 BAD_VALUE Start Time: 'soon' is not a time (ISO 8601, or a number of seconds or milliseconds since 1970)
            4@116 BAD_VALUE Dest Port: '70000' is outside 0 to 65535
            5@166 MISSING_FIELD Source IP: the record has none, and a flow must have it"""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  void readsRows(String name, String text, String expected) {
    assertEquals(expected, Dumps.lines(text), name);
  }

  @Test
  void tellsWhichColumnsAreMissing() {
    assertEquals(
        "1@0 NOT_A_DUMP not a dump: the object is CSV whose header has no column source_ip; name"
            + " the columns as in: "
            + io.flowlake.model.FlowColumn.names(),
        Dumps.lines("Start Time,Dest IP,Dest Port\n" + TIME + ",10.2.0.1,80\n"));
    assertEquals(
        "1@0 NOT_A_DUMP not a dump: the object is CSV whose header has two columns for source_ip;"
            + " leave one out",
        Dumps.lines("Start Time,Dest IP,Source IP,srcIp\n"));
  }
}

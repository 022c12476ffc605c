package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZeekTest {
  private static final String PREAMBLE =
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n";
  private static final String FIELDS =
      "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes"
          + "\tresp_bytes\thistory\torig_ip_bytes\tresp_ip_bytes\ttunnel_parents\tlocal_orig\n";
  private static final String TYPES =
      "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tinterval\tcount"
          + "\tcount\tstring\tcount\tcount\tset[string]\tbool\n";
  private static final String HEADER = PREAMBLE + FIELDS + TYPES;
  private static final String ROW =
      "1713484795.943239 C1 10.0.0.1 25320 10.0.0.2 6008 tcp 0.000064 0 5 Sr 60 40 - F\n";

  private static final String FLOW =
      "n0 2024-04-18T23:59:55.943239Z 2024-04-18T23:59:55.943303Z TCP 10.0.0.1:25320 >"
          + " 10.0.0.2:6008 40/60 6 null null"
          + " {\"uid\":\"C1\",\"orig_bytes\":0,\"resp_bytes\":5,\"history\":\"Sr\",\"local_orig\":false}";

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of(ROW, FLOW),
        Arguments.of(
            "1713484795.9 C1 10.0.0.1 8 10.0.0.2 0 icmp - - - - - - (empty) -\n",
            "n0 2024-04-18T23:59:55.900Z 2024-04-18T23:59:55.900Z ICMP 10.0.0.1 > 10.0.0.2"
                + " null/null null null null {\"uid\":\"C1\",\"icmp_type\":8,\"icmp_code\":0}"),
        Arguments.of(
            "1713484795 C\\x09\\\\1 fe80::1 1 ff02::1 2 udp 3 700 0 Dd - - a,b\\x2c T\n",
            "n0 2024-04-18T23:59:55.000Z 2024-04-18T23:59:58.000Z UDP fe80::1:1 > ff02::1:2 0/700"
                + " null null null {\"uid\":\"C\\t\\\\1\",\"history\":\"Dd\",\"tunnel_parents\":"
                + "[\"a\",\"b\",\"\"],\"local_orig\":true}"),
        Arguments.of(
            "1713484795.000001 C1 10.0.0.1 0 10.0.0.2 0 unknown_transport - - - - - - - -\n",
            "n0 2024-04-18T23:59:55.000001Z 2024-04-18T23:59:55.000001Z UNKNOWN 10.0.0.1:0 >"
                + " 10.0.0.2:0 null/null null null null {\"uid\":\"C1\"}"),
        Arguments.of(
            "1713484795.000001 C1 10.0.0.1 1 10.0.0.2 2 warp - - - - - - - -\n",
            "n0 2024-04-18T23:59:55.000001Z 2024-04-18T23:59:55.000001Z UNKNOWN 10.0.0.1:1 >"
                + " 10.0.0.2:2 null/null null null null {\"uid\":\"C1\",\"proto\":\"warp\"}"),
        Arguments.of(
            "x C1 10.0.0.1 1 10.0.0.2 2 tcp - - - - - - - -\n",
            "8@335 BAD_VALUE ts: 'x' is not a time (ISO 8601, or a number of seconds or"
                + " milliseconds since 1970)"),
        Arguments.of(
            "- C1 10.0.0.1 1 10.0.0.2 2 tcp - - - - - - - -\n",
            "8@335 MISSING_FIELD ts: the record has none, and a flow must have it"),
        Arguments.of(
            "1.5 C1 10.0.0.1 1 10.0.0.2 2 tcp -4 - - - - - - -\n",
            "8@335 BAD_VALUE duration: '-4' is no duration in seconds"),
        Arguments.of(
            "1.5 C1 10.0.0.1 1\n",
            "8@335 MALFORMED the line has 4 columns, and '#fields' names 15"),
        Arguments.of(
            "1.5 C1 10.0.0.1 1",
            "8@335 TRUNCATED the object ends in the middle of the record: the line has 4 columns,"
                + " and '#fields' names 15"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readsRows(String row, String expected) {
    assertEquals(expected, Dumps.lines(HEADER + row.replace(' ', '\t')));
  }

  @ParameterizedTest
  @CsvSource({
    "S, 2",
    "Sr, 6",
    "ShADadFf, 19",
    "^fA, 17",
    "D, 16",
    "H, 18",
    "C, null",
    "'', null",
  })
  void readsFlagsFromTheHistory(String history, String flags) {
    assertEquals(flags, String.valueOf(ZeekConnection.flags(history)));
  }

  static Stream<Arguments> headers() {
    String row = ROW.replace(' ', '\t');
    return Stream.of(
        Arguments.of("CRLF", HEADER + row.replace("\n", "\r\n"), FLOW),
        Arguments.of("closed", HEADER + row + "#close\t2024-04-19-01-00-00\n", FLOW),
        Arguments.of(
            "header in the middle",
            HEADER
                + row
                + HEADER
                    .replace("#fields\t", "#fields\t_node_name\t")
                    .replace("#types\t", "#types\tstring\t")
                + "w-1\t"
                + row,
            FLOW + "\n" + FLOW.replaceFirst("n0", "w-1")),
        Arguments.of(
            "another log in the middle",
            HEADER
                + row
                + "#separator \\x09\n#path\tdns\n#fields\tts\tquery\n1.5\tx\n"
                + HEADER
                + row,
            FLOW
                + "\n12@458 NOT_A_DUMP the line is of a Zeek log of 'dns', and only logs of connections"
                + " (#path conn) are flows; keep it out of the raw prefix\n"
                + FLOW),
        Arguments.of(
            "another separator",
            (HEADER + row).replace(',', ';').replace('\t', ',').replace("\\x09", "\\x2c"),
            FLOW),
        Arguments.of("only a header", HEADER, ""),
        Arguments.of(
            "another log",
            "#separator \\x09\n#path\tdns\n#fields\tts\tid.orig_h\tid.resp_h\tproto\n1.5\t1.2.3.4\t1.2.3.5\tudp\n",
            "1@0 NOT_A_DUMP not a dump: the object is a Zeek log of 'dns', and only logs of"
                + " connections (#path conn) are flows; keep it out of the raw prefix"),
        Arguments.of(
            "no fields",
            PREAMBLE + row,
            "1@0 NOT_A_DUMP not a dump: the object is a Zeek header without the line '#fields',"
                + " which says what the columns are"),
        Arguments.of(
            "no header",
            row + row,
            "1@0 NOT_A_DUMP not a dump: the object is tab-separated lines that look like Zeek's"
                + " connections, but no header says what the columns are; put the lines from"
                + " '#separator' to '#types' of the original log before them"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void readsHeaders(String name, String text, String expected) {
    assertEquals(expected, Dumps.lines(text), name);
  }

  static Stream<Arguments> objects() {
    String flow =
        "n0 2024-01-08T18:35:46.055436Z 2024-01-08T18:35:46.065436Z TCP 10.0.0.1:5545 >"
            + " 10.0.0.2:123 195/174 2 null null {\"orig_bytes\":146,\"history\":\"S\"}";
    String rest =
        "'id.orig_h':'10.0.0.1','id.orig_p':5545,'id.resp_h':'10.0.0.2','id.resp_p':123,"
            + "'proto':'tcp','duration':0.01,'orig_bytes':146,'history':'S','orig_ip_bytes':174,"
            + "'resp_ip_bytes':195}";
    return Stream.of(
        Arguments.of("{'ts':1704738946.055436," + rest, flow),
        Arguments.of("{'ts':'2024-01-08T18:35:46.055436Z'," + rest, flow),
        Arguments.of("{'_path':'conn','ts':1704738946.055436," + rest.replace("id.", "id_"), flow),
        Arguments.of(
            "{'_system_name':'s1','ts':1704738946.055436," + rest, flow.replace("n0", "s1")),
        Arguments.of(
            "{'peer':'p1','_node_name':'w1','ts':1704738946.055436," + rest,
            flow.replace("n0", "w1").replace("{", "{\"peer\":\"p1\",")),
        Arguments.of(
            "{'ts':1704738946.055436," + rest.replace("0.01,", "1.0e-2,'set':[1, {}],"),
            flow.replace("{", "{\"set\":[1, {}],")),
        Arguments.of(
            "{'_path':'dns','ts':1704738946.055436," + rest,
            "1@0 NOT_A_DUMP the record is of the Zeek log 'dns', and only connections (conn) are"
                + " flows"),
        Arguments.of(
            "{'ts':1704738946.055436,'ts':1," + rest,
            "1@0 MALFORMED the record has the field 'ts' twice"),
        Arguments.of(
            "{'id.orig_h':'10.0.0.1','query':'x'}",
            "1@0 NOT_A_DUMP not a dump: the object is a Zeek log in JSON, but not of connections:"
                + " it has no conn_state; keep it out of the raw prefix"));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void readsJson(String object, String expected) {
    assertEquals(expected, Dumps.lines(object.replace('\'', '"') + "\n"));
  }
}

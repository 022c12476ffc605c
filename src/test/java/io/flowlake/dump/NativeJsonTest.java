package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NativeJsonTest {
  /** A record with nothing but what a flow must have, and whatever is appended. */
  private static String record(String more) {
    return "{\"startTime\":\"2026-11-01T22:46:01.765Z\",\"sourceIP\":\"10.1.4.7\","
        + "\"destIP\":\"10.2.0.1\""
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  /** What such a record is, when what was appended changes nothing. */
  private static final String PLAIN =
      "n0 2026-11-01T22:46:01.765Z null UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null null";

  @Test
  void readsTheProductsRecord() {
    String raw =
        """
        {"nodeId":"0a1b","sourceNode":"edge-dc1","sourceIP":"10.1.4.7","sourcePort":50742,"sourceBytes":1928,\
        "destNode":"edge-branch7","destIP":"172.16.9.20","destPort":443,"destBytes":192614,\
        "startTime":"2026-11-01T22:46:01.765Z","endTime":"2026-11-01T22:46:02.730Z","protocol":"TCP",\
        "tcpFlags":"27","flags":"0","activityID":null,"meta":null}
        """;
    assertEquals(
        "0a1b 2026-11-01T22:46:01.765Z 2026-11-01T22:46:02.730Z TCP edge-dc1/10.1.4.7:50742 >"
            + " edge-branch7/172.16.9.20:443 192614/1928 27 0 null null",
        Dumps.lines(raw));
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        // what is there more -> what the line ends with, from the protocol on
        Arguments.of(
            "'protocol':'TCP','sourcePort':'1234.0','destPort':80.0",
            "TCP 10.1.4.7:1234 > 10.2.0.1:80 null/null null null null null"),
        Arguments.of("'protocol':'6'", "TCP 10.1.4.7 > 10.2.0.1 null/null null null null null"),
        Arguments.of("'protocol':17", "UDP 10.1.4.7 > 10.2.0.1 null/null null null null null"),
        Arguments.of(
            "'protocol':'icmp','sourcePort':0,'destPort':0",
            "ICMP 10.1.4.7 > 10.2.0.1 null/null null null null null"),
        Arguments.of(
            "'protocol':'ICMP','sourcePort':8,'destPort':0",
            "ICMP 10.1.4.7:8 > 10.2.0.1 null/null null null null null"),
        Arguments.of(
            "'protocol':'warp'",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null {\"protocol\":\"warp\"}"),
        Arguments.of(
            "'protocol':300,'meta':{'a':1}",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null {\"a\":1,\"protocol\":\"300\"}"),
        Arguments.of(
            "'tcpFlags':'00100001'", "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null 33 null null null"),
        Arguments.of(
            "'tcpFlags':'0x1b'", "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null 27 null null null"),
        Arguments.of("'tcpFlags':27", "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null 27 null null null"),
        Arguments.of(
            "'tcpFlags':'SYN ACK'", "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null 18 null null null"),
        Arguments.of(
            "'tcp_flags':'...AP.SF'", "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null 27 null null null"),
        Arguments.of(
            "'flags':131072,'activityID':'a-b'",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null 131072 a-b null"),
        Arguments.of(
            "'destBytes':'9007199254740993','sourceBytes':0",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 9007199254740993/0 null null null null"),
        Arguments.of(
            "'endTime':null,'sourceNode':'','destNode':'-','meta':'-'",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null null"),
        Arguments.of(
            "'srcNode':'a','dst_port':53,'day':'2020-01-01'",
            "UNKNOWN a/10.1.4.7 > 10.2.0.1:53 null/null null null null null"),
        // meta
        Arguments.of(
            "'meta':{ 'b' : [1, 2.50] }",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null { \"b\" : [1, 2.50] }"),
        Arguments.of(
            "'meta':'{\\'b\\':1}'",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null {\"b\":1}"),
        Arguments.of(
            "'meta':'seen \\u00e9'",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null \"seen é\""),
        Arguments.of("'meta':7", "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null 7"),
        Arguments.of(
            "'x':1,'meta':{'b':2},'y':'z','none':null",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null {\"x\":1,\"b\":2,\"y\":\"z\"}"),
        Arguments.of(
            "'meta':'text','y':1.50",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null {\"meta\":\"text\",\"y\":1.50}"),
        Arguments.of(
            "'meta':{'y':1},'y':2",
            "UNKNOWN 10.1.4.7 > 10.2.0.1 null/null null null null {\"meta\":{\"y\":1},\"y\":2}"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void readsFields(String more, String expected) {
    String line = Dumps.lines(record(more.replace('\'', '"')));
    assertEquals("n0 2026-11-01T22:46:01.765Z null " + expected, line);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-11-01T22:46:01Z\"', 2026-11-01T22:46:01.000Z",
    "'\"2026-11-01 22:46:01.7654321\"', 2026-11-01T22:46:01.765432Z",
    "'\"2026-11-01T23:46:01.765+01:00\"', 2026-11-01T22:46:01.765Z",
    "1793573161, 2026-11-01T22:46:01.000Z",
    "1793573161.765, 2026-11-01T22:46:01.765Z",
    "'\"1793573161765\"', 2026-11-01T22:46:01.765Z",
  })
  void readsTimes(String raw, String expected) {
    String record =
        "{\"start_time\":"
            + raw
            + ",\"sourceIP\":\"::FFFF:10.0.0.1\",\"destIP\":\"2001:DB8:0::1\"}";
    assertEquals(
        "n0 " + expected + " null UNKNOWN 10.0.0.1 > 2001:db8::1 null/null null null null null",
        Dumps.lines(record));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("'sourcePort':93145", "BAD_VALUE sourcePort: '93145' is outside 0 to 65535"),
        Arguments.of("'destPort':-1", "BAD_VALUE destPort: '-1' is outside 0 to 65535"),
        Arguments.of("'destPort':'80.5'", "BAD_VALUE destPort: '80.5' is not a whole number"),
        Arguments.of("'sourceBytes':-5", "BAD_VALUE sourceBytes: '-5' is negative"),
        Arguments.of("'sourceBytes':1e99", "BAD_VALUE sourceBytes: '1e99' is not a whole number"),
        Arguments.of(
            "'tcpFlags':'999'", "BAD_VALUE tcpFlags: TCP flags '999' are outside 0 to 255"),
        Arguments.of(
            "'tcpFlags':[1]",
            "BAD_VALUE tcpFlags: '[1]' is an object or an array, and no plain value"),
        Arguments.of("'flags':'many'", "BAD_VALUE flags: 'many' is not a whole number"),
        Arguments.of(
            "'endTime':'2026-11-01T22:46:01Z'",
            "BAD_VALUE endTime: '2026-11-01T22:46:01Z' is before startTime '2026-11-01T22:46:01.765Z'"),
        Arguments.of(
            "'endTime':'soon'",
            "BAD_VALUE endTime: 'soon' is not a time (ISO 8601, or a number of seconds or milliseconds since 1970)"),
        Arguments.of("'nodeId':' '", "BAD_VALUE nodeId: ' ' is blank, and no node name"),
        Arguments.of(
            "'nodeId':'a\\u0007b'",
            "BAD_VALUE nodeId: 'a\\u0007b' has characters that no node name can have"),
        Arguments.of(
            "'nodeId':'\\ud800'",
            "BAD_VALUE nodeId: '\ud800' has characters that no node name can have"),
        Arguments.of("'x':1,'x':1", "MALFORMED the record has the field 'x' twice"),
        Arguments.of(
            "'destPort':null,'destPort':1", "MALFORMED the record has the field 'destPort' twice"),
        Arguments.of(
            "'source_ip':'10.1.4.7'",
            "MALFORMED the fields 'sourceIP' and 'source_ip' mean the same"),
        Arguments.of(
            "'x':tru",
            "MALFORMED broken JSON at byte 86 of the record: Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' …"),
        Arguments.of(
            "'x'",
            "MALFORMED broken JSON at byte 85 of the record: Unexpected character ('}' (code 125)): was expecting a colon to separate field name and value"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void rejects(String more, String expected) {
    assertEquals("1@0 " + expected, Dumps.lines(record(more.replace('\'', '"')) + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "startTime, sourceIP, 'startTime: the record has none, and a flow must have it'",
    "sourceIP, destIP, 'sourceIP: the record has none, and a flow must have it'",
    "destIP, startTime, 'destIP: the record has none, and a flow must have it'",
  })
  void rejectsRecordsWithoutWhatAFlowMustHave(String missing, String other, String detail) {
    String record = record("").replace("\"" + missing + "\"", "\"x_" + missing + "\"");
    assertTrue(record.contains(other));
    assertEquals("1@0 MISSING_FIELD " + detail, Dumps.lines(record));
  }

  @Test
  void cutsLongValuesInMessages() {
    String line = Dumps.lines(record("\"destPort\":\"" + "9".repeat(5_000) + "\""));
    assertEquals("1@0 BAD_VALUE destPort: '" + "9".repeat(100) + "…' is not a whole number", line);
  }

  private static final String A = record("");
  private static final String OPEN = A.substring(0, A.length() - 1);
  private static final String PRETTY =
      A.replace("{", "{\n  ").replace(",", ",\n  ").replace("}", "\n}");

  static Stream<Arguments> layouts() {
    return Stream.of(
        Arguments.of("lines", A + "\n" + A + "\n"),
        Arguments.of("no end of the last line", A + "\n" + A),
        Arguments.of("CRLF, BOM, blank lines", "\uFEFF" + A + "\r\n\r\n \r\n" + A + "\r\n"),
        Arguments.of("blanks first", " \n\r\n" + A + "\n" + A),
        Arguments.of("one line", A + A),
        Arguments.of("array on one line", "[" + A + "," + A + "]"),
        Arguments.of("array, a record a line", "[\n" + A + ",\n" + A + "\n]\n"),
        Arguments.of("indented array", "[\n  " + A + ",\n  " + A + "\n]\n"),
        Arguments.of("leading commas", "[\n  " + A + "\n, " + A + "\n]\n"),
        Arguments.of("two arrays", "[" + A + "]\n[" + A + "]\n"),
        Arguments.of("pretty", PRETTY + "\n" + PRETTY + "\n"),
        Arguments.of("pretty array", "[ " + PRETTY + ", " + PRETTY + " ]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void readsEveryLayout(String name, String text) {
    assertEquals(PLAIN + "\n" + PLAIN, Dumps.lines(text), name);
  }

  static Stream<Arguments> brokenTexts() {
    String openString = A.replace("10.1.4.7\"", "10.1");
    int length = A.length();
    return Stream.of(
        Arguments.of(
            "a line without its end",
            OPEN + "\n" + A + "\n",
            "1@0 MALFORMED broken JSON at byte 81 of the record: Unexpected end-of-input: expected"
                + " close marker for Object\n"
                + PLAIN),
        Arguments.of(
            "a string without its end",
            openString.substring(0, 56) + "\n" + A + "\n",
            "1@0 MALFORMED broken JSON at byte 56 of the record: Unexpected end-of-input in VALUE_STRING\n"
                + PLAIN),
        Arguments.of(
            "a line without its begin",
            A.substring(40) + "\n" + A + "\n",
            "1@0 MALFORMED the record is not a JSON object\n" + PLAIN),
        Arguments.of(
            "half a record at the end",
            A + "\n" + A.substring(0, 56),
            PLAIN
                + "\n2@"
                + (length + 1)
                + " TRUNCATED the object ends in the middle of the record: broken JSON at byte 56"
                + " of the record: Unexpected end-of-input in VALUE_STRING"),
        Arguments.of(
            "elements that are no objects",
            "[1, " + A + ", \"x\"," + A + ",null]",
            "1@1 MALFORMED the record is not a JSON object\n"
                + PLAIN
                + "\n1@"
                + (length + 6)
                + " MALFORMED the record is not a JSON object\n"
                + PLAIN
                + "\n1@"
                + (2 * length + 11)
                + " MALFORMED the record is not a JSON object"),
        Arguments.of(
            "a broken element of an array",
            "[" + OPEN + ",}," + A + "]",
            "1@1 MALFORMED broken JSON at byte 82 of the record: Unexpected character ('}' (code"
                + " 125)): was expecting double-quote to start field name\n"
                + PLAIN),
        Arguments.of(
            "an array left open in an element",
            "[" + OPEN + ",\"meta\":[1}," + A + "]",
            "1@1 MALFORMED broken JSON at byte 91 of the record: Unexpected close marker '}':"
                + " expected ']'\n"
                + PLAIN),
        Arguments.of(
            "pretty, an object left open",
            PRETTY + "\n" + PRETTY.substring(0, 50) + "\n" + PRETTY + "\n",
            PLAIN
                + "\n6@93 MALFORMED broken JSON at byte 50 of the record: Unexpected end-of-input"
                + " in field name\n"
                + PLAIN),
        Arguments.of(
            "NUL and bad bytes",
            "{\"startTime\":1,\"a\u0000\":2}\n" + A + "\n",
            "1@0 MALFORMED byte 17 of the record is NUL\n" + PLAIN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenTexts")
  void goesOnAfterBrokenRecords(String name, String text, String expected) {
    assertEquals(expected, Dumps.lines(text), name);
  }

  @Test
  void survivesAbsurdNesting() {
    String deep = "{\"startTime\":" + "[".repeat(3_000_000) + "\n";
    List<DumpRecord> records = Dumps.read(Dumps.utf8(deep + A + "\n"), Dumps.SOURCE);
    assertEquals(2, records.size());
    assertTrue(Dumps.line(records.get(0)).startsWith("1@0 MALFORMED broken JSON"));
    assertEquals(PLAIN, Dumps.line(records.get(1)));
  }
}

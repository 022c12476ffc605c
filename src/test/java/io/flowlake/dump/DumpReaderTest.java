package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.flowlake.model.Reject;
import io.flowlake.model.RejectReason;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DumpReaderTest {
  private static final String RECORD =
      "{\"startTime\":1,\"sourceIP\":\"10.0.0.1\",\"destIP\":\"10.0.0.2\"}\n";

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "raw/node=a/x.json, null, a",
        "s3a://b/node=a/day=1/node=b%2Fc%20d/x, z, b/c d",
        "raw/node=%E2%82%AC%zz/x, null, €%zz",
        "raw/x/node=file, z, z",
        "raw/x, null, null",
      })
  void findsTheNodeOfThePath(String object, String fallback, String expected) {
    assertEquals(expected, new DumpSource(object, fallback).defaultNode());
  }

  @Test
  void rejectsRecordsWithoutANode() {
    assertEquals(
        "1@0 NO_NODE no node: the record has no field for it, the path 'raw/x' has no folder"
            + " node=<name>/, and no node was given for such records",
        Dumps.lines(Dumps.utf8(RECORD), new DumpSource("raw/x", null)));
    assertEquals(
        "1@0 BAD_VALUE node of the path: '' is blank, and no node name",
        Dumps.lines(Dumps.utf8(RECORD), new DumpSource("raw/node=/x", "n")));
  }

  static Stream<Arguments> formats() {
    String csv = "start time,source ip,dest ip\n";
    return Stream.of(
        Arguments.of("", "empty none"),
        Arguments.of(" \r\n\t\n", "empty none"),
        Arguments.of("\uFEFF", "empty none"),
        Arguments.of("\n".repeat(200_000), "empty none"),
        Arguments.of(RECORD, "native-json none"),
        Arguments.of("\n\n[" + RECORD, "native-json none"),
        Arguments.of(csv, "native-csv none"),
        Arguments.of(
            "#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_h\tproto\tconn_state\n",
            "zeek-tsv none"),
        Arguments.of("{\"id.orig_h\":1,\"conn_state\":\"S0\"}\n", "zeek-json none"),
        Arguments.of("hello\n", "unknown none"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void tellsTheFormat(String text, String expected) {
    assertEquals(expected, Dumps.format(Dumps.utf8(text)));
    assertEquals(expected.replace("none", "gzip"), Dumps.format(Dumps.gzip(Dumps.utf8(text))));
  }

  static Stream<Arguments> strangers() {
    String advice =
        "; looked for native JSON, native CSV with a header, and Zeek connection logs (TSV, JSON)."
            + " Keep it out of the raw prefix, or deliver it in one of these formats";
    return Stream.of(
        Arguments.of("Lorem ipsum, dolor.\nSit amet.\n", "text without a known structure" + advice),
        Arguments.of("\u0001\u0002\u0000\u0003", "binary data" + advice),
        Arguments.of("PK\u0003\u0004....", "a ZIP archive; unpack it"),
        Arguments.of("x".repeat(257) + "ustar..", "a tar archive; unpack it"),
        Arguments.of("PAR1....", "a Parquet file, which is not read as a dump"),
        Arguments.of("\u00FF\u00FE{\u0000", "UTF-16 text; write it as UTF-8"),
        Arguments.of(
            "\u001c\u0000\u0000\u0000M<+\u001a", "a packet capture (pcapng); run Zeek on it"),
        Arguments.of(
            "{\"a\":1}\n{\"a\":2}\n",
            "JSON, but none of the fields startTime, sourceIP and destIP (nor Zeek's) is in its"
                + " first 64 KiB; name the fields so"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void tellsWhatIsNoDump(String latin1, String expected) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    List<DumpRecord> records = Dumps.read(bytes, Dumps.SOURCE);
    assertEquals(1, records.size());
    Reject reject = ((DumpRecord.Rejected) records.get(0)).reject();
    assertEquals("not a dump: the object is " + expected, reject.detail());
    assertEquals(RejectReason.NOT_A_DUMP, reject.reason());
    assertEquals(bytes.length, reject.length());
    assertEquals(0, reject.offset());
  }

  @Test
  void keepsTheBeginOfALargeStrangerAndItsLength() {
    byte[] bytes = new byte[3_000_000];
    bytes[0] = 7;
    Reject reject =
        ((DumpRecord.Rejected) Dumps.read(Dumps.gzip(bytes), Dumps.SOURCE).get(0)).reject();
    assertEquals(3_000_000, reject.length());
    assertEquals(Reject.MAX_BYTES, reject.bytes().length);
    assertEquals(7, reject.bytes()[0]);
  }

  /** 200 MB in one line, of which no more is allocated than the longest record needs. */
  @ParameterizedTest
  @CsvSource({"json", "zeek", "csv"})
  void skipsALineThatIsTooLong(String format) {
    String first =
        switch (format) {
          case "json" -> RECORD;
          case "zeek" ->
              "#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.resp_h\tproto\n1\t1.1.1.1\t2.2.2.2\ttcp\n";
          default -> "start_time,source_ip,dest_ip\n1,1.1.1.1,2.2.2.2\n";
        };
    String last = first.substring(first.lastIndexOf('\n', first.length() - 2) + 1);
    String open = format.equals("json") ? "{\"startTime\":\"" : "x";
    long repeats = 2_000;
    byte[] block = "y".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    InputStream raw =
        new SequenceInputStream(
            Collections.enumeration(
                Stream.of(
                        Stream.of(stream(first + open)),
                        Stream.generate(() -> (InputStream) new ByteArrayInputStream(block))
                            .limit(repeats),
                        Stream.of(stream("\n" + last)))
                    .flatMap(part -> part)
                    .toList()));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    try (DumpReader reader = DumpReader.open(raw, Dumps.SOURCE)) {
      assertTrue(reader.next() instanceof DumpRecord.Parsed);
      Reject reject = ((DumpRecord.Rejected) reader.next()).reject();
      long length = repeats * block.length + open.length();
      assertEquals(RejectReason.TOO_LONG, reject.reason());
      assertEquals(length, reject.length());
      assertEquals(Reject.MAX_BYTES, reject.bytes().length);
      assertEquals(
          "the record has "
              + length
              + " bytes, and a record may have 8388608; it was skipped to the"
              + " end of its line",
          reject.detail());
      DumpRecord after = reader.next();
      assertTrue(after instanceof DumpRecord.Parsed);
      assertEquals(reject.line() + 1, after.line());
      assertEquals(reject.offset() + length + 1, after.offset());
      assertThrows(NoSuchElementException.class, reader::next);
    }
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 64 << 20, () -> "allocated " + allocated);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(Dumps.utf8(text));
  }

  @Test
  void readsRecordsUpToTheLimit() {
    String name = "\"pad\":\"" + "z".repeat(ByteWindow.MAX_RECORD - 100) + "\"";
    String long8 = RECORD.replace("}", "," + name + "}");
    List<DumpRecord> records = Dumps.read(Dumps.utf8(RECORD + long8 + RECORD), Dumps.SOURCE);
    assertEquals(3, records.stream().filter(DumpRecord.Parsed.class::isInstance).count());
  }

  /** Also when a record is too long over many lines, none of which is. */
  @ParameterizedTest
  @CsvSource({"'{\n\"a\":[\n', '1,\n'", "'{\n\"a\":\"\n', 'text\n'", "'{\n}\nstray\n', 'text\n'"})
  void takesLinearTimeForMegabytesOfBrokenText(String open, String line) {
    String pretty = RECORD.strip().replace(",", ",\n").replace("{", "{\n") + "\n";
    String text = pretty + open + line.repeat(30_000_000 / line.length()) + pretty;
    List<DumpRecord> records =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> Dumps.read(Dumps.utf8(text), Dumps.SOURCE));
    assertTrue(records.get(0) instanceof DumpRecord.Parsed);
    assertTrue(records.size() < 12, () -> records.size() + " records");
    long rejected =
        records.stream()
            .filter(DumpRecord.Rejected.class::isInstance)
            .mapToLong(record -> ((DumpRecord.Rejected) record).reject().length())
            .sum();
    assertTrue(rejected > 29_000_000, () -> rejected + " bytes in rejects");
  }

  @Test
  void takesLinearTimeForMegabytesOfQuotes() {
    String text = "start_time,source_ip,dest_ip\n" + "\"a\nb\",".repeat(200_000);
    List<DumpRecord> records =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> Dumps.read(Dumps.utf8(text), Dumps.SOURCE));
    // The last two lines make a row of three columns.
    assertEquals(200_000, records.size());
  }
}

package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.Flow;
import io.flowlake.model.Reject;
import io.flowlake.model.Times;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Reads dumps for tests, and shows records as lines that a table of expectations can hold. */
final class Dumps {
  static final DumpSource SOURCE = new DumpSource("raw/some.dump", "n0");

  private Dumps() {}

  /** All records of {@code bytes}; the rules that hold for any object are asserted on the way. */
  static List<DumpRecord> read(byte[] bytes, DumpSource source) {
    List<DumpRecord> records = new ArrayList<>();
    long offset = -1;
    try (DumpReader reader = DumpReader.open(new ByteArrayInputStream(bytes), source)) {
      while (reader.hasNext()) {
        DumpRecord record = reader.next();
        assertTrue(record.offset() > offset, () -> "offsets increase: " + record);
        offset = record.offset();
        if (record instanceof DumpRecord.Rejected rejected) {
          Reject reject = rejected.reject();
          assertTrue(reject.bytes().length <= Reject.MAX_BYTES, "a reject keeps 4 KiB");
          assertTrue(reject.length() >= reject.bytes().length, "the true length");
        }
        records.add(record);
      }
    }
    return records;
  }

  /** The records of a text, each as a line. */
  static String lines(String text) {
    return lines(utf8(text));
  }

  static String lines(byte[] bytes) {
    return lines(bytes, SOURCE);
  }

  static String lines(byte[] bytes, DumpSource source) {
    return read(bytes, source).stream().map(Dumps::line).collect(Collectors.joining("\n"));
  }

  static String format(byte[] bytes) {
    try (DumpReader reader = DumpReader.open(new ByteArrayInputStream(bytes), SOURCE)) {
      return reader.format() + " " + reader.compression();
    }
  }

  /** {@code node start end protocol source > dest recv/sent flags flowFlags activity meta}. */
  static String line(DumpRecord record) {
    if (record instanceof DumpRecord.Rejected rejected) {
      Reject reject = rejected.reject();
      return reject.line() + "@" + reject.offset() + " " + reject.reason() + " " + reject.detail();
    }
    Flow flow = ((DumpRecord.Parsed) record).flow();
    return Stream.of(
            flow.node(),
            Times.format(flow.startTime()),
            flow.endTime() == null ? null : Times.format(flow.endTime()),
            flow.protocol(),
            place(flow.sourceNode(), flow.sourceIp(), flow.sourcePort()),
            ">",
            place(flow.destNode(), flow.destIp(), flow.destPort()),
            flow.recvBytes() + "/" + flow.sentBytes(),
            flow.tcpFlags(),
            flow.flowFlags(),
            flow.activityId(),
            flow.meta())
        .map(Objects::toString)
        .collect(Collectors.joining(" "));
  }

  private static String place(String node, String ip, Integer port) {
    return (node == null ? "" : node + "/") + ip + (port == null ? "" : ":" + port);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}

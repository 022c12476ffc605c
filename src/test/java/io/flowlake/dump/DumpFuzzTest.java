package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dumps with random damage: whatever comes, it ends, throws nothing, and keeps order. */
class DumpFuzzTest {
  private static final int ROUNDS = 4_000;

  private static final String JSON =
      "{\"nodeId\":\"n\",\"startTime\":\"2026-11-01T22:46:01.765Z\",\"endTime\":1793573162,"
          + "\"sourceIP\":\"10.0.0.1\",\"destIP\":\"fe80::1\",\"tcpFlags\":\"27\",\"x\":{\"y\":[1,\"é\"]},"
          + "\"meta\":\"{\\\"a\\\":1}\"}\n";
  private static final String PRETTY =
      """
      [{
        "startTime": 1,
        "sourceIP": "1.1.1.1",
        "destIP": "2.2.2.2"
      },
      {
        "startTime": 2,
        "sourceIP": "1.1.1.1",
        "destIP": "2.2.2.2"
      }]
      """;
  private static final String CSV =
      "start_time,end_time,source_ip,dest_ip,dest_port,meta,note\n"
          + "1793573161,1793573162.5,10.0.0.1,10.0.0.2,80,\"{\"\"a\"\":1}\",\"x\ny\"\n".repeat(3);
  private static final String TSV =
      "#separator \\x09\n#unset_field\t-\n#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h"
          + "\tid.resp_p\tproto\tduration\thistory\n"
          + "1713484795.943239\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\t-\tSha\\x41\n".repeat(3);
  private static final String ZEEK_JSON =
      "{\"ts\":1713484795.943239,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\",\"proto\":\"icmp\","
          + "\"id.orig_p\":8,\"id.resp_p\":0,\"conn_state\":\"OTH\",\"duration\":1e-3}\n";

  /** What mutations put in: structure of all formats, and bytes that are no text. */
  private static final List<String> PIECES =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\n",
          "\r\n",
          "\\",
          "\t",
          "-",
          "#",
          "\u0000",
          "é",
          "1e999999999",
          "9".repeat(40),
          "\"\"",
          "null",
          "\"meta\":",
          "#fields\tts\n",
          "\n{",
          "::");

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void survivesDamage(int which) {
    String text =
        switch (which) {
          case 1 -> JSON.repeat(3);
          case 2 -> PRETTY;
          case 3 -> CSV;
          case 4 -> TSV;
          default -> ZEEK_JSON.repeat(3);
        };
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Random random = new Random(which);
          for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = Dumps.utf8(text);
            for (int k = random.nextInt(4); k >= 0; k--) {
              damaged = damage(damaged, random);
            }
            assertEveryByteIsAccountedFor(damaged);
          }
        });
  }

  private static byte[] damage(byte[] bytes, Random random) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + random.nextInt(20));
    byte[] before = Arrays.copyOf(bytes, at);
    byte[] after = Arrays.copyOfRange(bytes, end, bytes.length);
    byte[] middle = new byte[0];
    switch (random.nextInt(5)) {
      case 0 -> middle = Dumps.utf8(PIECES.get(random.nextInt(PIECES.size())));
      case 1 -> after = Arrays.copyOfRange(bytes, at, bytes.length);
      case 2 -> middle = new byte[] {(byte) random.nextInt(256)};
      case 3 -> after = random.nextInt(4) == 0 ? new byte[0] : after;
      default -> middle = Arrays.copyOfRange(bytes, random.nextInt(at + 1), end);
    }
    return Dumps.joined(before, middle, after);
  }

  /** {@link Dumps#read} asserts the order; here: records do not overlap, and few bytes are lost. */
  private static void assertEveryByteIsAccountedFor(byte[] dump) {
    long end = 0;
    for (DumpRecord record : Dumps.read(dump, Dumps.SOURCE)) {
      assertTrue(record.offset() >= end, () -> "overlap at " + record);
      assertTrue(record.line() >= 1, "lines count from 1");
      if (record instanceof DumpRecord.Rejected rejected) {
        end = record.offset() + rejected.reject().length();
        assertTrue(end <= dump.length, () -> "beyond the end: " + record);
      }
    }
  }
}

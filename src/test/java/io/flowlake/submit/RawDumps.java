package io.flowlake.submit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * Dumps of few flows that are large nevertheless, so that their export takes several parts: each
 * says much that cannot be compressed.
 */
final class RawDumps {
  /** The day on which all flows start. */
  static final String DAY = "2026-11-01";

  static final int DUMPS = 12;
  static final int FLOWS_EACH = 500;

  /** Each dump but the first begins with a flow of the dump before it. */
  static final int DUPLICATES = DUMPS - 1;

  /** Each dump ends with a line that is no flow. */
  static final int REJECTS = DUMPS;

  private static final int META_BYTES = 3_000;

  private RawDumps() {}

  /** Writes them below {@code prefix}; the same bytes each time. */
  static void write(Bucket bucket, String prefix) throws IOException {
    Random random = new Random(7);
    String last = "";
    for (int dump = 0; dump < DUMPS; dump++) {
      try (OutputStream out = bucket.create("%s/dump-%02d.json".formatted(prefix, dump))) {
        out.write(last.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < FLOWS_EACH; i++) {
          last = record(dump * FLOWS_EACH + i, random);
          out.write(last.getBytes(StandardCharsets.UTF_8));
        }
        out.write("{\"nodeId\":\"edge-0\",\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String record(int number, Random random) {
    byte[] meta = new byte[META_BYTES];
    random.nextBytes(meta);
    int second = number * 13 % 86_400;
    String start =
        "%sT%02d:%02d:%02dZ".formatted(DAY, second / 3600, second / 60 % 60, second % 60);
    return "{\"nodeId\":\"edge-%d\",\"sourceNode\":\"edge-%d\",\"sourceIP\":\"10.0.%d.%d\",\"sourcePort\":%d,\"destIP\":\"192.0.2.1\",\"destPort\":443,\"startTime\":\"%s\",\"endTime\":\"%s\",\"protocol\":\"TCP\",\"sourceBytes\":%d,\"destBytes\":1,\"meta\":{\"note\":\"%s\"}}\n"
        .formatted(
            number % 3,
            number % 3,
            number / 256,
            number % 256,
            1024 + number,
            start,
            DAY + "T23:59:59Z",
            number,
            Base64.getEncoder().encodeToString(meta));
  }
}

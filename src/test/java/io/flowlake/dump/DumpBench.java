package io.flowlake.dump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Prints how fast formats are read, or, with files as arguments, what becomes of their records. Run
 * by hand: {@code java -cp … io.flowlake.dump.DumpBench [--native-json | --native-csv | FILE …]}.
 */
final class DumpBench {
  private static final int RECORDS = 400_000;

  private DumpBench() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0 || args[0].startsWith("--")) {
      byte[] dump = args.length > 0 && args[0].equals("--native-csv") ? csv() : json();
      for (int round = 0; round < 8; round++) {
        time(dump);
      }
      return;
    }
    Map<String, Integer> totals = new TreeMap<>();
    for (String file : args) {
      tell(Path.of(file), totals);
    }
    System.out.println(totals);
  }

  private static void tell(Path file, Map<String, Integer> totals) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        DumpReader reader = DumpReader.open(raw, new DumpSource(file.toString(), "fallback"))) {
      String kind = reader.format() + "/" + reader.compression();
      int shown = 0;
      while (reader.hasNext()) {
        DumpRecord record = reader.next();
        if (record instanceof DumpRecord.Parsed parsed) {
          totals.merge(kind + " flows", 1, Integer::sum);
          if (shown++ < 2) {
            System.out.println(file.getFileName() + ": " + parsed);
          }
        } else if (record instanceof DumpRecord.Rejected rejected) {
          var reject = rejected.reject();
          totals.merge(kind + " rejects", 1, Integer::sum);
          System.out.printf(
              "%s:%d @%d %s %s [%d bytes]: %s%n",
              file.getFileName(),
              reject.line(),
              reject.offset(),
              reject.format(),
              reject.reason(),
              reject.length(),
              reject.detail());
        }
      }
    }
  }

  private static void time(byte[] dump) {
    long begin = System.nanoTime();
    long flows = 0;
    try (DumpReader reader =
        DumpReader.open(new ByteArrayInputStream(dump), new DumpSource("bench.jsonl", null))) {
      while (reader.hasNext()) {
        flows += reader.next() instanceof DumpRecord.Parsed ? 1 : 0;
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%,d flows of %,d bytes: %,.0f flows/s, %.0f MB/s%n",
        flows, dump.length, flows / seconds, dump.length / seconds / 1e6);
  }

  private static byte[] json() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      text.append(
          String.format(
                  "{\"nodeId\":\"0a1b-%d\",\"sourceNode\":\"edge-dc%d\",\"sourceIP\":\"10.1.%d.%d\","
                      + "\"sourcePort\":%d,\"sourceBytes\":%d,\"destNode\":\"edge-branch7\","
                      + "\"destIP\":\"172.16.9.%d\",\"destPort\":443,\"destBytes\":%d,"
                      + "\"startTime\":\"2026-11-01T22:%02d:01.765Z\","
                      + "\"endTime\":\"2026-11-01T23:46:02.730Z\",\"protocol\":\"TCP\","
                      + "\"tcpFlags\":\"27\",\"flags\":\"0\",\"activityID\":null,\"meta\":null}\n",
                  i % 50,
                  i % 9,
                  random.nextInt(256),
                  random.nextInt(256),
                  random.nextInt(65536),
                  random.nextInt(1 << 20),
                  random.nextInt(256),
                  random.nextInt(),
                  random.nextInt(60))
              .replace("\"destBytes\":-", "\"destBytes\":"));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] csv() {
    String row =
        "2026-11-01T22:46:01.765Z,2026-11-01T22:46:02.730Z,TCP,edge-dc1,10.1.4.7,50742,"
            + "edge-branch7,172.16.9.20,443,192614,1928,SYN PSH ACK FIN,0a1b\n";
    String header =
        String.join(
            ",",
            List.of(
                "start_time,end_time,protocol,source_node,source_ip,source_port",
                "dest_node,dest_ip,dest_port,recv_bytes,sent_bytes,tcp_flags,node\n"));
    return (header + row.repeat(RECORDS)).getBytes(StandardCharsets.UTF_8);
  }
}

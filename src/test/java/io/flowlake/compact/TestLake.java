package io.flowlake.compact;

import io.flowlake.SparkFixture;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.Lake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;

/** A raw folder and a lake in a temporary folder. */
final class TestLake {
  final Path raw;
  final Lake lake;

  TestLake(Path folder) {
    this.raw = folder.resolve("raw");
    this.lake = new Lake(folder.resolve("lake").toString());
  }

  /** Writes a dump of these lines. */
  Path dump(String name, String... lines) {
    return write(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] content) {
    try {
      Path file = raw.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  CompactRequest request() {
    return request(CompactRequest.DEFAULT_BATCH_BYTES);
  }

  CompactRequest request(long batchBytes) {
    return new CompactRequest(
        raw.toString(), lake, null, batchBytes, FileLayout.DEFAULT, CompactRequest.Writers.SEVERAL);
  }

  CompactReport compact() {
    return Compaction.run(SparkFixture.session(), request(), Progress.NONE);
  }

  /** The table as any Delta reader sees it: no code of ours but the order of columns. */
  List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    rows().forEachRemaining(row -> flows.add(flow(row)));
    flows.sort(BY_ALL);
    return flows;
  }

  Iterator<Row> rows() {
    return SparkFixture.session()
        .read()
        .format("delta")
        .load(lake.flows().toString())
        .toLocalIterator();
  }

  static final Comparator<Flow> BY_ALL =
      FlowIdentity.BY_KEY
          .thenComparing(Flow::endTime, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(FlowIdentity.BY_KNOWLEDGE);

  /** A row as plain Spark reads it. */
  static Flow flow(Row row) {
    return new Flow(
        row.getAs("node"),
        micros(row.getAs("start_time")),
        row.getAs("end_time") == null ? null : (Long) micros(row.getAs("end_time")),
        row.getAs("protocol"),
        row.getAs("source_node"),
        row.getAs("source_ip"),
        row.getAs("source_port"),
        row.getAs("dest_node"),
        row.getAs("dest_ip"),
        row.getAs("dest_port"),
        row.getAs("recv_bytes"),
        row.getAs("sent_bytes"),
        row.getAs("tcp_flags"),
        row.getAs("flow_flags"),
        row.getAs("activity_id"),
        row.getAs("meta"));
  }

  private static long micros(Timestamp time) {
    Instant instant = time.toInstant();
    return Math.floorDiv(instant.toEpochMilli(), 1000L) * 1_000_000L + instant.getNano() / 1000;
  }
}

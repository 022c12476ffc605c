package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that knows nothing of us, Delta Kernel, sees what Spark sees. */
class OtherReadersTest {
  @Test
  void kernelReadsTheSameFlows(@TempDir Path folder) throws IOException {
    TestLake test = new TestLake(folder);
    SyntheticDumps.write(SyntheticDumps.shape(5_000, 5, 2, 4, 8), test.raw);
    test.dump("node=%F0%9F%9A%80%2F..%2Fx/extra.json", lineWithoutNode());
    test.compact();

    List<Flow> seen = new ArrayList<>();
    Engine engine = DefaultEngine.create(new Configuration());
    Snapshot snapshot =
        Table.forPath(engine, test.lake.flows().toString()).getLatestSnapshot(engine);
    readAll(engine, snapshot, seen);
    seen.sort(TestLake.BY_ALL);

    assertEquals(5_001, seen.size());
    assertEquals(test.flows(), seen);
  }

  private static void readAll(Engine engine, Snapshot snapshot, List<Flow> seen)
      throws IOException {
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
    StructType logical = snapshot.getSchema();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            readFile(engine, state, files.next(), physical, logical, seen);
          }
        }
      }
    }
  }

  private static void readFile(
      Engine engine, Row state, Row file, StructType physical, StructType logical, List<Flow> seen)
      throws IOException {
    CloseableIterator<FileReadResult> results =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                physical,
                Optional.empty());
    CloseableIterator<ColumnarBatch> data = results.map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> rows =
        Scan.transformPhysicalData(engine, state, file, data)) {
      while (rows.hasNext()) {
        try (CloseableIterator<Row> each = rows.next().getRows()) {
          each.forEachRemaining(row -> seen.add(flow(row, logical)));
        }
      }
    }
  }

  private static Flow flow(Row row, StructType schema) {
    Columns at = new Columns(row, schema);
    return new Flow(
        at.text("node"),
        at.number("start_time"),
        at.number("end_time"),
        at.text("protocol"),
        at.text("source_node"),
        at.text("source_ip"),
        at.small("source_port"),
        at.text("dest_node"),
        at.text("dest_ip"),
        at.small("dest_port"),
        at.number("recv_bytes"),
        at.number("sent_bytes"),
        at.small("tcp_flags"),
        at.number("flow_flags"),
        at.text("activity_id"),
        at.text("meta"));
  }

  private record Columns(Row row, StructType schema) {
    private int at(String name) {
      return schema.indexOf(name);
    }

    String text(String name) {
      return row.isNullAt(at(name)) ? null : row.getString(at(name));
    }

    Long number(String name) {
      return row.isNullAt(at(name)) ? null : (Long) row.getLong(at(name));
    }

    Integer small(String name) {
      return row.isNullAt(at(name)) ? null : (Integer) row.getInt(at(name));
    }
  }

  private static String lineWithoutNode() {
    return "{\"sourceIP\":\"2001:db8::1\",\"destIP\":\"192.0.2.1\",\"startTime\":\"2026-11-01T00:00:00.000001Z\"}";
  }
}

package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.StreamShape;
import io.flowlake.generate.SyntheticStream;
import io.flowlake.model.Flow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million flows against the rules of the domain, computed in memory without code of the job. */
@Tag("slow")
class CompactionOracleTest {
  private static final int FLOWS = Integer.getInteger("flowlake.oracle.flows", 1_000_000);

  @Test
  void tableEqualsTheNaiveComputation(@TempDir Path folder) throws IOException {
    TestLake test = new TestLake(folder);
    StreamShape shape = SyntheticDumps.shape(FLOWS, 50, 2, 200, 20261101);
    GenerateReport written = SyntheticDumps.write(shape, test.raw);
    SyntheticDumps.shuffle(test.raw, 5);
    Map<List<Object>, Flow[]> expected = naive(shape);

    CompactReport report =
        Compaction.run(
            SparkFixture.session(), test.request(written.writtenBytes() / 4), Progress.NONE);

    assertTrue(report.batches() >= 4, "batches: " + report.batches());
    assertEquals(written.counts().rejects(), report.counts().rejected());
    assertEquals(
        written.counts().flows()
            + written.counts().updates()
            + written.counts().duplicates()
            + written.counts().rejects(),
        report.counts().read());
    int rows = expected.values().stream().mapToInt(flows -> flows.length).sum();
    assertEquals(rows, report.counts().added(), "new rows");
    assertSameRows(expected, test.rows());
    System.gc(); // the map is large, and other tests share this JVM
  }

  /**
   * The rules as domain.md words them: of reports with one key, all closed ones that differ stay;
   * if there is none, the open one that knows most.
   */
  private static Map<List<Object>, Flow[]> naive(StreamShape shape) {
    Map<List<Object>, Flow[]> byKey = new HashMap<>(2 * FLOWS);
    SyntheticStream.of(shape)
        .forEach(
            record -> {
              if (record.flow() != null) {
                byKey.merge(
                    key(record.flow()),
                    new Flow[] {record.flow()},
                    (rows, more) -> added(rows, more[0]));
              }
            });
    return byKey;
  }

  private static Flow[] added(Flow[] rows, Flow report) {
    if (Arrays.asList(rows).contains(report)) {
      return rows;
    }
    boolean closedRows = rows[0].endTime() != null;
    if (report.endTime() == null) {
      return closedRows || bytes(rows[0]) >= bytes(report) ? rows : new Flow[] {report};
    }
    if (!closedRows) {
      return new Flow[] {report};
    }
    Flow[] more = Arrays.copyOf(rows, rows.length + 1);
    more[rows.length] = report;
    return more;
  }

  private static void assertSameRows(Map<List<Object>, Flow[]> expected, Iterator<Row> rows) {
    long count = 0;
    while (rows.hasNext()) {
      Flow flow = TestLake.flow(rows.next());
      count++;
      Flow[] wanted = expected.get(key(flow));
      assertTrue(wanted != null, () -> "the table has a flow that nobody reported: " + flow);
      int at = Arrays.asList(wanted).indexOf(flow);
      assertTrue(at >= 0, () -> "in the table: " + flow + ", should be: " + wanted[0]);
      expected.put(key(flow), without(wanted, at));
    }
    Comparator<Flow> any = TestLake.BY_ALL;
    List<Flow> missing =
        expected.values().stream().flatMap(Arrays::stream).sorted(any).limit(3).toList();
    assertEquals(List.of(), missing, "flows that the table lacks, after " + count);
  }

  private static Flow[] without(Flow[] flows, int at) {
    Flow[] rest = new Flow[flows.length - 1];
    System.arraycopy(flows, 0, rest, 0, at);
    System.arraycopy(flows, at + 1, rest, at, rest.length - at);
    return rest;
  }

  private static long bytes(Flow flow) {
    return (flow.sentBytes() == null ? 0 : flow.sentBytes())
        + (flow.recvBytes() == null ? 0 : flow.recvBytes());
  }

  private static List<Object> key(Flow flow) {
    return Arrays.asList(
        flow.node(),
        flow.startTime(),
        flow.protocol(),
        flow.sourceNode(),
        flow.sourceIp(),
        flow.sourcePort(),
        flow.destNode(),
        flow.destIp(),
        flow.destPort());
  }
}

package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.SparkFixture;
import io.flowlake.lake.BatchTable;
import io.flowlake.lake.IngestColumns;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RejectColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** All that two lakes must have in common when the same dumps went in. */
final class LakeState {
  private final Dataset<Row> flows;
  private final List<Row> ledger;
  private final List<Row> rejects;

  LakeState(Lake lake) {
    flows = SparkFixture.session().read().format("delta").load(lake.flows().toString());
    // Paths differ where the raw folder does; the name of a dump does not.
    Column name = functions.substring_index(functions.col(IngestColumns.DUMP), "/", -1);
    ledger =
        BatchTable.ingestLog(SparkFixture.session(), lake)
            .rows()
            .select(
                name,
                functions.col(IngestColumns.FORMAT),
                functions.col(IngestColumns.READ),
                functions.col(IngestColumns.NEW),
                functions.col(IngestColumns.UPDATED),
                functions.col(IngestColumns.DUPLICATE),
                functions.col(IngestColumns.REJECTED))
            .orderBy(name)
            .collectAsList();
    rejects =
        BatchTable.rejects(SparkFixture.session(), lake)
            .rows()
            .select(
                name,
                functions.col(RejectColumns.OFFSET),
                functions.col(RejectColumns.REASON),
                functions.col(RejectColumns.DETAIL),
                functions.hex(functions.col(RejectColumns.BYTES)))
            .orderBy(name, functions.col(RejectColumns.OFFSET))
            .collectAsList();
  }

  void assertSameAs(LakeState other) {
    assertEquals(other.ledger, ledger, "ledgers");
    assertEquals(other.rejects, rejects, "rejects");
    assertEquals(other.flows.count(), flows.count(), "how many flows");
    assertEquals(List.of(), flows.exceptAll(other.flows).takeAsList(3), "flows too many");
    assertEquals(List.of(), other.flows.exceptAll(flows).takeAsList(3), "flows missing");
  }
}

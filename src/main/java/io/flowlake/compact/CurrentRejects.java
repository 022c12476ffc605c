package io.flowlake.compact;

import io.flowlake.lake.IngestColumns;
import io.flowlake.lake.RejectColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The rejects that still stand: those of each dump's last reading. Rejects are never deleted when a
 * dump is read again; the reading that follows makes them history. A dump that could not be read
 * again keeps those that it had.
 */
public final class CurrentRejects {
  private CurrentRejects() {}

  /** The rows of {@code rejects} that belong to the last batch of their dump in the ledger. */
  public static Dataset<Row> of(Dataset<Row> rejects, Dataset<Row> ledger) {
    Dataset<Row> last =
        ledger
            .where(NewDumps.wasRead())
            .groupBy(IngestColumns.DUMP)
            .agg(functions.max(IngestColumns.BATCH).as(RejectColumns.BATCH));
    String[] same = {RejectColumns.DUMP, RejectColumns.BATCH};
    return rejects.join(last, same, "left_semi").selectExpr(RejectColumns.SCHEMA.fieldNames());
  }
}

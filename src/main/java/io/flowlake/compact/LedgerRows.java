package io.flowlake.compact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.lake.IngestColumns;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** What the ledger and the table's history say of a batch. */
final class LedgerRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerRows() {}

  /** A row for each dump. */
  static Dataset<Row> of(SparkSession spark, Manifest manifest, BatchResult result) {
    Timestamp now = new Timestamp(System.currentTimeMillis());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < manifest.dumps().size(); i++) {
      Dump dump = manifest.dumps().get(i);
      BatchResult.DumpResult outcome = result.dumps().get(i);
      Counts counts = outcome.counts();
      rows.add(
          RowFactory.create(
              manifest.number(),
              dump.path(),
              dump.bytes(),
              dump.modified(),
              outcome.format(),
              counts.read(),
              counts.added(),
              counts.updated(),
              counts.duplicate(),
              counts.rejected(),
              manifest.replay(),
              manifest.node(),
              outcome.note(),
              now));
    }
    return spark.createDataFrame(rows, IngestColumns.SCHEMA).coalesce(1);
  }

  /** One line of JSON for the commit in the table's history, which names the attempt that it is. */
  static String summary(Manifest manifest, BatchResult result, String attempt) {
    Counts counts = result.counts();
    ObjectNode summary =
        JSON.createObjectNode()
            .put("batch", manifest.number())
            .put("dumps", manifest.dumps().size())
            .put("read", counts.read())
            .put("new", counts.added())
            .put("updated", counts.updated())
            .put("duplicate", counts.duplicate())
            .put("rejected", counts.rejected())
            .put("attempt", attempt);
    return summary.toString();
  }

  /** The attempt that a commit's summary names, if it is the commit of batch {@code number}. */
  static Optional<String> attemptAt(long number, String summary) {
    try {
      JsonNode read = JSON.readTree(summary);
      return read.path("batch").asLong(-1) == number && read.path("attempt").isTextual()
          ? Optional.of(read.path("attempt").asText())
          : Optional.empty();
    } catch (JsonProcessingException e) {
      // Another writer's words, which may be anything.
      return Optional.empty();
    }
  }
}

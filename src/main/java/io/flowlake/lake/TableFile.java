package io.flowlake.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.spark.sql.delta.actions.AddFile;

/** A committed data file of the flows table, with what its statistics say. */
public final class TableFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AddFile action;
  private final Partition partition;
  private final long minStart;
  private final long maxStart;
  private final long rows;
  private final boolean mayHoldOpenFlows;

  TableFile(AddFile action) {
    this.action = action;
    this.partition =
        new Partition(
            (int) LocalDate.parse(action.partitionValues().apply("day")).toEpochDay(),
            action.partitionValues().apply("node"));
    JsonNode stats = parse(action.stats());
    this.rows = stats.path("numRecords").asLong(-1);
    this.minStart = time(stats, "minValues", Long.MIN_VALUE);
    long max = time(stats, "maxValues", Long.MAX_VALUE);
    // Delta's own writer cuts a maximum to milliseconds.
    this.maxStart = max == Long.MAX_VALUE ? max : max + 999;
    JsonNode openRows = stats.path("nullCount").path(FlowColumn.END_TIME.columnName());
    this.mayHoldOpenFlows = openRows.asLong(1) > 0;
  }

  /** The partition that the file belongs to. */
  public Partition partition() {
    return partition;
  }

  /** No flow of the file starts before this time (µs). */
  public long minStart() {
    return minStart;
  }

  /** No flow of the file starts after this time (µs). */
  public long maxStart() {
    return maxStart;
  }

  /** How many flows the file holds; -1 where its writer did not say. */
  public long rows() {
    return rows;
  }

  /** The file's size in bytes. */
  public long bytes() {
    return action.size();
  }

  /** Whether a flow in it may have no end time, and so may be replaced by a later report. */
  public boolean mayHoldOpenFlows() {
    return mayHoldOpenFlows;
  }

  AddFile action() {
    return action;
  }

  private static JsonNode parse(String stats) {
    try {
      return stats == null ? JSON.createObjectNode() : JSON.readTree(stats);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static long time(JsonNode stats, String bound, long otherwise) {
    JsonNode value = stats.path(bound).path(FlowColumn.START_TIME.columnName());
    try {
      return value.isTextual() ? Times.parse(value.asText()) : otherwise;
    } catch (IllegalArgumentException e) {
      // Another writer's bound that we cannot read says nothing.
      return otherwise;
    }
  }
}

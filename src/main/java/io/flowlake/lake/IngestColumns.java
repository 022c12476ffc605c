package io.flowlake.lake;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of the ingest ledger: a row for each dump of each batch. */
public final class IngestColumns {
  /** The batch's number, counted up from 1. */
  public static final String BATCH = "batch";

  /** The object. */
  public static final String DUMP = "dump";

  /** Its size in bytes when it was listed. */
  public static final String BYTES = "bytes";

  /** Its modification time when it was listed; ms since 1970. */
  public static final String MODIFIED = "modified_ms";

  /** The format that was found in it. */
  public static final String FORMAT = "format";

  /** How many records it held: the sum of the four counts that follow. */
  public static final String READ = "records_read";

  /** Records that became new rows. */
  public static final String NEW = "new";

  /** Records that replaced the row of a flow that was still open. */
  public static final String UPDATED = "updated";

  /** Records that said nothing that the table did not know. */
  public static final String DUPLICATE = "duplicate";

  /** Records that are kept in {@code rejects}. */
  public static final String REJECTED = "rejected";

  /** The fallback for the logging node that it was read with; null = none. */
  public static final String NODE = "fallback_node";

  /** Why it was not read as it should be; null = it was. */
  public static final String NOTE = "note";

  /** Whether the batch read dumps again that had rejects. */
  public static final String REPLAY = "replay";

  /** When the row was written, UTC. */
  public static final String FINISHED = "finished_at";

  /** The table's schema. */
  public static final StructType SCHEMA =
      new StructType()
          .add(BATCH, DataTypes.LongType)
          .add(DUMP, DataTypes.StringType)
          .add(BYTES, DataTypes.LongType)
          .add(MODIFIED, DataTypes.LongType)
          .add(FORMAT, DataTypes.StringType)
          .add(READ, DataTypes.LongType)
          .add(NEW, DataTypes.LongType)
          .add(UPDATED, DataTypes.LongType)
          .add(DUPLICATE, DataTypes.LongType)
          .add(REJECTED, DataTypes.LongType)
          .add(REPLAY, DataTypes.BooleanType)
          .add(NODE, DataTypes.StringType)
          .add(NOTE, DataTypes.StringType)
          .add(FINISHED, DataTypes.TimestampType);

  private IngestColumns() {}
}

package io.flowlake.lake;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of the {@code rejects} table, named after {@link io.flowlake.model.Reject}. */
public final class RejectColumns {
  /** The batch in which the record was read. */
  public static final String BATCH = "batch";

  /** The object that the record was read from. */
  public static final String DUMP = "dump";

  /** 1-based line of the record's start; 0 where lines mean nothing. */
  public static final String LINE = "line";

  /** Bytes before the record's start in the uncompressed object. */
  public static final String OFFSET = "offset";

  /** The format that it was read in; null when none was found. */
  public static final String FORMAT = "format";

  /** The kind of fault, see {@link io.flowlake.model.RejectReason}. */
  public static final String REASON = "reason";

  /** The fault in words. */
  public static final String DETAIL = "detail";

  /** The original bytes, cut to 4 KiB. */
  public static final String BYTES = "bytes";

  /** The true length in bytes. */
  public static final String LENGTH = "length";

  /** The table's schema. */
  public static final StructType SCHEMA =
      new StructType()
          .add(BATCH, DataTypes.LongType)
          .add(DUMP, DataTypes.StringType)
          .add(LINE, DataTypes.LongType)
          .add(OFFSET, DataTypes.LongType)
          .add(FORMAT, DataTypes.StringType)
          .add(REASON, DataTypes.StringType)
          .add(DETAIL, DataTypes.StringType)
          .add(BYTES, DataTypes.BinaryType)
          .add(LENGTH, DataTypes.LongType);

  private RejectColumns() {}
}

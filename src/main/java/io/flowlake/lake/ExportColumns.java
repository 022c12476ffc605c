package io.flowlake.lake;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of the export ledger: a row when the export of a day begins, and one when it ends.
 */
public final class ExportColumns {
  /** The run that exported the day; the rows of one export share it and the day. */
  public static final String RUN = "run";

  /** The UTC day. */
  public static final String DAY = "day";

  /** The object's whole address. */
  public static final String OBJECT = "object";

  /** The place with its server: what {@link #OBJECT} lacks to tell two stores apart. */
  public static final String TARGET = "target";

  /** The version of the flows table that was exported. */
  public static final String VERSION = "table_version";

  /** The canonical text of the filter; empty for all flows. */
  public static final String FILTER = "filter";

  /** The columns, joined by commas. */
  public static final String COLUMNS = "columns";

  /** {@code running}, {@code done} or {@code failed}. */
  public static final String OUTCOME = "outcome";

  /** How many flows the object holds; null until it is done. */
  public static final String ROWS = "rows";

  /** How many flows the day had in the table, whatever the filter; null where nobody counted. */
  public static final String DAY_ROWS = "day_rows";

  /** The object's size in bytes; null until it is done. */
  public static final String BYTES = "bytes";

  /** The size of the text in it, in bytes; null until it is done. */
  public static final String TEXT_BYTES = "text_bytes";

  /**
   * SHA-256 of the object in hexadecimal digits; of an object in N parts that of its parts' SHA-256
   * values one after the other, then {@code -N}, as S3's composite checksums; null until it is
   * done.
   */
  public static final String SHA256 = "sha256";

  /** In how many parts it was uploaded; null until it is done. */
  public static final String PARTS = "parts";

  /** How long it took, ms; null until it ended. */
  public static final String DURATION = "duration_ms";

  /** Why it failed, or what it left behind; null for nothing to tell. */
  public static final String NOTE = "note";

  /** The store's id of a multipart upload; null where there was none. */
  public static final String UPLOAD = "upload_id";

  /** When the row was written, UTC. */
  public static final String WRITTEN = "written_at";

  /** The table's schema. */
  public static final StructType SCHEMA =
      new StructType()
          .add(RUN, DataTypes.StringType)
          .add(DAY, DataTypes.DateType)
          .add(OBJECT, DataTypes.StringType)
          .add(TARGET, DataTypes.StringType)
          .add(VERSION, DataTypes.LongType)
          .add(FILTER, DataTypes.StringType)
          .add(COLUMNS, DataTypes.StringType)
          .add(OUTCOME, DataTypes.StringType)
          .add(ROWS, DataTypes.LongType)
          .add(DAY_ROWS, DataTypes.LongType)
          .add(BYTES, DataTypes.LongType)
          .add(TEXT_BYTES, DataTypes.LongType)
          .add(SHA256, DataTypes.StringType)
          .add(PARTS, DataTypes.IntegerType)
          .add(DURATION, DataTypes.LongType)
          .add(NOTE, DataTypes.StringType)
          .add(UPLOAD, DataTypes.StringType)
          .add(WRITTEN, DataTypes.TimestampType);

  private ExportColumns() {}
}

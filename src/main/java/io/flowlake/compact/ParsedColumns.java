package io.flowlake.compact;

import io.flowlake.lake.InFlight;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Reject;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What parsing yields: rows of three kinds in one table, so that a dump is read once. A flow fills
 * the columns of {@link InFlight}, a reject those of the rejects table, the end of a dump tells its
 * format and whether something was in the way.
 */
final class ParsedColumns {
  static final String KIND = "kind";
  static final int FLOW = 0;
  static final int REJECT = 1;
  static final int END = 2;

  private static final int FLOW_WIDTH = FlowColumn.all().size();

  private ParsedColumns() {}

  static StructType schema() {
    StructType schema = new StructType();
    for (StructField field : InFlight.schema().fields()) {
      schema = schema.add(field.name(), field.dataType(), true);
    }
    return schema
        .add(KIND, DataTypes.IntegerType, false)
        .add(RejectColumns.LINE, DataTypes.LongType)
        .add(RejectColumns.FORMAT, DataTypes.StringType)
        .add(RejectColumns.REASON, DataTypes.StringType)
        .add(RejectColumns.DETAIL, DataTypes.StringType)
        .add(RejectColumns.BYTES, DataTypes.BinaryType)
        .add(RejectColumns.LENGTH, DataTypes.LongType);
  }

  static Row flow(Flow flow, int dump, long offset) {
    return row(InFlight.values(flow, dump, offset), FLOW);
  }

  static Row reject(Reject reject, int dump) {
    return row(
        provenance(dump, reject.offset()),
        REJECT,
        reject.line(),
        reject.format(),
        reject.reason().text(),
        reject.detail(),
        reject.bytes(),
        reject.length());
  }

  /** The end of a dump; {@code note} tells why it was not read as it should be, null = it was. */
  static Row end(int dump, String format, @Nullable String note) {
    return row(provenance(dump, 0), END, null, format, null, note);
  }

  private static @Nullable Object[] provenance(int dump, long offset) {
    @Nullable Object[] values = new @Nullable Object[FLOW_WIDTH + 2];
    values[InFlight.DUMP_ORDINAL] = dump;
    values[InFlight.DUMP_ORDINAL + 1] = offset;
    return values;
  }

  private static Row row(@Nullable Object[] inFlight, int kind, @Nullable Object... rest) {
    @Nullable Object[] values = new @Nullable Object[FLOW_WIDTH + 9];
    System.arraycopy(inFlight, 0, values, 0, FLOW_WIDTH + 2);
    values[FLOW_WIDTH + 2] = kind;
    System.arraycopy(rest, 0, values, FLOW_WIDTH + 3, rest.length);
    return RowFactory.create(values);
  }
}

package io.flowlake.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.flowlake.lake.ExportColumns;
import io.flowlake.model.Times;
import io.flowlake.store.ExportStore;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads the export ledger. Spark gathers its rows; what comes to the driver is a row for each day,
 * object, filter and choice of columns, however often that was exported.
 */
final class LedgerHistory {
  /** More uploads that were killed than this would say nothing more. */
  private static final int MOST_UNFINISHED = 1_000;

  private static final String LAST = "last";
  private static final String DONE = "done";

  private static final Column[] OBJECT = {
    col(ExportColumns.DAY),
    col(ExportColumns.OBJECT),
    col(ExportColumns.FILTER),
    col(ExportColumns.COLUMNS)
  };

  private final Dataset<Row> rows;

  private LedgerHistory(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * What a ledger holds of one object, filter and choice of columns.
   *
   * @param done the last attempt that was done; null for none
   */
  record Entry(
      LocalDate day,
      String object,
      String filter,
      String columns,
      Attempt last,
      @Nullable Attempt done) {}

  /** The history in the {@code rows} of a ledger. */
  static LedgerHistory of(Dataset<Row> rows) {
    return new LedgerHistory(rows);
  }

  /** Only from one day to another, both included; null for no bound. */
  LedgerHistory between(@Nullable LocalDate first, @Nullable LocalDate last) {
    Column day = col(ExportColumns.DAY);
    Dataset<Row> some = first == null ? rows : rows.filter(day.geq(Date.valueOf(first)));
    return new LedgerHistory(last == null ? some : some.filter(day.leq(Date.valueOf(last))));
  }

  /** Only objects of {@code store}. */
  LedgerHistory in(ExportStore store) {
    LocalDate someDay = LocalDate.EPOCH;
    String address = store.address(Export.objectName(someDay));
    int at = address.lastIndexOf(someDay.toString());
    Column expected =
        concat(
            lit(address.substring(0, at)),
            col(ExportColumns.DAY).cast("string"),
            lit(address.substring(at + someDay.toString().length())));
    return new LedgerHistory(rows.filter(col(ExportColumns.OBJECT).equalTo(expected)));
  }

  /** The newest state of all that was ever tried. */
  List<Entry> entries() {
    Column done = col(LAST + "." + ExportColumns.OUTCOME).equalTo(ExportLedger.DONE);
    Column written = col(LAST + "." + ExportColumns.WRITTEN);
    Dataset<Row> newest =
        attempts()
            .groupBy(OBJECT)
            .agg(
                max_by(col(LAST), written).as(LAST),
                max_by(when(done, col(LAST)), when(done, written)).as(DONE))
            .orderBy(OBJECT);
    List<Entry> entries = new ArrayList<>();
    for (Row row : newest.collectAsList()) {
      Row doneRow = row.getStruct(row.fieldIndex(DONE));
      entries.add(
          new Entry(
              row.<Date>getAs(ExportColumns.DAY).toLocalDate(),
              row.getAs(ExportColumns.OBJECT),
              row.getAs(ExportColumns.FILTER),
              row.getAs(ExportColumns.COLUMNS),
              attempt(row.getStruct(row.fieldIndex(LAST))),
              doneRow == null ? null : attempt(doneRow)));
    }
    return entries;
  }

  /** The uploads of attempts that never said how they ended, oldest first. */
  List<LeftUpload> unfinished() {
    Column written = col(LAST + "." + ExportColumns.WRITTEN);
    List<LeftUpload> uploads = new ArrayList<>();
    for (Row row :
        attempts()
            .filter(col(LAST + "." + ExportColumns.OUTCOME).equalTo(ExportLedger.RUNNING))
            .orderBy(written)
            .limit(MOST_UNFINISHED)
            .collectAsList()) {
      Attempt last = attempt(row.getStruct(row.fieldIndex(LAST)));
      uploads.add(
          new LeftUpload(
              row.<Date>getAs(ExportColumns.DAY).toLocalDate(),
              row.getAs(ExportColumns.OBJECT),
              String.valueOf(last.uploadId()),
              last.writtenAt()));
    }
    return uploads;
  }

  /** The last row of each run's export of an object; how it ended counts more than that it ran. */
  private Dataset<Row> attempts() {
    Column ended = col(ExportColumns.OUTCOME).notEqual(ExportLedger.RUNNING);
    Column all = struct(col("*"));
    return rows.groupBy(col(ExportColumns.RUN), OBJECT[0], OBJECT[1], OBJECT[2], OBJECT[3])
        .agg(max_by(all, struct(ended, col(ExportColumns.WRITTEN))).as(LAST));
  }

  private static Attempt attempt(Row row) {
    Timestamp written = row.getAs(ExportColumns.WRITTEN);
    return new Attempt(
        Attempt.Outcome.of(row.getAs(ExportColumns.OUTCOME)),
        row.<Long>getAs(ExportColumns.VERSION),
        row.getAs(ExportColumns.ROWS),
        row.getAs(ExportColumns.DAY_ROWS),
        row.getAs(ExportColumns.BYTES),
        row.getAs(ExportColumns.SHA256),
        row.getAs(ExportColumns.PARTS),
        row.getAs(ExportColumns.DURATION),
        row.getAs(ExportColumns.NOTE),
        row.getAs(ExportColumns.UPLOAD),
        Times.micros(written.toInstant()));
  }
}

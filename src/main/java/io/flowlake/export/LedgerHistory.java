package io.flowlake.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.flowlake.lake.ExportColumns;
import io.flowlake.store.ExportStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
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
  private static final String OVERLAPPED_SINCE = "overlapped_since";
  private static final String LOWEST = "lowest";

  private static final Column[] OBJECT = {
    col(ExportColumns.DAY),
    col(ExportColumns.OBJECT),
    col(ExportColumns.TARGET),
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
   * @param lowest the lowest version of the attempts that may have written the object as it is: the
   *     last one of the object that was done, with any filter and columns, and those that ended
   *     after that had begun; null where none of these has this filter and these columns
   */
  record Entry(
      LocalDate day,
      String object,
      String place,
      String filter,
      String columns,
      Attempt last,
      @Nullable Attempt done,
      @Nullable Long lowest) {
    /** The same, where it is known now that the last attempt was killed. */
    Entry killed() {
      return new Entry(day, object, place, filter, columns, last.killed(), done, lowest);
    }
  }

  /** The history in the {@code rows} of a ledger. */
  static LedgerHistory of(Dataset<Row> rows) {
    return new LedgerHistory(rows);
  }

  /** Only from one day to another, both included; null for no bound. */
  LedgerHistory between(@Nullable LocalDate first, @Nullable LocalDate last) {
    Column day = col(ExportColumns.DAY);
    Dataset<Row> some = first == null ? rows : rows.filter(day.geq(first));
    return new LedgerHistory(last == null ? some : some.filter(day.leq(last)));
  }

  /** Only objects of {@code store}. */
  LedgerHistory in(ExportStore store) {
    return new LedgerHistory(rows.filter(col(ExportColumns.TARGET).equalTo(store.place())));
  }

  /** The newest state of all that was ever tried. */
  List<Entry> entries() {
    Column done = last(ExportColumns.OUTCOME).equalTo(ExportLedger.DONE);
    Column written = last(ExportColumns.WRITTEN);
    Column begun = written.minus(last(ExportColumns.DURATION).multiply(1_000));
    // Which of two attempts that overlapped completed the object last is known to the store alone.
    Column lastBegun =
        max_by(begun, when(done, written))
            .over(Window.partitionBy(OBJECT[0], OBJECT[1], OBJECT[2]));
    Column mayBeTheObject = done.and(written.geq(col(OVERLAPPED_SINCE)));
    Dataset<Row> newest =
        attempts()
            .withColumn(OVERLAPPED_SINCE, lastBegun)
            .groupBy(OBJECT)
            .agg(
                max_by(col(LAST), written).as(LAST),
                max_by(when(done, col(LAST)), when(done, written)).as(DONE),
                min(when(mayBeTheObject, last(ExportColumns.VERSION))).as(LOWEST))
            .orderBy(OBJECT);
    List<Entry> entries = new ArrayList<>();
    for (Row row : newest.collectAsList()) {
      Row doneRow = row.getStruct(row.fieldIndex(DONE));
      entries.add(
          new Entry(
              day(row),
              row.getAs(ExportColumns.OBJECT),
              row.getAs(ExportColumns.TARGET),
              row.getAs(ExportColumns.FILTER),
              row.getAs(ExportColumns.COLUMNS),
              attempt(row.getStruct(row.fieldIndex(LAST))),
              doneRow == null ? null : attempt(doneRow),
              row.getAs(LOWEST)));
    }
    return entries;
  }

  /**
   * The uploads of attempts that never said how they ended, oldest first.
   *
   * @param before only those that began before this, µs UTC
   */
  List<LeftUpload> unfinished(long before) {
    Column written = last(ExportColumns.WRITTEN);
    List<LeftUpload> uploads = new ArrayList<>();
    for (Row row :
        attempts()
            .filter(last(ExportColumns.OUTCOME).equalTo(ExportLedger.RUNNING))
            .filter(last(ExportColumns.UPLOAD).isNotNull().and(written.lt(before)))
            .orderBy(written)
            .limit(MOST_UNFINISHED)
            .collectAsList()) {
      Attempt last = attempt(row.getStruct(row.fieldIndex(LAST)));
      uploads.add(
          new LeftUpload(
              day(row),
              row.getAs(ExportColumns.OBJECT),
              row.getAs(ExportColumns.TARGET),
              String.valueOf(last.uploadId()),
              last.writtenAt()));
    }
    return uploads;
  }

  /**
   * The last row of each run's export of an object; how it ended counts more than that it ran. Days
   * are texts and times µs, for which Java class they come as is a setting of the session.
   */
  private Dataset<Row> attempts() {
    Column ended = col(ExportColumns.OUTCOME).notEqual(ExportLedger.RUNNING);
    Column all = struct(col("*"));
    Column[] ofOneRun = Arrays.copyOf(OBJECT, OBJECT.length + 1);
    ofOneRun[OBJECT.length] = col(ExportColumns.RUN);
    return rows.withColumn(ExportColumns.DAY, col(ExportColumns.DAY).cast("string"))
        .withColumn(ExportColumns.WRITTEN, unix_micros(col(ExportColumns.WRITTEN)))
        .groupBy(ofOneRun)
        .agg(max_by(all, struct(ended, col(ExportColumns.WRITTEN))).as(LAST));
  }

  private static Column last(String column) {
    return col(LAST + "." + column);
  }

  private static LocalDate day(Row row) {
    return LocalDate.parse(row.<String>getAs(ExportColumns.DAY));
  }

  private static Attempt attempt(Row row) {
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
        row.<Long>getAs(ExportColumns.WRITTEN));
  }
}

package io.flowlake.compact;

import io.flowlake.lake.IngestColumns;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Which dumps there are to read. */
final class NewDumps {
  private static final StructType LISTED =
      new StructType()
          .add(IngestColumns.DUMP, DataTypes.StringType)
          .add(IngestColumns.BYTES, DataTypes.LongType)
          .add(IngestColumns.MODIFIED, DataTypes.LongType);

  private NewDumps() {}

  /** All dumps below the request's raw prefix. */
  static List<Dump> list(SparkSession spark, CompactRequest request) throws IOException {
    String raw = request.raw();
    if (raw == null) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot compact: no folder of raw dumps was given. Add --raw URI.");
    }
    return DumpListing.list(raw, spark.sessionState().newHadoopConf());
  }

  /** Those of {@code listed} that the ledger does not know, by path. */
  static List<Dump> unread(SparkSession spark, Dataset<Row> ledger, List<Dump> listed) {
    List<Row> rows =
        listed.stream()
            .map(dump -> RowFactory.create(dump.path(), dump.bytes(), dump.modified()))
            .toList();
    Dataset<Row> candidates = spark.createDataFrame(rows, LISTED);
    return candidates
        .join(
            // A dump that was rewritten while it was read has still to be read.
            ledger.where(
                functions.not(
                    functions.col(IngestColumns.FORMAT).isin(ParseTask.CHANGED, ParseTask.GONE))),
            LISTED.fieldNames(),
            "left_anti")
        .collectAsList()
        .stream()
        .map(row -> new Dump(row.getString(0), row.getLong(1), row.getLong(2)))
        .sorted(Comparator.comparing(Dump::path))
        .toList();
  }

  /**
   * The dumps whose last reading left rejects, as they are now; those that are gone are left out.
   */
  static List<Dump> withRejects(SparkSession spark, Dataset<Row> rejects, Dataset<Row> ledger)
      throws IOException {
    Configuration configuration = spark.sessionState().newHadoopConf();
    List<Dump> dumps = new ArrayList<>();
    List<Row> paths =
        CurrentRejects.of(rejects, ledger)
            .select(RejectColumns.DUMP)
            .distinct()
            .orderBy(RejectColumns.DUMP)
            .collectAsList();
    for (Row row : paths) {
      Path path = new Path(row.getString(0));
      try {
        dumps.add(DumpListing.dump(RawFiles.of(path, configuration).getFileStatus(path)));
      } catch (FileNotFoundException e) {
        // Its rejects stay listed; there is nothing to read them from again.
      }
    }
    return dumps;
  }
}

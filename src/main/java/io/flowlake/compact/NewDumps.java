package io.flowlake.compact;

import io.flowlake.lake.IngestColumns;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Which dumps there are to read. */
final class NewDumps {
  private NewDumps() {}

  /** All dumps below the request's raw prefix; the lake's own files are none. */
  static List<Dump> list(SparkSession spark, CompactRequest request) throws IOException {
    String raw = request.raw();
    if (raw == null) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot compact: no folder of raw dumps was given. Add --raw URI.");
    }
    Configuration configuration = spark.sessionState().newHadoopConf();
    Path lake = new Path(request.lake().root());
    String ofLake = lake.getFileSystem(configuration).makeQualified(lake) + Path.SEPARATOR;
    return DumpListing.list(raw, configuration).stream()
        .filter(dump -> !dump.path().startsWith(ofLake))
        .toList();
  }

  /** Ledger rows of dumps that were read to their end; the others have still to be read. */
  static Column wasRead() {
    return functions.not(
        functions
            .col(IngestColumns.FORMAT)
            .isin(ParseTask.CHANGED, ParseTask.GONE, ParseTask.UNREADABLE));
  }

  /**
   * Those of {@code listed} that the ledger does not know, in the same order. The ledger is read as
   * a stream, so memory is that of the listing.
   */
  static List<Dump> unread(Dataset<Row> ledger, List<Dump> listed) {
    Set<Dump> unread = new LinkedHashSet<>(listed);
    Iterator<Row> read =
        ledger
            .where(wasRead())
            .select(IngestColumns.DUMP, IngestColumns.BYTES, IngestColumns.MODIFIED)
            .toLocalIterator();
    while (!unread.isEmpty() && read.hasNext()) {
      Row row = read.next();
      unread.remove(new Dump(row.getString(0), row.getLong(1), row.getLong(2)));
    }
    return List.copyOf(unread);
  }

  /**
   * The dumps whose last reading left rejects, as they are now, by the node that stood in for a
   * missing one when they were read; "" = none did. Dumps that are gone are left out.
   */
  static SortedMap<String, List<Dump>> withRejects(
      SparkSession spark, Dataset<Row> rejects, Dataset<Row> ledger) throws IOException {
    Configuration configuration = spark.sessionState().newHadoopConf();
    SortedMap<String, List<Dump>> dumps = new TreeMap<>();
    for (Row row : lastReadings(rejects, ledger)) {
      Path path = new Path(row.getString(0));
      String node = row.isNullAt(1) ? "" : row.getString(1);
      try {
        Dump dump = DumpListing.dump(RawFiles.of(path, configuration).getFileStatus(path));
        dumps.computeIfAbsent(node, n -> new ArrayList<>()).add(dump);
      } catch (FileNotFoundException e) {
        // Its rejects stay listed; there is nothing to read them from again.
      }
    }
    return dumps;
  }

  private static List<Row> lastReadings(Dataset<Row> rejects, Dataset<Row> ledger) {
    Dataset<Row> withRejects =
        CurrentRejects.of(rejects, ledger).select(RejectColumns.DUMP).distinct();
    return ledger
        .where(wasRead())
        .groupBy(IngestColumns.DUMP)
        .agg(
            functions.max_by(functions.col(IngestColumns.NODE), functions.col(IngestColumns.BATCH)))
        .join(withRejects, new String[] {RejectColumns.DUMP}, "left_semi")
        .orderBy(IngestColumns.DUMP)
        .collectAsList();
  }
}

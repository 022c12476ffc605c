package io.flowlake.lake;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One change of the flows table: a version to read, and the commit that follows it. It commits only
 * if no other batch was committed and no file that it removes was removed since that version.
 */
public final class FlowsTransaction {
  private static final StructType PARTITIONS =
      new StructType()
          .add("touched_day", DataTypes.StringType)
          .add("touched_node", DataTypes.StringType);

  private static final long NOT_ASKED = Long.MIN_VALUE;

  private final SparkSession spark;
  private final DeltaLog log;
  private final OptimisticTransaction transaction;
  private final long lastBatch;

  private FlowsTransaction(
      SparkSession spark, DeltaLog log, OptimisticTransaction transaction, long lastBatch) {
    this.spark = spark;
    this.log = log;
    this.transaction = transaction;
    this.lastBatch = lastBatch;
  }

  static FlowsTransaction ofBatch(SparkSession spark, DeltaLog log) {
    OptimisticTransaction transaction = begin(log);
    // Asking for it also makes Delta refuse the commit if another writer commits a batch meanwhile.
    return new FlowsTransaction(
        spark, log, transaction, transaction.txnVersion(FlowsTable.BATCHES));
  }

  static FlowsTransaction ofFold(SparkSession spark, DeltaLog log) {
    return new FlowsTransaction(spark, log, begin(log), NOT_ASKED);
  }

  /** A transaction on the newest version; its read version is -1 where there is no table. */
  static OptimisticTransaction begin(DeltaLog log) {
    return log.startTransaction(Option.empty(), Option.empty());
  }

  /** The table's version that this transaction reads. */
  public long version() {
    return transaction.readVersion();
  }

  /** The number of the last batch that was committed; -1 for none. */
  public long lastBatch() {
    return lastBatch;
  }

  /** The files of the given partitions. */
  public List<TableFile> filesOf(Collection<Partition> partitions) {
    List<Row> rows =
        partitions.stream().map(p -> RowFactory.create(p.dayText(), p.node())).toList();
    Dataset<Row> touched = functions.broadcast(spark.createDataFrame(rows, PARTITIONS));
    Dataset<AddFile> all = snapshot().allFiles();
    Column values = all.col("partitionValues");
    Column matches =
        values
            .getItem("day")
            .equalTo(touched.col("touched_day"))
            .and(values.getItem("node").equalTo(touched.col("touched_node")));
    return all.join(touched, matches, "left_semi").as(all.encoder()).collectAsList().stream()
        .map(TableFile::new)
        .toList();
  }

  /**
   * Files below {@code maxBytes} of which a partition has more than it needs, where files hold up
   * to {@code rowsPerFile} flows, finished and open ones apart; at most {@code limit}, whole
   * partitions first. The list in the driver stays bounded however large the table is. Files with
   * deletion vectors, which only others write, are left to them.
   */
  public List<TableFile> smallFiles(long maxBytes, long rowsPerFile, int limit) {
    Dataset<AddFile> all = snapshot().allFiles();
    Column day = functions.col("partitionValues").getItem("day");
    Column node = functions.col("partitionValues").getItem("node");
    WindowSpec ofOneKind = Window.partitionBy(day, node, functions.col("open"));
    return all
        .where(all.col("size").lt(maxBytes))
        .where("deletionVector IS NULL")
        .withColumn("open", statistic("nullCount.end_time").notEqual("0"))
        .withColumn("siblings", functions.count("*").over(ofOneKind))
        .withColumn("rows", functions.sum(statistic("numRecords").cast("long")).over(ofOneKind))
        .where(
            functions
                .col("siblings")
                .gt(
                    functions.greatest(
                        functions.lit(1L),
                        functions.ceil(functions.col("rows").divide(rowsPerFile)))))
        .orderBy(day, node)
        .limit(limit)
        .drop("open", "siblings", "rows")
        .as(all.encoder())
        .collectAsList()
        .stream()
        .map(TableFile::new)
        .toList();
  }

  /** One of a file's statistics as text; 1 where the file's writer did not say. */
  private static Column statistic(String name) {
    return functions.coalesce(
        functions.get_json_object(functions.col("stats"), "$." + name), functions.lit("1"));
  }

  /** The flows of {@code files} as rows in flight, marked as coming from {@code mark}. */
  public Dataset<Row> read(List<TableFile> files, int mark) {
    Dataset<Row> rows =
        log.createDataFrame(
            snapshot(), seq(files.stream().map(TableFile::action).toList()), false, Option.empty());
    return rows.select(InFlight.fromTable(mark));
  }

  /**
   * Commits batch {@code number}: {@code written} come in, {@code replaced} go out.
   *
   * @param summary what history shows of the commit, JSON
   * @return the version that was made
   * @throws LostRaceException when another writer was first; nothing was changed
   */
  public long commitBatch(
      long number, List<DataFile> written, List<TableFile> replaced, String summary) {
    List<Action> actions = actions(written, replaced, true);
    actions.add(new SetTransaction(FlowsTable.BATCHES, number, Option.apply(now())));
    return commit(
        actions,
        new DeltaOperations.Write(
            SaveMode.Append,
            Option.apply(seq(List.of("day", "node"))),
            Option.empty(),
            Option.apply(summary),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty()));
  }

  /**
   * Commits the same flows in other files.
   *
   * @return the version that was made
   * @throws LostRaceException when another writer was first; nothing was changed
   */
  public long commitFold(List<DataFile> written, List<TableFile> replaced) {
    return commit(
        actions(written, replaced, false),
        new DeltaOperations.Optimize(seq(List.of()), seq(List.of()), false, Option.empty(), false));
  }

  private Snapshot snapshot() {
    return transaction.snapshot();
  }

  private long commit(List<Action> actions, DeltaOperations.Operation operation) {
    try {
      return transaction.commit(seq(actions), operation);
    } catch (DeltaConcurrentModificationException e) {
      throw new LostRaceException(e);
    }
  }

  private static List<Action> actions(
      List<DataFile> written, List<TableFile> replaced, boolean changesData) {
    List<Action> actions = new ArrayList<>();
    long now = now();
    written.forEach(file -> actions.add(add(file, now, changesData)));
    replaced.forEach(file -> actions.add(file.action().removeWithTimestamp(now, changesData)));
    return actions;
  }

  private static AddFile add(DataFile file, long now, boolean changesData) {
    Map<String, String> values =
        Map.of("day", file.partition().dayText(), "node", file.partition().node());
    return new AddFile(
        file.path(),
        scala.collection.immutable.Map.from(CollectionConverters.asScala(values)),
        file.bytes(),
        now,
        changesData,
        file.stats(),
        null,
        null,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}

package io.flowlake.compact;

import io.flowlake.lake.DataFile;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowsTable;
import io.flowlake.lake.InFlight;
import io.flowlake.lake.Partition;
import io.flowlake.lake.RejectColumns;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.sketch.BloomFilter;

/** The Spark jobs of a batch. */
final class BatchJobs {
  /** More slices than hands, so that progress is seen and the last task is short. */
  private static final int SLICES_PER_HAND = 16;

  private static final Pattern LOCAL_FAILURES = Pattern.compile(",\\s*(\\d+)]");

  private static final double FALSE_POSITIVES = 0.02;

  private final SparkSession spark;
  private final FlowsTable flows;
  private final FileLayout layout;
  private final ProgressMeter progress;
  private final Configuration hadoop;
  private final Broadcast<SerializableConfiguration> configuration;

  BatchJobs(SparkSession spark, FlowsTable flows, FileLayout layout, ProgressMeter progress) {
    this.spark = spark;
    this.flows = flows;
    this.layout = layout;
    this.progress = progress;
    this.hadoop = spark.sessionState().newHadoopConf();
    this.configuration =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(hadoop));
  }

  void phase(String name, long bytes, long records) {
    progress.phase(name, bytes, records);
  }

  /** The dumps' records, see {@link ParsedColumns}. */
  Dataset<Row> parse(Manifest manifest) {
    List<IndexedDump> dumps = new ArrayList<>();
    for (int i = 0; i < manifest.dumps().size(); i++) {
      dumps.add(new IndexedDump(i, manifest.dumps().get(i)));
    }
    int slices =
        Math.min(dumps.size(), spark.sparkContext().defaultParallelism() * SLICES_PER_HAND);
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(dumps, Math.max(1, slices))
            .flatMap(
                new ParseTask(
                    configuration,
                    manifest.node(),
                    progress.bytes(),
                    progress.records(),
                    lastAttempt()));
    return spark.createDataFrame(rows, ParsedColumns.schema());
  }

  /** The number, from 0, of the last attempt that Spark makes at a task. */
  private int lastAttempt() {
    String master = spark.sparkContext().master();
    if (master.startsWith("local") && !master.startsWith("local-cluster")) {
      // local[2,4] tries four times, all other local masters once.
      Matcher failures = LOCAL_FAILURES.matcher(master);
      return failures.find() ? Integer.parseInt(failures.group(1)) - 1 : 0;
    }
    return spark.sparkContext().getConf().getInt("spark.task.maxFailures", 4) - 1;
  }

  /** The flows among parsed records, as rows in flight. */
  static Dataset<Row> flowsOf(Dataset<Row> parsed) {
    return parsed
        .where(functions.col(ParsedColumns.KIND).equalTo(ParsedColumns.FLOW))
        .selectExpr(InFlight.schema().fieldNames());
  }

  /**
   * Those of the table's rows that may have the key of one that comes in: a Bloom filter of nodes
   * and start times lets some others pass, and so spares the sort of nearly all of a touched
   * partition.
   */
  Dataset<Row> mayMatch(Dataset<Row> held, Dataset<Row> incoming, long incomingCount) {
    Column identity = functions.xxhash64(column(FlowColumn.NODE), column(FlowColumn.START_TIME));
    Broadcast<BloomFilter> seen =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(
                incoming
                    .select(identity.as("identity"))
                    .stat()
                    .bloomFilter("identity", Math.max(1, incomingCount), FALSE_POSITIVES));
    UserDefinedFunction mayBeSeen =
        functions.udf(
            (UDF1<Long, Boolean>) hash -> seen.value().mightContainLong(hash),
            DataTypes.BooleanType);
    return held.where(mayBeSeen.apply(identity));
  }

  /** Brings rows with equal keys together, applies the rules, and writes what is new. */
  MergeOutcome merge(Dataset<Row> rows, LayoutPlan plan) {
    return write(MergeTask.Rows.MERGED, rows, plan);
  }

  /** Writes rows of the table again, laid out anew. */
  MergeOutcome copy(Dataset<Row> rows, LayoutPlan plan) {
    return write(MergeTask.Rows.COPIED, rows, plan);
  }

  private MergeOutcome write(MergeTask.Rows treatment, Dataset<Row> rows, LayoutPlan plan) {
    Broadcast<LayoutPlan> plans =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(plan);
    UserDefinedFunction task =
        functions.udf(
            (UDF3<Integer, String, Long, Integer>)
                (day, node, start) -> plans.value().task(new Partition(day, node), start),
            DataTypes.IntegerType);
    Dataset<Row> sorted =
        rows.repartitionById(
                plan.tasks(),
                task.apply(
                    column(FlowColumn.DAY), column(FlowColumn.NODE), column(FlowColumn.START_TIME)))
            .sortWithinPartitions(order());
    List<MergeOutcome> outcomes =
        sorted
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(
                new MergeTask(treatment, flows.path(), layout, configuration, progress.records()))
            .collect();
    plans.destroy();
    return MergeOutcome.sum(outcomes);
  }

  /** Puts the dump's path in the place of its index. */
  Dataset<Row> withDumpPaths(Dataset<Row> rows, Manifest manifest) {
    List<Row> paths = new ArrayList<>();
    for (int i = 0; i < manifest.dumps().size(); i++) {
      paths.add(RowFactory.create(i, manifest.dumps().get(i).path()));
    }
    StructType schema =
        new StructType()
            .add(InFlight.DUMP, DataTypes.IntegerType)
            .add("path", DataTypes.StringType);
    return rows.join(functions.broadcast(spark.createDataFrame(paths, schema)), InFlight.DUMP)
        .drop(InFlight.DUMP)
        .withColumnRenamed("path", RejectColumns.DUMP)
        .withColumnRenamed(InFlight.POSITION, RejectColumns.OFFSET);
  }

  /** Removes files that will not be committed; what cannot be removed is left to vacuum. */
  void delete(List<DataFile> files) {
    for (DataFile file : files) {
      Path path = new Path(flows.path(), file.path());
      try {
        path.getFileSystem(hadoop).delete(path, false);
      } catch (IOException e) {
        // A writer may have no right to delete; nobody reads the file.
      }
    }
  }

  /** The partition, then the key, then the order of arrival; the table's rows come first. */
  private static Column[] order() {
    return Stream.concat(
            Stream.concat(Stream.of(FlowColumn.DAY), FlowColumn.key().stream())
                .map(FlowColumn::columnName),
            Stream.of(InFlight.DUMP, InFlight.POSITION))
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private static Column column(FlowColumn column) {
    return functions.col(column.columnName());
  }
}

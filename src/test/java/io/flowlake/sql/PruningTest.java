package io.flowlake.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowsView;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RandomLake;
import io.flowlake.model.Flow;
import io.flowlake.model.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Plain SQL on the flows table skips files: counted by Spark's own metric of the files that a scan
 * read. The table has six files of one day, each with its own hour and its own /8 of sources.
 */
class PruningTest {
  private static final long DAY = Times.parse("2026-11-01");
  private static final int FILES = 6;

  @TempDir static Path folder;
  private static Lake lake;

  @BeforeAll
  static void write() {
    RandomLake made = new RandomLake(folder.resolve("lake"));
    for (int file = 0; file < FILES; file++) {
      List<Flow> flows = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        flows.add(flow(file, i));
      }
      made.add(flows, new FileLayout(60_000, 1_000_000, 1_000));
    }
    lake = made.lake();
  }

  /** Sources 10.x to 14.x, and 2001:db8:… in the last file; destinations in 192.168.0.0/16. */
  private static Flow flow(int file, int i) {
    long start = DAY + (file * 3_600L + i) * 1_000_000L;
    String source = file == FILES - 1 ? "2001:db8::" + (i + 1) : (10 + file) + ".1.0." + i;
    return new Flow(
        "n1",
        start,
        start + 5,
        "TCP",
        null,
        source,
        1_000 + i,
        null,
        "192.168.%d.1".formatted(file),
        443,
        1L,
        2L,
        18,
        null,
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ip_in_cidr(source_ip, '10.0.0.0/8') | 1 | 20",
        "ip_in_cidr(source_ip, '10.0.0.0/7') | 2 | 40",
        "ip_in_cidr(source_ip, '12.1.0.3') | 1 | 1",
        "ip_in_cidr(source_ip, '2001:db8::/32') | 1 | 20",
        "ip_in_cidr(dest_ip, '192.168.2.0/24') | 1 | 20",
        "ip_in_cidr(source_ip, concat('13.', '0.0.0/8')) | 1 | 20",
        "ip_in_cidr(source_ip, '10.0.0.0/8') OR ip_in_cidr(source_ip, '14.0.0.0/8') | 2 | 40",
        "ip_in_cidr(source_ip, '10.0.0.0/8') AND dest_port = 443 | 1 | 20",
        "ip_in_cidr(SOURCE_IP, '10.0.0.0/8') | 1 | 20",
        "ip_in_cidr(`Dest_Ip`, '192.168.2.0/24') | 1 | 20",
        "ip_in_cidr(source_ip, '99.0.0.0/8') | 0 | 0",
        "is_private_ip(source_ip) | 1 | 20",
        // What is not pruned is right all the same.
        "NOT ip_in_cidr(source_ip, '10.0.0.0/8') | 6 | 100",
        "ip_in_cidr(source_ip, '0.0.0.0/0') OR ip_in_cidr(source_ip, '::/0') | 6 | 120",
        "coalesce(ip_in_cidr(source_ip, '10.0.0.0/8'), true) | 6 | 20",
        "ip_in_cidr(upper(source_ip), '2001:db8::/32') | 6 | 20",
        "ip_in_cidr('10.1.0.0', concat(source_ip, '')) | 6 | 1",
        "start_time >= '2026-11-01T05:00:00Z' | 1 | 20",
        "start_time < '2026-11-01T01:00:00Z' | 1 | 20",
        "start_time BETWEEN '2026-11-01T01:00:00Z' AND '2026-11-01T02:00:00Z' | 2 | 21",
        "start_time = '2026-11-01T03:00:19Z' | 1 | 1",
        "day = '2026-11-02' | 0 | 0",
      })
  void filesAreSkipped(String condition, long files, long rows) {
    for (String from : List.of("t", "flows")) {
      SparkSession spark = session();
      Read read = read(spark.sql("SELECT * FROM %s WHERE %s".formatted(from, condition)));
      assertEquals(files + " files, " + rows + " rows", read.toString(), from);
    }
  }

  @Test
  void conditionsOfJoinsSkipToo() {
    Read read =
        read(
            session()
                .sql(
                    "SELECT t.* FROM t JOIN VALUES (443) AS p(port) ON t.dest_port = p.port AND ip_in_cidr(t.source_ip, '11.0.0.0/8')"));
    assertEquals("1 files, 20 rows", read.toString());
  }

  @Test
  void anotherTableIsLeftAlone() {
    SparkSession spark = session();
    Dataset<Row> others =
        spark
            .sql("SELECT upper(source_ip) AS source_ip FROM t")
            .where("ip_in_cidr(source_ip, '2001:db8::/32')");
    assertEquals(20, others.count(), "upper case is not canonical");
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW u AS SELECT * FROM VALUES ('2001:DB8::1') AS (source_ip)");
    assertEquals(
        1, spark.sql("SELECT * FROM u WHERE ip_in_cidr(source_ip, '2001:db8::/32')").count());
  }

  /** Exactly the columns, in Delta, and yet not ours: its texts need not be canonical. */
  @Test
  void aCopyIsLeftAlone() {
    String copy = folder.resolve("copy").toString();
    SparkSession spark = session();
    spark
        .table("t")
        .withColumn("source_ip", functions.upper(functions.col("source_ip")))
        .write()
        .format("delta")
        .partitionBy("day", "node")
        .save(copy);
    Dataset<Row> copied = spark.read().format("delta").load(copy);
    assertEquals(20, copied.where("ip_in_cidr(source_ip, '2001:db8::/32')").count());
  }

  /** A session in which t is the table, and flows the view of {@code sql-setup}. */
  private static SparkSession session() {
    SparkSession spark = SparkFixture.newSession();
    spark.read().format("delta").load(lake.flows().toString()).createOrReplaceTempView("t");
    spark.sql(FlowsView.temporary("flows", lake.root()).get(0));
    spark.sql(FlowsView.temporary("flows", lake.root()).get(1));
    return spark;
  }

  /** What a statement read and found. */
  record Read(long files, long rows) {
    @Override
    public String toString() {
      return files + " files, " + rows + " rows";
    }
  }

  private static Read read(Dataset<Row> rows) {
    long found = rows.collectAsList().size();
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().executedPlan();
    List<Long> files = new ArrayList<>();
    collect(plan, files);
    assertTrue(files.size() <= 1, plan.toString());
    return new Read(files.isEmpty() ? 0 : files.get(0), found);
  }

  private static void collect(SparkPlan plan, List<Long> files) {
    if (plan instanceof FileSourceScanExec scan) {
      files.add((Long) scan.metrics().apply("numFiles").value());
    }
    CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, files));
  }
}

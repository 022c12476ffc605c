package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.lake.BatchTable;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.IngestColumns;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a compaction does to small dumps, as a user of the tables sees it. */
class CompactionTest {
  @TempDir Path folder;
  TestLake test;

  @BeforeEach
  void makeLake() {
    test = new TestLake(folder);
  }

  @Test
  void recordsBecomeRowsOfTheirOwnDay() {
    test.dump(
        "a.json",
        record("n1", "2026-11-01T23:59:59.999Z", "\"2026-11-02T00:00:01Z\"", 10),
        record("n1", "2026-11-02T00:00:00Z", "\"2026-11-02T00:00:01Z\"", 11));

    CompactReport report = test.compact();

    assertEquals(new Counts(2, 0, 0, 0), report.counts());
    assertEquals(List.of("day=2026-11-01/node=n1", "day=2026-11-02/node=n1"), partitionFolders());
    Flow first = test.flows().get(0);
    assertEquals("10.0.0.1", first.sourceIp());
    assertEquals(Integer.valueOf(443), first.destPort());
    assertEquals(Long.valueOf(10), first.sentBytes());
    assertEquals(Integer.valueOf(27), first.tcpFlags());
  }

  @Test
  void secondRunReadsNothing() {
    test.dump("a.json", closed("n1", 1, 10));
    test.compact();
    CompactReport again = test.compact();
    assertEquals(Counts.NONE, again.counts());
    assertEquals(0, again.dumps());
    assertEquals(0, again.batches());
    assertEquals(1, test.flows().size());
  }

  @Test
  void sameRecordsInAnotherDumpAreDuplicates() throws IOException {
    Path dump = test.dump("a.json", closed("n1", 1, 10), closed("n1", 2, 20));
    test.compact();
    Files.copy(dump, test.raw.resolve("b.json"));
    assertEquals(new Counts(0, 0, 2, 0), test.compact().counts());
    assertEquals(2, test.flows().size());
  }

  @Test
  void dumpThatWasRewrittenIsReadAgain() throws IOException {
    Path dump = test.dump("a.json", closed("n1", 1, 10));
    test.compact();
    test.dump("a.json", closed("n1", 1, 10), closed("n1", 2, 20));
    Files.setLastModifiedTime(dump, FileTime.fromMillis(1_000_000));
    assertEquals(new Counts(1, 0, 1, 0), test.compact().counts());
  }

  @Test
  void openFlowsAreReplacedAcrossBatchesAndWithin() {
    test.dump("1.json", open("n1", 1, 10), open("n1", 2, 10), open("n1", 3, 10));
    assertEquals(new Counts(3, 0, 0, 0), test.compact().counts());
    test.dump("2.json", open("n1", 1, 20), closed("n1", 2, 30), open("n1", 2, 25));
    assertEquals(new Counts(0, 2, 1, 0), test.compact().counts());
    test.dump("3.json", open("n1", 1, 15), closed("n1", 1, 40), closed("n1", 1, 41));
    assertEquals(new Counts(1, 1, 1, 0), test.compact().counts());

    List<Flow> flows = test.flows();
    assertEquals(List.of(40L, 41L, 30L, 10L), flows.stream().map(Flow::sentBytes).toList());
    assertEquals(1, flows.stream().filter(Flow::isOpen).count());
  }

  @Test
  void lateRecordOfAnOldDayFindsItsDuplicate() {
    test.dump("1.json", closed("n1", 1, 10), closed("n2", 1, 10));
    test.compact();
    test.dump("2.json", closed("n1", 1, 10), closed("n1", 86_400 * 3, 10));
    assertEquals(new Counts(1, 0, 1, 0), test.compact().counts());
    assertEquals(3, test.flows().size());
  }

  @Test
  void batchesThatChangeNothingWriteNoFiles() {
    test.dump("1.json", closed("n1", 1, 10), open("n1", 2, 10));
    test.compact();
    List<String> before = dataFiles();
    test.dump("2.json", closed("n1", 1, 10), open("n1", 2, 10));
    CompactReport report = test.compact();
    assertEquals(new Counts(0, 0, 2, 0), report.counts());
    assertEquals(0, report.files());
    assertEquals(before, dataFiles());
  }

  @Test
  void nodeNamesAreData() {
    List<String> names =
        List.of(
            "../x",
            "a/b",
            "a=b",
            "a b",
            "ü",
            "%2F",
            "day=1",
            ".",
            "..",
            "n".repeat(200),
            "\uD83D\uDE80".repeat(200),
            "a",
            "A",
            "__HIVE_DEFAULT_PARTITION__",
            "x'y\\\"z");
    test.dump("1.json", names.stream().map(name -> closed(name, 1, 10)).toArray(String[]::new));
    CompactReport report = test.compact();
    assertEquals(new Counts(names.size(), 0, 0, 0), report.counts());
    assertEquals(
        names.stream().sorted().toList(), test.flows().stream().map(Flow::node).sorted().toList());

    test.dump("2.json", names.stream().map(name -> closed(name, 1, 10)).toArray(String[]::new));
    assertEquals(new Counts(0, 0, names.size(), 0), test.compact().counts());
    assertFalse(Files.exists(folder.resolve("lake/x")), "a name must not leave the table");
  }

  @Test
  void rejectsAreKeptWithTheirPlaceAndBytes() {
    String bad = closed("n1", 2, 10).replace("10.0.0.1", "10.0.0.999");
    test.dump("1.json", closed("n1", 1, 10), bad, closed("n1", 3, 10), "{\"nodeId\":");
    assertEquals(new Counts(2, 0, 0, 2), test.compact().counts());

    RejectList rejects = RejectList.open(SparkFixture.session(), test.lake, null, null);
    assertEquals(2, rejects.total());
    RejectList.Entry first = rejects.first(10).get(0);
    assertTrue(first.dump().endsWith("/raw/1.json"), first.dump());
    assertEquals(2, first.line());
    assertEquals("bad-value", first.reason());
    assertEquals("sourceIP: '10.0.0.999' is not an IPv4 or IPv6 address", first.detail());
    assertTrue(first.excerpt().startsWith("{\"nodeId\":\"n1\""), first.excerpt());
  }

  @Test
  void replayAfterAFixTurnsRejectsIntoRows() {
    test.dump("1.json", closed("n1", 1, 10), closed("", 2, 10), closed("", 3, 10));
    assertEquals(new Counts(1, 0, 0, 2), test.compact().counts());
    CompactRequest withNode =
        new CompactRequest(
            null, test.lake, "fixed", 1, FileLayout.DEFAULT, CompactRequest.Writers.SEVERAL);
    assertEquals(
        new Counts(2, 0, 1, 0),
        Compaction.replayRejects(SparkFixture.session(), withNode, Progress.NONE).counts());
    assertEquals(0, RejectList.open(SparkFixture.session(), test.lake, null, null).total());
    assertEquals(
        Counts.NONE,
        Compaction.replayRejects(SparkFixture.session(), withNode, Progress.NONE).counts());
    assertEquals(List.of("fixed", "fixed", "n1"), test.flows().stream().map(Flow::node).toList());
  }

  @Test
  void brokenDumpsNeverStopTheGoodOnes() {
    byte[] good =
        (closed("n1", 1, 10) + "\n" + closed("n1", 2, 10) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] cut = TestLake.gzip(good);
    test.write("binary.gz", new byte[] {0, 1, 2, 3, (byte) 0xFF, 0});
    test.write("empty.json", new byte[0]);
    test.write("truncated.json.gz", Arrays.copyOf(cut, cut.length - 9));
    test.write("prose.txt", "Lorem ipsum dolor sit amet\n".getBytes(StandardCharsets.UTF_8));
    test.write("good.json.gz", cut);
    test.write("_temporary/part.json", good);
    test.write(".hidden.json", good);

    Counts counts = test.compact().counts();

    assertEquals(2, counts.added());
    assertEquals(2, test.flows().size());
    assertTrue(counts.rejected() >= 3, counts.toString());
    assertEquals(5, BatchTable.ingestLog(SparkFixture.session(), test.lake).rows().count());
  }

  @Test
  void ledgerAddsUpForEachDump() {
    test.dump("1.json", closed("n1", 1, 10), open("n1", 2, 5));
    test.dump("2.json", closed("n1", 1, 10), closed("n1", 2, 10), "nonsense");
    test.compact();
    List<Row> rows =
        BatchTable.ingestLog(SparkFixture.session(), test.lake)
            .rows()
            .orderBy(IngestColumns.DUMP)
            .select(
                IngestColumns.READ,
                IngestColumns.NEW,
                IngestColumns.UPDATED,
                IngestColumns.DUPLICATE,
                IngestColumns.REJECTED)
            .collectAsList();
    assertEquals("[[2,2,0,0,0], [3,0,1,1,1]]", rows.toString());
  }

  @Test
  void manySmallBatchesComeToTheSameAsOne() {
    for (int i = 0; i < 6; i++) {
      test.dump(i + ".json", open("n1", 1, i), closed("n1", 2, 1), closed("n2", i, 1));
    }
    CompactReport report = Compaction.run(SparkFixture.session(), test.request(1), Progress.NONE);
    assertEquals(6, report.batches());

    TestLake other = new TestLake(folder.resolve("other"));
    CompactRequest whole =
        new CompactRequest(
            test.raw.toString(),
            other.lake,
            null,
            1L << 30,
            FileLayout.DEFAULT,
            CompactRequest.Writers.SEVERAL);
    CompactReport once = Compaction.run(SparkFixture.session(), whole, Progress.NONE);
    assertEquals(1, once.batches());
    assertEquals(once.counts(), report.counts());
    assertEquals(other.flows(), test.flows());
  }

  @Test
  void planTellsAndChangesNothing() {
    test.dump("1.json", closed("n1", 1, 10));
    test.dump("2.json", closed("n1", 2, 10));
    CompactPlan plan = Compaction.plan(SparkFixture.session(), test.request());
    assertEquals(2, plan.dumps());
    assertEquals(0, plan.known());
    assertFalse(Files.exists(folder.resolve("lake")));
    test.compact();
    test.dump("3.json", closed("n1", 3, 10));
    CompactPlan next = Compaction.plan(SparkFixture.session(), test.request());
    assertEquals(1, next.dumps());
    assertEquals(2, next.known());
    assertEquals(0, next.unfinishedBatches());
  }

  @Test
  void rawPrefixThatIsNotThereIsSaidSo() {
    CompactRequest request =
        new CompactRequest(
            folder.resolve("nowhere").toString(),
            new Lake(folder.resolve("lake").toString()),
            null,
            1,
            FileLayout.DEFAULT,
            CompactRequest.Writers.SEVERAL);
    FlowlakeException refused =
        assertThrows(
            FlowlakeException.class,
            () -> Compaction.run(SparkFixture.session(), request, Progress.NONE));
    assertEquals(ExitCode.MISSING, refused.exitCode());
    assertTrue(refused.getMessage().contains("nowhere does not exist"), refused.getMessage());
    assertFalse(Files.exists(folder.resolve("lake")));
  }

  @Test
  void extremeTimesSurvive() {
    test.dump(
        "1.json",
        record("n1", "0001-01-01T00:00:00Z", "\"0001-01-01T00:00:00.000001Z\"", 1),
        record("n1", "1969-12-31T23:59:59.999999Z", "null", 2),
        record("n1", "1582-10-10T00:00:00Z", "null", 3),
        record("n1", "9999-12-31T23:59:59.999999Z", "\"9999-12-31T23:59:59.999999Z\"", 4));
    assertEquals(new Counts(4, 0, 0, 0), test.compact().counts());
    List<String> seen =
        SparkFixture.session()
            .read()
            .format("delta")
            .load(test.lake.flows().toString())
            .selectExpr("concat(day, ' ', unix_micros(start_time), ' ', sent_bytes)")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "0001-01-01 -62135596800000000 1",
            "1582-10-10 -12219724800000000 3",
            "1969-12-31 -1 2",
            "9999-12-31 253402300799999999 4"),
        seen);
    test.dump("2.json", record("n1", "1582-10-10T00:00:00Z", "null", 3));
    assertEquals(new Counts(0, 0, 1, 0), test.compact().counts());
  }

  @Test
  void emptyFolderIsNothingToDo() throws IOException {
    Files.createDirectories(test.raw);
    assertEquals(Counts.NONE, test.compact().counts());
  }

  @Test
  void batchThatWasCommittedButNotEnteredInTheLedgerIsCompleted() throws IOException {
    test.dump("1.json", closed("n1", 1, 10), closed("n1", 1, 10), "nonsense");
    test.compact();
    Path ledger = folder.resolve("lake/ingest_log");
    try (Stream<Path> files = Files.walk(ledger)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
    CompactReport report = test.compact();
    assertEquals(new Counts(1, 0, 1, 1), report.counts());
    assertEquals(1, report.batches());
    assertEquals(1, test.flows().size());
    assertEquals(Counts.NONE, test.compact().counts());
  }

  @Test
  void namesWithColonsAndSpacesAreRead() {
    test.dump("conn.00:00:00-01:00:00 x.json", closed("n1", 1, 10));
    test.dump("100%/a+b.json", closed("n1", 2, 10));
    assertEquals(new Counts(2, 0, 0, 0), test.compact().counts());
    assertEquals(Counts.NONE, test.compact().counts());
  }

  @Test
  void movedDumpIsAnotherDump() throws IOException {
    Path dump = test.dump("a.json", closed("n1", 1, 10));
    test.compact();
    Files.move(dump, test.raw.resolve("z.json"), StandardCopyOption.ATOMIC_MOVE);
    assertEquals(new Counts(0, 0, 1, 0), test.compact().counts());
  }

  private List<String> partitionFolders() {
    return dataFiles().stream().map(path -> path.substring(0, path.lastIndexOf('/'))).toList();
  }

  private List<String> dataFiles() {
    Path flows = folder.resolve("lake/flows");
    try (Stream<Path> files = Files.walk(flows)) {
      return files
          .map(path -> flows.relativize(path).toString())
          .filter(path -> path.endsWith(".parquet") && !path.startsWith("_delta_log"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String closed(String node, long second, long bytes) {
    return record(node, Long.toString(1_790_000_000L + second), "1790900000", bytes);
  }

  private static String open(String node, long second, long bytes) {
    return record(node, Long.toString(1_790_000_000L + second), "null", bytes);
  }

  private static String record(String node, String start, String end, long bytes) {
    return ("{\"nodeId\":\"%s\",\"sourceNode\":null,\"sourceIP\":\"10.0.0.1\",\"sourcePort\":50742,"
            + "\"sourceBytes\":%d,\"destNode\":\"dc1\",\"destIP\":\"10.0.0.2\",\"destPort\":443,"
            + "\"destBytes\":0,\"startTime\":\"%s\",\"endTime\":%s,\"protocol\":\"TCP\","
            + "\"tcpFlags\":\"27\",\"flags\":\"0\",\"activityID\":null,\"meta\":null}")
        .formatted(node.replace("\\", "\\\\").replace("\"", "\\\""), bytes, start, end);
  }
}

package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.lake.BatchTable;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowsTable;
import io.flowlake.lake.FlowsTransaction;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States and stores that are rare, in which a lake must neither stop for ever nor miscount. */
class OddCircumstancesTest {
  @TempDir Path folder;
  TestLake test;

  @BeforeEach
  void makeLake() {
    test = new TestLake(folder);
  }

  @Test
  void flowsAtTheEndOfTimeDoNotBlockTheirPartition() {
    test.dump("1.json", open("n1", "9999-12-31T23:59:59.999999Z", 1));
    test.compact();
    test.dump("2.json", open("n1", "9999-12-31T23:59:59.999999Z", 2));
    assertEquals(new Counts(0, 1, 0, 0), test.compact().counts());
  }

  @Test
  void timesInMillisecondsAndInSecondsAreTheSameDump() {
    test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1));
    assertEquals(new Counts(1, 0, 0, 0), compactOdd().counts());
    assertEquals(Counts.NONE, compactOdd().counts());
  }

  @Test
  void dumpThatCannotBeReadStopsNoOther() throws IOException {
    test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1));
    Path sealed = test.dump("sealed.json", open("n1", "2026-11-01T00:00:01Z", 1));
    CompactReport report = compactOdd();
    assertEquals(new Counts(1, 0, 0, 0), report.counts());
    assertTrue(report.lacksDumps());
    CompactReport.Unread unread = report.unread().get(0);
    assertTrue(unread.dump().endsWith("/sealed.json"), unread.dump());
    assertEquals("unreadable", unread.what());
    assertEquals("the object is archived (InvalidObjectState, 403)", unread.why());

    Files.move(sealed, test.raw.resolve("opened.json"));
    assertEquals(new Counts(1, 0, 0, 0), compactOdd().counts());
    assertFalse(compactOdd().lacksDumps());
  }

  @Test
  void anotherLakeBelowTheRawPrefixIsNoDump() throws IOException {
    test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1));
    Path table = Files.createDirectories(test.raw.resolve("other/flows"));
    Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(table.resolve("_delta_log/00000000000000000000.json"), "{}");
    Files.createDirectories(table.resolve("day=2026-11-01"));
    Files.writeString(table.resolve("day=2026-11-01/part-0.parquet"), "PAR1");
    assertEquals(new Counts(1, 0, 0, 0), test.compact().counts());
    // Under another scheme, which is listed in one go, the dump is another one; the table is none.
    assertEquals(new Counts(0, 0, 1, 0), compactOdd().counts());
  }

  @Test
  void replayKeepsTheNodeThatADumpWasReadWith() {
    test.dump("1.json", open(null, "2026-11-01T00:00:00Z", 1), "nonsense");
    assertEquals(new Counts(1, 0, 0, 1), compact(test.raw.toString(), "edge1").counts());
    assertEquals(new Counts(0, 0, 1, 1), replay(null).counts());
    assertEquals(new Counts(0, 0, 1, 1), replay("edge2").counts());
    assertEquals(List.of("edge1"), test.flows().stream().map(Flow::node).toList());
    assertEquals(1, rejects());
  }

  @Test
  void lakeBelowTheRawFolderIsNoDump() {
    test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1), "nonsense");
    assertEquals(new Counts(1, 0, 0, 1), compact(folder.toString(), null).counts());
    assertEquals(Counts.NONE, compact(folder.toString(), null).counts());
  }

  @Test
  void dumpThatVanishesBeforeItsReplayKeepsItsRejects() throws IOException {
    Path dump = test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1), "nonsense");
    test.compact();
    Configuration configuration = SparkFixture.session().sessionState().newHadoopConf();
    List<Dump> dumps = DumpListing.list(test.raw.toString(), configuration);
    assertTrue(
        new BatchStore(test.lake.batches(), configuration)
            .claim(new Manifest(2, null, true, dumps)));
    Files.delete(dump);
    CompactReport report = test.compact();
    assertEquals("gone", report.unread().get(0).what());
    assertEquals(1, rejects());
  }

  @Test
  void rejectsAreThoseOfTheAttemptThatCounts() throws IOException {
    Path dump = test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1), "nonsense");
    test.compact();
    // As after a kill between the rejects and the flows, and a dump that is removed before the
    // rerun.
    delete("flows");
    delete("ingest_log");
    Files.delete(dump);
    assertEquals(Counts.NONE, test.compact().counts());
    assertEquals(0, BatchTable.rejects(SparkFixture.session(), test.lake).rows().count());
  }

  @Test
  void columnsOfOthersAreNotLostSilently() {
    test.dump("1.json", open("n1", "2026-11-01T00:00:00Z", 1));
    test.compact();
    SparkFixture.session()
        .sql("ALTER TABLE delta.`" + test.lake.flows() + "` ADD COLUMN note STRING");
    FlowlakeException refused = assertThrows(FlowlakeException.class, test::compact);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains(", note, and not exactly"), refused.getMessage());
  }

  @Test
  void foldedPartitionsDoNotHideOthersFromTheFold() {
    for (String node : List.of("a", "b")) {
      test.dump(
          node + ".json",
          open(node, "2026-11-01T00:00:00Z", 1),
          closed(node, "2026-11-01T00:00:00Z", 1));
    }
    test.compact();
    for (int i = 0; i < 2; i++) {
      test.dump("z" + i + ".json", closed("z", "2026-11-01T0" + i + ":00:00Z", 1));
      test.compact();
    }
    FlowsTransaction table =
        FlowsTable.existing(SparkFixture.session(), test.lake).orElseThrow().begin();
    assertEquals(
        2, FoldPlanner.worthFolding(table.smallFiles(1 << 25, LayoutPlanner.MAX_ROWS, 2)).size());
  }

  private CompactReport compactOdd() {
    SparkFixture.session().conf().set("fs.milli.impl", OddFiles.class.getName());
    SparkFixture.session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.milli.impl", OddFiles.class.getName());
    return compact("milli://" + test.raw, null);
  }

  private CompactReport compact(String raw, @Nullable String node) {
    return Compaction.run(SparkFixture.session(), request(raw, node), Progress.NONE);
  }

  private CompactReport replay(@Nullable String node) {
    return Compaction.replayRejects(SparkFixture.session(), request(null, node), Progress.NONE);
  }

  private CompactRequest request(@Nullable String raw, @Nullable String node) {
    return new CompactRequest(
        raw, test.lake, node, 1 << 29, FileLayout.DEFAULT, CompactRequest.Writers.SEVERAL);
  }

  private long rejects() {
    return RejectList.open(SparkFixture.session(), test.lake, null, null).total();
  }

  private void delete(String table) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(test.lake.root(), table))) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static String open(@Nullable String node, String start, long bytes) {
    return record(node, start, "null", bytes);
  }

  private static String closed(String node, String start, long bytes) {
    return record(node, start, "\"2026-11-01T23:00:00Z\"", bytes);
  }

  private static String record(@Nullable String node, String start, String end, long bytes) {
    String named = node == null ? "" : "\"nodeId\":\"" + node + "\",";
    return "{%s\"sourceIP\":\"10.0.0.1\",\"destIP\":\"10.0.0.2\",\"sourceBytes\":%d,\"startTime\":\"%s\",\"endTime\":%s}"
        .formatted(named, bytes, start, end);
  }
}

package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.lake.BatchTable;
import io.flowlake.lake.FileLayout;
import io.flowlake.lake.FlowsTable;
import io.flowlake.lake.FlowsTransaction;
import io.flowlake.lake.Lake;
import io.flowlake.lake.TableFile;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What upkeep does to a lake, as a user of the tables sees it. */
class MaintenanceTest {
  private static final int WEEK_HOURS = 168;
  private static final long DAY = 86_400;

  @TempDir Path folder;
  TestLake test;

  @BeforeEach
  void makeLake() {
    test = new TestLake(folder);
  }

  @Test
  void foldingMakesFewerFilesOfTheSameFlows() {
    Random random = new Random(7);
    for (int batch = 0; batch < 4; batch++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String node = "n" + random.nextInt(2);
        lines.add(line(node, random.nextInt((int) DAY), random.nextInt(20) == 0, i));
      }
      Collections.shuffle(lines, random);
      test.dump(batch + ".json", lines.toArray(String[]::new));
      test.compact();
    }
    List<Flow> before = test.flows();
    int filesBefore = files().size();

    MaintainReport report = maintain(null, Progress.NONE);

    assertEquals(before, test.flows());
    assertEquals(filesBefore, report.filesFolded());
    assertEquals(report.filesWritten(), files().size());
    assertTrue(files().size() <= 4, "one file of finished and one of open flows a node");
    List<Path> files = files();
    files.forEach(MaintenanceTest::assertSorted);
    MaintainReport again = maintain(null, Progress.NONE);
    assertEquals(0, again.filesFolded());
    assertEquals(files, files(), "a second run changes nothing");
    assertEquals(before, test.flows());
  }

  @Test
  void compactionKnowsItsDuplicatesAfterAFold() {
    test.dump("1.json", line("n", 1, false, 1), line("n", 2, true, 1));
    test.compact();
    test.dump("2.json", line("n", 3, false, 1), line("n", 4, true, 1));
    test.compact();
    assertEquals(2, maintain(null, Progress.NONE).filesFolded(), "the open file is one already");
    test.dump("3.json", line("n", 1, false, 1), line("n", 2, false, 2), line("n", 4, true, 1));
    assertEquals(new Counts(0, 1, 2, 0), test.compact().counts());
  }

  @Test
  void partitionsThatCannotBeFoldedHideNoneThatCan() {
    for (int batch = 0; batch < 3; batch++) {
      List<String> lines = new ArrayList<>(List.of(line("z", batch, false, 1)));
      if (batch == 0) {
        for (String node : List.of("a", "b", "c")) { // a finished and an open file each
          lines.addAll(List.of(line(node, 1, false, 1), line(node, 2, true, 1)));
        }
      }
      test.dump(batch + ".json", lines.toArray(String[]::new));
      test.compact();
    }
    List<TableFile> found =
        FlowsTable.existing(SparkFixture.session(), test.lake)
            .orElseThrow()
            .beginFold()
            .smallFiles(FileLayout.DEFAULT.fileBytes() / 2, 1_000, 4);
    assertEquals(List.of("z", "z", "z"), found.stream().map(f -> f.partition().node()).toList());
  }

  @Test
  void aBatchThatComesInBetweenDoesNotDisturbAFold() {
    for (int batch = 0; batch < 2; batch++) {
      test.dump(batch + ".json", line("n", batch, false, 1));
      test.compact();
    }
    FlowsTransaction fold =
        FlowsTable.existing(SparkFixture.session(), test.lake).orElseThrow().beginFold();
    List<TableFile> small = fold.smallFiles(FileLayout.DEFAULT.fileBytes() / 2, 1_000, 100);
    test.dump("2.json", line("n", 1, false, 1), line("n", 5, false, 1));
    assertEquals(new Counts(1, 0, 1, 0), test.compact().counts());
    fold.commitFold(List.of(), small.subList(0, 1));
    assertEquals(2, test.flows().size(), "what was removed alone is gone");
  }

  @Test
  void aFoldWhoseOpenFlowsWereUpdatedMeanwhileIsDoneAgain() {
    for (int batch = 0; batch < 3; batch++) {
      // Hours apart, or the next batch would write the open file again by itself.
      test.dump(batch + ".json", line("n", 7_200L * batch, true, 1));
      test.compact();
    }
    OnFirstFold meanwhile =
        new OnFirstFold(
            () -> {
              test.dump("closing.json", line("n", 0, false, 2));
              assertEquals(new Counts(0, 1, 0, 0), test.compact().counts());
            });
    MaintainReport report = maintain(null, meanwhile);
    assertEquals(2, meanwhile.folds, "tried again");
    assertEquals(2, report.filesFolded());
    assertEquals(
        List.of(2L, 1L, 1L),
        test.flows().stream().map(Flow::sentBytes).toList(),
        "the update stays");
  }

  @Test
  void daysPastTheirTimeGoAndNoOthers() {
    long first = LocalDate.parse("2026-11-01").toEpochDay() * DAY;
    test.dump(
        "1.json",
        line("n", first - 1, false, 1),
        line("n", first, false, 2),
        line("m", first - DAY, true, 3),
        line("m", first + DAY, false, 4));
    test.compact();
    MaintainReport report = maintain(LocalDate.parse("2026-11-02"), Progress.NONE);
    assertAll(
        () -> assertEquals(1, report.daysDeleted()),
        () -> assertEquals(2, report.flowsDeleted()),
        () -> assertEquals(List.of(4L, 2L), test.flows().stream().map(Flow::sentBytes).toList()));
    MaintainReport again = maintain(LocalDate.parse("2026-11-02"), Progress.NONE);
    assertEquals(0, again.daysDeleted());
  }

  @Test
  void theTableOfAWeekAgoCanStillBeReadAndLitterGoes() throws IOException {
    test.dump("1.json", line("n", 1, true, 1));
    test.compact();
    long version =
        FlowsTable.existing(SparkFixture.session(), test.lake).orElseThrow().begin().version();
    test.dump("2.json", line("n", 1, false, 2));
    test.compact();
    Path partition = files().get(0).getParent();
    Path old = Files.write(partition.resolve("flows-of-a-killed-job.zstd.parquet"), new byte[10]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(8, ChronoUnit.DAYS)));
    Path young =
        Files.write(partition.resolve("flows-of-a-running-job.zstd.parquet"), new byte[10]);

    maintain(400);
    assertTrue(Files.exists(old), "400 hours are more than 8 days");
    maintain(WEEK_HOURS);
    assertFalse(Files.exists(old), "nobody will ever commit it");
    assertTrue(Files.exists(young), "its job may still commit it");
    List<Row> then =
        SparkFixture.session()
            .read()
            .format("delta")
            .option("versionAsOf", version)
            .load(test.lake.flows().toString())
            .collectAsList();
    assertEquals(1, then.size());
    assertTrue(TestLake.flow(then.get(0)).isOpen());
  }

  @Test
  void ledgerAndRejectsAreFoldedToo() {
    for (int batch = 0; batch < 3; batch++) {
      test.dump(batch + ".json", line("n", batch, false, 1), "nonsense");
      test.compact();
    }
    List<Row> ledger = ledger();
    maintain(null, Progress.NONE);
    assertEquals(ledger, ledger());
    assertEquals(3, RejectList.open(SparkFixture.session(), test.lake, null, null).total());
    assertEquals(
        1, BatchTable.ingestLog(SparkFixture.session(), test.lake).rows().inputFiles().length);
  }

  @Test
  void whereThereIsNoLakeNoneIsMade() {
    Lake none = new Lake(folder.resolve("none").toString());
    FlowlakeException refused =
        assertThrows(
            FlowlakeException.class,
            () -> Maintenance.run(SparkFixture.session(), request(none, null), Progress.NONE));
    assertEquals(ExitCode.MISSING, refused.exitCode());
    assertEquals(
        "Cannot maintain %s: there is no lake. Check --lake, or run flowlake compact first."
            .formatted(none.root()),
        refused.getMessage());
    assertFalse(Files.exists(folder.resolve("none")));
  }

  private void maintain(int vacuumHours) {
    Maintenance.run(
        SparkFixture.session(),
        new MaintainRequest(
            test.lake, FileLayout.DEFAULT, null, vacuumHours, CompactRequest.Writers.SEVERAL),
        Progress.NONE);
  }

  private MaintainReport maintain(@Nullable LocalDate firstKept, Progress progress) {
    return Maintenance.run(SparkFixture.session(), request(test.lake, firstKept), progress);
  }

  private static MaintainRequest request(Lake lake, @Nullable LocalDate firstKept) {
    return new MaintainRequest(
        lake, FileLayout.DEFAULT, firstKept, WEEK_HOURS, CompactRequest.Writers.SEVERAL);
  }

  private List<Row> ledger() {
    return BatchTable.ingestLog(SparkFixture.session(), test.lake)
        .rows()
        .orderBy("batch", "dump")
        .collectAsList();
  }

  /** The files of the newest version. */
  private List<Path> files() {
    return Arrays.stream(
            SparkFixture.session()
                .read()
                .format("delta")
                .load(test.lake.flows().toString())
                .inputFiles())
        .map(uri -> Path.of(URI.create(uri)))
        .sorted()
        .toList();
  }

  private static void assertSorted(Path file) {
    List<Row> rows =
        SparkFixture.session()
            .read()
            .parquet(file.toString())
            .select("start_time", "end_time")
            .collectAsList();
    List<String> starts = rows.stream().map(row -> row.get(0).toString()).toList();
    assertEquals(starts.stream().sorted().toList(), starts, file + " by start time");
    assertEquals(
        1,
        rows.stream().map(row -> row.isNullAt(1)).distinct().count(),
        file + " mixes both kinds");
  }

  private static String line(String node, long second, boolean open, long bytes) {
    return ("{\"nodeId\":\"%s\",\"sourceIP\":\"10.0.0.1\",\"sourcePort\":1,\"sourceBytes\":%d,"
            + "\"destIP\":\"10.0.0.2\",\"destPort\":2,\"startTime\":\"%s\",\"endTime\":%s,"
            + "\"protocol\":\"TCP\"}")
        .formatted(
            node,
            bytes,
            Instant.ofEpochSecond(second + DAY),
            open ? "null" : "\"2026-12-01T00:00:00Z\"");
  }

  /** Does something once, when files are about to be folded. */
  private static final class OnFirstFold implements Progress {
    private final Runnable action;
    private int folds;

    OnFirstFold(Runnable action) {
      this.action = action;
    }

    @Override
    public void batch(long number, int dumps, long bytes) {}

    @Override
    public void phase(String name, long bytes, long records) {
      if (name.equals("folding") && folds++ == 0) {
        action.run();
      }
    }

    @Override
    public void advanced(long bytes, long records) {}
  }
}

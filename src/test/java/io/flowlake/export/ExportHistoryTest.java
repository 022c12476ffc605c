package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.SparkFixture;
import io.flowlake.export.ExportStatus.State;
import io.flowlake.lake.ExportColumns;
import io.flowlake.lake.ExportLog;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RandomLake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger and the log tell of past exports. */
class ExportHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
  private static final String COLUMNS = String.join(",", "start_time", "node");

  @TempDir private Path folder;
  private RandomLake made;
  private Lake lake;
  private PieceFolder store;
  private final List<Row> ledger = new ArrayList<>();

  @BeforeEach
  void prepare() {
    made = new RandomLake(folder.resolve("lake"));
    lake = made.lake();
    store = new PieceFolder(folder.resolve("out"));
  }

  @Test
  void aDayIsStaleWhenItsFlowsChangedSince() {
    long before = add(flow("n1", 1), flow("n1", 2), flow("n1", 3));
    for (int day = 1; day <= 3; day++) {
      done("run " + day, day, before, 1L);
    }
    add(flow("n2", 2));
    SparkFixture.session().sql("OPTIMIZE delta.`%s`".formatted(lake.flows()));
    write();
    assertEquals(List.of(State.CURRENT, State.STALE, State.CURRENT), states());
    assertEquals(List.of(day(2)), stale());
  }

  @Test
  void whereTheLogDoesNotTellTheNumberOfFlowsMust() {
    long version = add(flow("n1", 1), flow("n1", 2), flow("n1", 3), flow("n1", 4));
    done("run 1", 1, -7, 1L); // the log reaches back to version 0 only
    done("run 2", 2, -7, 5L);
    done("run 3", 3, version + 90, 1L); // of another table
    done("run 4", 4, -7, null);
    done("run 5", 5, -7, 0L);
    done("run 6", 6, version, 0L);
    write();
    assertEquals(
        List.of(
            State.CURRENT, State.KEPT, State.CURRENT, State.STALE, State.CURRENT, State.CURRENT),
        states());
  }

  @Test
  void aDayThatTheLakeDeletedIsKeptAndNotExportedEmpty() {
    long version = add(flow("n1", 1), flow("n1", 2));
    done("run 1", 1, version, 1L);
    done("run 2", 2, version, 1L);
    SparkFixture.session()
        .sql("DELETE FROM delta.`%s` WHERE day = DATE'2026-11-01'".formatted(lake.flows()));
    write();
    assertEquals(List.of(State.KEPT, State.CURRENT), states());
    assertEquals(List.of(), stale());
  }

  @Test
  void aDayThatLostOnlySomeFlowsIsKeptWhateverElseIsInTheLedger() {
    long version = add(flow("n1", 1), flow("n2", 1), flow("n1", 2), flow("n2", 2), flow("n1", 3));
    done("run 1", 1, version, 2L);
    done("run 2", 2, version, 2L);
    row("other", 2, "done", version, 2L, null, NOW.minusSeconds(900));
    ledger.add(row("holder", 3, "proto tcp", "done", version, 2L, null, NOW.minusSeconds(300)));
    row("failed", 3, "failed", version, null, null, NOW.minusSeconds(100));
    add(flow("n3", 2), flow("n4", 2));
    // After all that the fixture commits, which does not see the commits of others.
    SparkFixture.session()
        .sql(
            "DELETE FROM delta.`%s` WHERE day = DATE'2026-11-01' AND node = 'n2'"
                .formatted(lake.flows()));
    write();
    assertEquals(List.of(State.KEPT, State.STALE, State.STALE, State.KEPT), states());
    assertEquals(List.of(day(2)), stale());
    assertEquals(
        List.of(day(1), day(3)),
        history().kept(new Days(day(1), day(3)), store).stream().map(ExportStatus::day).toList());
  }

  @Test
  void ofRunsThatOverlappedTheOldestVersionCounts() {
    long old = add(flow("n1", 1), flow("n1", 2), flow("n1", 3));
    long version = add(flow("n2", 1), flow("n2", 2), flow("n2", 3));
    row("old", 1, "done", old, 1L, null, NOW.minusMillis(300_005)); // a run takes 10 ms
    row("new", 1, "done", version, 2L, null, NOW.minusMillis(300_000));
    row("old", 2, "done", old, 1L, null, NOW.minusMillis(300_015));
    row("new", 2, "done", version, 2L, null, NOW.minusMillis(300_000));
    ledger.add(row("other", 3, "proto tcp", "done", version, 2L, null, NOW.minusMillis(300_005)));
    row("new", 3, "done", version, 2L, null, NOW.minusMillis(300_000));
    write();
    assertEquals(List.of(State.STALE, State.CURRENT, State.STALE, State.REPLACED), states());
    assertEquals(List.of(day(1), day(3)), stale());
  }

  @Test
  void aBucketOfTheSameNameElsewhereIsAnotherPlace() {
    long version = add(flow("n1", 1));
    done("here", 1, version, 1L);
    Object[] elsewhere = ((GenericRow) ledger.get(0)).values().clone();
    elsewhere[ExportColumns.SCHEMA.fieldIndex(ExportColumns.TARGET)] = "https://elsewhere/out";
    ledger.add(RowFactory.create(elsewhere));
    write();
    assertEquals(2, read().exports().size());
    assertEquals(
        List.of(store.place()),
        history().read(null, null, store).exports().stream().map(ExportStatus::place).toList());
  }

  @Test
  void theLedgerIsReadWhateverClassesDatesComeAs() {
    long version = add(flow("n1", 1), flow("n1", 2));
    String setting = "spark.sql.datetime.java8API.enabled";
    SparkFixture.session().conf().set(setting, "true");
    try {
      done("run 1", 1, version, 1L);
      row("killed", 2, "running", version, null, "u", NOW.minusSeconds(500_000));
      write();
      assertEquals(List.of(State.CURRENT, State.NONE), states());
      assertEquals(1, history().read(day(2), day(2), null).killed().size());
    } finally {
      SparkFixture.session().conf().unset(setting);
    }
  }

  @Test
  void theLastRowOfARunCountsAndAKilledUploadIsReported() {
    long version = add(flow("n1", 1), flow("n1", 2), flow("n1", 3), flow("n1", 4));
    row("ended", 1, "running", version, null, "u1", NOW.minusSeconds(500_000));
    row("ended", 1, "done", version, 1L, "u1", NOW.minusSeconds(500_000));
    row("killed long ago", 2, "running", version, null, "u2", NOW.minusSeconds(500_000));
    row("perhaps alive", 3, "running", version, null, "u3", NOW.minusSeconds(300));
    row("later", 3, "failed", version, null, "u4", NOW.minusSeconds(100));
    row("alive", 4, "running", version, null, "u5", NOW.minusSeconds(300));
    row("in one PUT", 5, "running", version, null, null, NOW.minusSeconds(500_000));
    write();
    HistoryReport report = read();
    assertEquals(
        List.of("done", "killed", "failed", "running", "killed"),
        report.exports().stream().map(status -> status.last().outcome().text()).toList());
    assertEquals(List.of("u2"), report.killed().stream().map(LeftUpload::uploadId).toList());
    assertEquals(List.of(day(2), day(3), day(5)), stale(), "what still runs is let alone");
  }

  @Test
  void aFailureAfterAnObjectThatIsUpToDateCallsForNothing() {
    long version = add(flow("n1", 1));
    row("one", 1, "done", version, 1L, null, NOW.minusSeconds(300));
    row("two", 1, "failed", version, null, null, NOW.minusSeconds(100));
    write();
    assertEquals(List.of(State.CURRENT), states());
    assertEquals(List.of(), stale());
  }

  @Test
  void anObjectIsOfItsLastExport() {
    long version = add(flow("n1", 1), flow("n1", 2));
    ledger.add(row("a", 1, "proto tcp", "done", version, 1L, null, NOW.minusSeconds(300)));
    ledger.add(row("b", 1, "", "done", version, 1L, null, NOW.minusSeconds(200)));
    ledger.add(row("c", 2, "", "done", version, 1L, null, NOW.minusSeconds(300)));
    ledger.add(row("d", 2, "proto tcp", "done", version, 1L, null, NOW.minusSeconds(200)));
    ledger.add(row("e", 2, "", "failed", version, null, null, NOW.minusSeconds(100)));
    write();
    assertEquals(
        List.of(State.CURRENT, State.REPLACED, State.STALE, State.CURRENT), // by filter
        states());
    assertEquals(List.of(day(2)), stale());
  }

  @Test
  void otherObjectsAndDaysAreLeftOut() {
    long version = add(flow("n1", 1), flow("n1", 2));
    done("run 1", 1, version, 9L);
    done("run 2", 2, version, 9L);
    write();
    ExportHistory history = history();
    assertEquals(
        0, history.read(null, null, new PieceFolder(folder.resolve("o"))).exports().size());
    assertEquals(
        List.of(day(2)),
        history.read(day(2), null, store).exports().stream().map(ExportStatus::day).toList());
    assertEquals(0, history.read(null, FIRST.minusDays(1), null).exports().size());
  }

  @Test
  void nodesThatFellSilentAndDaysWithoutFlows() {
    add(flow("a", 1), flow("b", 1), flow("a", 2), flow("c", 2), flow("a", 12), flow("b", 12));
    List<SilentDay> silent = history().read(FIRST.minusDays(3), day(20), null).silent();
    List<SilentDay> expected = new ArrayList<>();
    expected.add(new SilentDay(day(2), List.of("b")));
    for (int day = 3; day <= 11; day++) {
      expected.add(new SilentDay(day(day), List.of()));
    }
    for (int day = 13; day <= 19; day++) { // the 20th is not over
      expected.add(new SilentDay(day(day), List.of()));
    }
    assertEquals(expected, silent);
  }

  /** However long ago the last flow was. */
  @Test
  void aLakeThatFellSilentLongAgoIsSilent() {
    add(flow("a", 1));
    assertEquals(
        List.of(new SilentDay(day(11), List.of()), new SilentDay(day(12), List.of())),
        history().read(day(11), day(12), null).silent());
    assertEquals(List.of(), history().read(FIRST.minusDays(9), FIRST.minusDays(8), null).silent());
  }

  @Test
  void daysWithFlowsArePlannedWithoutSpark() {
    add(flow("n1", 1), flow("n1", 2));
    Supplier<SparkSession> none =
        () -> {
          throw new AssertionError("Spark was asked for");
        };
    ExportPlan plan =
        new Export(new Configuration(), none, store, ExportProgress.NONE)
            .plan(ExportRequest.usual(lake), day(1));
    assertEquals(1, plan.dayRows());
  }

  @Test
  void aLakeWithoutLedgerHasNoHistory() {
    add(flow("n1", 1));
    assertEquals(new HistoryReport(List.of(), List.of(), List.of()), read());
  }

  private HistoryReport read() {
    return history().read(null, null, null);
  }

  private List<State> states() {
    return read().exports().stream().map(ExportStatus::state).toList();
  }

  private List<LocalDate> stale() {
    ExportRequest usual = ExportRequest.usual(lake);
    return history()
        .staleDays(
            new ExportRequest(
                lake, usual.filter(), "", List.of(FlowColumn.START_TIME, FlowColumn.NODE), 6),
            store);
  }

  private ExportHistory history() {
    return new ExportHistory(new Configuration(), SparkFixture::session, lake, NOW);
  }

  /** Adds flows; the version of the table after that. */
  private long add(Flow... flows) {
    made.add(new ArrayList<>(List.of(flows)), RandomLake.TINY);
    return FlowsLog.newest(lake, new Configuration()).version();
  }

  private void done(String run, int day, long version, @Nullable Long dayRows) {
    row(run, day, "done", version, dayRows, null, NOW.minusSeconds(300));
  }

  private void row(
      String run,
      int day,
      String outcome,
      long version,
      @Nullable Long dayRows,
      @Nullable String upload,
      Instant written) {
    ledger.add(row(run, day, "", outcome, version, dayRows, upload, written));
  }

  private Row row(
      String run,
      int day,
      String filter,
      String outcome,
      long version,
      @Nullable Long dayRows,
      @Nullable String upload,
      Instant written) {
    return RowFactory.create(
        run,
        Date.valueOf(day(day)),
        store.address(Export.objectName(day(day))),
        store.place(),
        version,
        filter,
        COLUMNS,
        outcome,
        outcome.equals("done") ? Long.valueOf(1) : null,
        dayRows,
        outcome.equals("done") ? Long.valueOf(100) : null,
        outcome.equals("done") ? Long.valueOf(200) : null,
        outcome.equals("done") ? "abc" : null,
        outcome.equals("done") ? Integer.valueOf(1) : null,
        outcome.equals("running") ? null : Long.valueOf(10),
        null,
        upload,
        Timestamp.from(written));
  }

  private void write() {
    ExportLog log = ExportLog.open(SparkFixture.session(), lake);
    log.append(ledger);
    assertEquals(ledger.size(), log.rows().select(ExportColumns.DAY).count());
  }

  private static LocalDate day(int day) {
    return FIRST.plusDays(day - 1L);
  }

  private static Flow flow(String node, int day) {
    long start = day(day).toEpochDay() * Times.DAY_MICROS + 1_000_000L;
    return new Flow(
        node,
        start,
        start + 1_000,
        "TCP",
        null,
        "10.0.0.1",
        null,
        null,
        "10.0.0.2",
        null,
        1L,
        2L,
        null,
        null,
        null,
        null);
  }
}

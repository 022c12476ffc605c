package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.filter.Glob;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes, two days, a flow each minute and node: what is read of it, and what is said. */
class SearchTest {
  private static final long START = Times.parse("2026-11-01T00:00:00Z");
  private static final long MINUTE = 60_000_000L;
  private static final int MINUTES = 2 * 24 * 60;

  @TempDir static Path folder;
  private static SearchLake lake;
  private static final Search SEARCH = SearchLake.searchWithoutSpark();

  @BeforeAll
  static void fill() {
    lake = new SearchLake(folder);
    List<Flow> flows = new ArrayList<>();
    for (String node : List.of("dc1", "dc2")) {
      IntStream.range(0, MINUTES).forEach(i -> flows.add(Flows.on(node, START + i * MINUTE)));
    }
    lake.add(flows);
  }

  @Test
  void theNewestAreReadOfTheNewestFilesOnly() {
    SearchPlan plan = SEARCH.plan(newest(Filter.EVERYTHING, null, 10));
    SearchResult result = SEARCH.run(plan);
    assertEquals(NaiveSearch.all(lake.flows(), plan.request()).subList(0, 10), result.rows());
    assertEquals(Engine.LOCAL, result.engine());
    assertEquals(1, result.waves().size());
    assertEquals(2, result.waves().get(0).files());
    assertEquals(2, plan.waves().get(0).files());
    assertTrue(result.waves().get(0).rows() < 60, "pages hold 7 rows: " + result.waves());
    assertEquals(2 * MINUTES, plan.table().rows());
  }

  @Test
  void oneNodeOneDayOpensThatPartitionOnly() {
    TimeRange day = new TimeRange(START, START + Times.DAY_MICROS);
    SearchPlan plan = SEARCH.plan(newest(node("dc2"), day, 10));
    assertEquals(1, plan.toRead().partitions());
    assertEquals(4, plan.table().partitions());
    SearchResult result = SEARCH.run(plan);
    assertEquals(1, result.waves().get(0).files());
    assertEquals(START + Times.DAY_MICROS - MINUTE, result.rows().get(0).startTime());
  }

  @Test
  void whatIsNotTruncatedHasNoCursor() {
    SearchResult all = run(newest(node("dc1"), null, MINUTES));
    assertFalse(all.truncated());
    assertNull(all.next());
    assertEquals((Long) START, all.boundary());
    SearchResult butOne = run(newest(node("dc1"), null, MINUTES - 1));
    assertTrue(butOne.truncated());
    assertEquals((Long) (START + MINUTE), butOne.boundary());
    assertNotNull(butOne.next());
  }

  @Test
  void aTotalIsKnownWithoutReadingWhereWholeFilesMatch() {
    SearchResult result = run(withTotal(newest(Filter.EVERYTHING, null, 1)));
    assertEquals((Long) (long) (2 * MINUTES), result.total());
    assertEquals(1, result.waves().size(), "nothing was read for the total");
    SearchResult read =
        run(withTotal(newest(Filter.EVERYTHING, new TimeRange(START + 1, Times.MAX_MICROS), 1)));
    assertEquals((Long) (2L * MINUTES - 2), read.total());
    assertEquals(2, read.waves().get(1).files(), "the two files that hold the bound");
  }

  @Test
  void anEmptyRangeTellsOfTheNewestFlowOfTheNodesThatWereAskedFor() {
    TimeRange later = new TimeRange(START + 30 * Times.DAY_MICROS, START + 31 * Times.DAY_MICROS);
    Long newest = START + (MINUTES - 1) * MINUTE;
    assertEquals(newest, run(newest(node("dc1"), later, 10)).newest());
    assertEquals(newest, run(newest(Filter.EVERYTHING, later, 10)).newest());
    assertNull(run(newest(node("nobody"), later, 10)).newest());
    assertNull(run(newest(node("nobody"), null, 10)).newest());
    Filter alsoPort =
        Filter.allOf(
            List.of(node("dc2"), new Filter.NumberIn(Quantity.DEST_PORT, Ranges.of(443, 443))));
    assertEquals(newest, run(newest(alsoPort, later, 10)).newest());
  }

  @Test
  void aCursorContinuesInItsVersionWhileFlowsArrive() {
    SearchLake growing = new SearchLake(folder.resolve("growing"));
    growing.add(List.of(Flows.on("dc1", START), Flows.on("dc1", START + 5)));
    List<Flow> before = growing.flows();
    SearchRequest request = newest(growing.lake(), Filter.EVERYTHING, null, 1);
    SearchResult first = run(request);
    growing.add(List.of(Flows.on("dc1", START + 3), Flows.on("dc1", START + 9)));
    SearchResult second = run(SearchCase.after(request, first.next()));
    assertEquals(List.of(before.get(1), before.get(0)), joined(first, second));
    assertFalse(second.truncated());
    assertEquals(START + 9, run(request).rows().get(0).startTime());
  }

  @Test
  void aCursorWhoseVersionIsGoneSaysSo() {
    SearchLake gone = new SearchLake(folder.resolve("gone"));
    gone.add(List.of(Flows.on("dc1", START), Flows.on("dc1", START + 5)));
    SearchRequest request = newest(gone.lake(), Filter.EVERYTHING, null, 1);
    Cursor cursor = run(request).next();
    Cursor other =
        new Cursor(
            cursor.tableId(),
            77,
            cursor.order(),
            cursor.range(),
            cursor.filter(),
            cursor.last(),
            cursor.copies());
    FlowlakeException missing =
        assertThrows(FlowlakeException.class, () -> SEARCH.plan(SearchCase.after(request, other)));
    assertEquals(ExitCode.MISSING, missing.exitCode());
    assertTrue(
        missing
            .getMessage()
            .startsWith(
                "Cannot continue after this cursor, which belongs to version 77 of the table: "),
        missing.getMessage());
    assertTrue(
        missing.getMessage().endsWith(" Search again without --after."), missing.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCAL", "SPARK"})
  void aCursorWhoseFilesWereVacuumedSaysSo(Engine engine) throws IOException {
    SearchLake vacuumed = new SearchLake(folder.resolve("vacuumed-" + engine));
    vacuumed.add(List.of(Flows.on("dc1", START), Flows.on("dc1", START + 5)));
    SearchRequest request =
        new SearchRequest(
            vacuumed.lake(),
            Filter.EVERYTHING,
            null,
            Order.NEWEST,
            1,
            null,
            Total.NOT_WANTED,
            engine,
            SearchRequest.DEFAULT_LOCAL_BYTES);
    Search search = SearchLake.search();
    SearchRequest next = SearchCase.after(request, search.run(search.plan(request)).next());
    deleteDataFiles(Path.of(vacuumed.lake().root()));
    FlowlakeException missing =
        assertThrows(FlowlakeException.class, () -> search.run(search.plan(next)));
    assertEquals(ExitCode.MISSING, missing.exitCode());
    assertTrue(
        missing
            .getMessage()
            .matches(
                "Cannot continue after this cursor, which belongs to version \\d of the table: Cannot read .* vacuumed.* Search again without --after\\."),
        missing.getMessage());
  }

  private static void deleteDataFiles(Path lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aCursorOfAnotherSearchIsRefused() {
    SearchRequest request = newest(node("dc1"), null, 1);
    Cursor cursor = run(request).next();
    TimeRange range = new TimeRange(START, START + MINUTE);
    assertEquals(
        "Cannot continue after this cursor: it belongs to a search with another filter than '%s'; give that of the earlier search, or search again without --after."
            .formatted(FilterText.canonical(node("dc2"))),
        refused(newest(node("dc2"), null, 1), cursor));
    assertEquals(
        "Cannot continue after this cursor: it belongs to a search with the time range all time, not 2026-11-01T00:00:00.000Z..2026-11-01T00:01:00.000Z; give that range, or search again without --after.",
        refused(newest(node("dc1"), range, 1), cursor));
    SearchRequest oldest =
        new SearchRequest(
            lake.lake(),
            node("dc1"),
            null,
            Order.OLDEST,
            1,
            null,
            Total.NOT_WANTED,
            Engine.LOCAL,
            1);
    assertEquals(
        "Cannot continue after this cursor: it belongs to a search with the order newest, not oldest; give --order newest, or search again without --after.",
        refused(oldest, cursor));
  }

  @Test
  void aCursorOfAnotherLakeIsRefused() {
    Cursor cursor = run(newest(Filter.EVERYTHING, null, 1)).next();
    Cursor elsewhere =
        new Cursor(
            "another",
            cursor.version(),
            cursor.order(),
            cursor.range(),
            cursor.filter(),
            cursor.last(),
            cursor.copies());
    assertEquals(
        "Cannot continue after this cursor: it belongs to a search with another table than the flows of %s; name its lake, or search again without --after."
            .formatted(lake.lake().root()),
        refused(newest(Filter.EVERYTHING, null, 1), elsewhere));
  }

  private static String refused(SearchRequest request, Cursor cursor) {
    FlowlakeException refused =
        assertThrows(FlowlakeException.class, () -> SEARCH.plan(SearchCase.after(request, cursor)));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    return refused.getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001, Integer.MAX_VALUE})
  void otherLimitsAreRefused(int limit) {
    FlowlakeException refused =
        assertThrows(FlowlakeException.class, () -> newest(Filter.EVERYTHING, null, limit));
    assertEquals(
        "Cannot return %,d flows: a search returns 1 to 10,000; take --limit 10,000 and continue with --after CURSOR."
            .formatted(limit),
        refused.getMessage());
  }

  @Test
  void closestNeedsARange() {
    FlowlakeException refused =
        assertThrows(
            FlowlakeException.class,
            () ->
                new SearchRequest(
                    lake.lake(),
                    Filter.EVERYTHING,
                    null,
                    Order.CLOSEST,
                    1,
                    null,
                    Total.NOT_WANTED,
                    Engine.AUTO,
                    1));
    assertEquals(
        "Cannot order by closest: there is no time range to be close to; give --last, or --from and --to.",
        refused.getMessage());
  }

  @Test
  void aLakeThatIsNotThereIsMissing() {
    SearchRequest request =
        newest(new Lake(folder.resolve("nowhere").toString()), Filter.EVERYTHING, null, 1);
    assertEquals(
        ExitCode.MISSING,
        assertThrows(FlowlakeException.class, () -> SEARCH.plan(request)).exitCode());
  }

  @Test
  void aLimitThatMattersIsTheOnlyThingHeld() {
    // All rows pass by the selection, which must not hold more than were asked for and one.
    TopRows rows = new TopRows(Ranking.of(Order.OLDEST, null).comparator(), 3);
    lake.flows().forEach(rows::offer);
    assertEquals(0, rows.missing());
    assertEquals(
        List.of(START, START, START + MINUTE),
        rows.sorted().stream().map(Flow::startTime).toList());
    assertEquals(START + MINUTE, rows.worst().startTime());
  }

  private static SearchResult run(SearchRequest request) {
    return SEARCH.run(SEARCH.plan(request));
  }

  private static List<Flow> joined(SearchResult first, SearchResult second) {
    List<Flow> joined = new ArrayList<>(first.rows());
    joined.addAll(second.rows());
    return joined;
  }

  private static Filter node(String name) {
    return new Filter.TextLike(FlowColumn.NODE, List.of(Glob.literally(name)));
  }

  private static SearchRequest withTotal(SearchRequest request) {
    return new SearchRequest(
        request.lake(),
        request.filter(),
        request.range(),
        request.order(),
        request.limit(),
        request.cursor(),
        Total.WANTED,
        request.engine(),
        request.localBytes());
  }

  private static SearchRequest newest(Filter filter, TimeRange range, int limit) {
    return newest(lake.lake(), filter, range, limit);
  }

  private static SearchRequest newest(Lake lake, Filter filter, TimeRange range, int limit) {
    return new SearchRequest(
        lake,
        filter,
        range,
        Order.NEWEST,
        limit,
        null,
        Total.NOT_WANTED,
        Engine.AUTO,
        SearchRequest.DEFAULT_LOCAL_BYTES);
  }
}

package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FlowTest;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.RandomFilters;
import io.flowlake.filter.Ranges;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random filters over random flows in files: what is read is what the reference finds. */
class LocalReaderTest {
  private static final Configuration HADOOP = new Configuration();
  private static final Set<FlowColumn> ALL = EnumSet.allOf(FlowColumn.class);

  @TempDir private static Path folder;
  private static RandomLake lake;
  private static List<Flow> flows;

  @BeforeAll
  static void write() {
    flows = new RandomFlows(1).list(5_000);
    lake = new RandomLake(folder.resolve("lake"));
    lake.add(flows.subList(0, 4_000), RandomLake.TINY);
    lake.add(flows.subList(4_000, 5_000), FileLayout.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsWhatTheReferenceFinds(long seed) {
    FlowsLog log = FlowsLog.newest(lake.lake(), HADOOP);
    LocalReader reader = new LocalReader(HADOOP);
    for (Filter filter : new RandomFilters(seed).list(60)) {
      List<Flow> found = new ArrayList<>();
      ReadCost cost = ReadCost.NOTHING;
      for (StoredFile file : log.plan(filter, Set.of()).files()) {
        int before = found.size();
        cost = cost.plus(reader.read(file, filter, ALL, found::add));
        if (file.coverage() == Coverage.ALL) {
          assertEquals(file.rows(), found.size() - before, () -> file.path() + " and " + filter);
        }
      }
      FlowSets.assertSame(expected(filter), found, filter);
      assertEquals(found.size(), cost.rowsMatched());
    }
  }

  @Test
  void columnsThatAreNotWantedComeBackEmpty() {
    FlowsLog log = FlowsLog.newest(lake.lake(), HADOOP);
    LocalReader reader = new LocalReader(HADOOP);
    RandomFilters filters = new RandomFilters(11);
    for (FlowColumn column : FlowColumn.all()) {
      Filter filter = filters.next();
      List<Flow> found = new ArrayList<>();
      for (StoredFile file : log.plan(filter, Set.of()).files()) {
        reader.read(file, filter, EnumSet.of(column), found::add);
      }
      List<Flow> expected = expected(filter).stream().map(flow -> only(flow, column)).toList();
      FlowSets.assertSame(expected, found, filter);
    }
  }

  @Test
  void flowsCanBeCountedWithoutColumns() {
    LocalReader reader = new LocalReader(HADOOP);
    long[] count = {0};
    for (StoredFile file : everyFile()) {
      reader.read(file, Filter.EVERYTHING, Set.of(), flow -> ++count[0] > 0);
    }
    assertEquals(flows.size(), count[0]);
  }

  @Test
  void aSinkThatHasEnoughStopsTheReading() {
    StoredFile file = largest();
    List<Flow> found = new ArrayList<>();
    ReadCost cost =
        new LocalReader(HADOOP)
            .read(file, Filter.EVERYTHING, ALL, flow -> found.add(flow) && found.size() < 3);
    assertEquals(3, found.size());
    assertEquals(3, cost.rowsRead());
  }

  @Test
  void pagesAndDictionariesThatHoldNothingAreNotRead() {
    RandomLake oneFile = new RandomLake(folder.resolve("one"));
    oneFile.add(FlowRows.random(1_000, 1), new FileLayout(1 << 20, 1 << 20, 50));
    StoredFile file = files(oneFile).get(0);
    Set<FlowColumn> columns = EnumSet.of(FlowColumn.START_TIME, FlowColumn.META);
    long whole = cost(file, Filter.EVERYTHING, columns).bytesRead();

    long noon = FlowRows.PARTITION.day() * Times.DAY_MICROS + Times.DAY_MICROS / 2;
    Ranges minutes = Ranges.of(noon, noon + 600_000_000L);
    ReadCost slice = cost(file, new Filter.NumberIn(Quantity.START_TIME, minutes), columns);
    assertTrue(slice.rowsMatched() > 0 && slice.rowsRead() <= 100, slice.toString());

    Filter nobody = new Filter.AddressIn(End.SOURCE, List.of(CidrBlock.parse("10.77.1.2")));
    ReadCost needle = cost(file, nobody, ALL);
    assertEquals(0, needle.rowsRead(), "rows read though no dictionary has the address");
    assertTrue(needle.bytesRead() < whole, needle + " of " + whole);

    Filter nobodyAtAll = new Filter.AddressIn(End.EITHER, List.of(CidrBlock.parse("10.77.1.2")));
    assertEquals(0, cost(file, nobodyAtAll, ALL).rowsRead(), "rows read for either end");
  }

  static Stream<TestStore> stores() {
    return TestStore.all();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void filesOfEveryStoreAreRead(TestStore store) throws IOException {
    List<Flow> stored = FlowRows.random(2_000, 5);
    Configuration configuration = store.configuration();
    List<DataFile> written = new ArrayList<>();
    try (FlowFileWriter writer =
        new FlowFileWriter(
            store.folder(),
            FlowRows.PARTITION,
            new FileLayout(1 << 20, 1 << 20, 50),
            configuration)) {
      for (Flow flow : stored) {
        writer.write(InFlight.row(flow));
      }
      written.addAll(writer.finishAll());
    }
    Filter filter = new Filter.NumberIn(Quantity.DEST_PORT, Ranges.of(0, 1_000));
    List<Flow> found = new ArrayList<>();
    for (DataFile file : written) {
      String path = new org.apache.hadoop.fs.Path(store.folder(), file.path()).toString();
      FileBounds bounds = new StatisticsText(Set.of()).read(file.stats(), file.partition());
      StoredFile read =
          new StoredFile(
              path, file.bytes(), file.rows(), file.partition(), bounds, Coverage.SOME, false);
      ReadCost cost = new LocalReader(configuration).read(read, filter, ALL, found::add);
      assertTrue(cost.bytesRead() > 0, cost.toString());
    }
    FlowSets.assertSame(stored.stream().filter(FlowTest.of(filter)).toList(), found, filter);
  }

  @Test
  void afterTheFirstReadingTheFooterIsKnown() {
    LocalReader reader = new LocalReader(HADOOP);
    StoredFile file = largest();
    Set<FlowColumn> columns = EnumSet.of(FlowColumn.DEST_PORT);
    long first = reader.read(file, Filter.EVERYTHING, columns, flow -> true).bytesRead();
    long second = reader.read(file, Filter.EVERYTHING, columns, flow -> true).bytesRead();
    assertTrue(second < first, second + " bytes after " + first);
  }

  @Test
  void aFileThatIsGoneWasVacuumed() {
    StoredFile file = everyFile().get(0);
    StoredFile gone = at(file, file.path() + ".gone", false);
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> cost(gone, Filter.EVERYTHING, ALL));
    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertEquals(
        "Cannot read %s: the file is gone, so this version of the table was vacuumed. Search the newest one."
            .formatted(gone.path()),
        failure.getMessage());
  }

  @Test
  void aDamagedFileIsSaidToBe() throws IOException {
    StoredFile file = everyFile().get(0);
    Path damaged = Files.write(folder.resolve("damaged.parquet"), new byte[(int) file.bytes()]);
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> cost(at(file, damaged.toString(), false), Filter.EVERYTHING, ALL));
    assertEquals(ExitCode.DATA, failure.exitCode());
    assertTrue(
        failure.getMessage().startsWith("Cannot read " + damaged + ": it is damaged ("),
        failure.getMessage());
  }

  @Test
  void whatOnlySparkCanReadIsRefused() {
    StoredFile file = everyFile().get(0);
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> cost(at(file, file.path(), true), Filter.EVERYTHING, ALL));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().endsWith("Use --engine spark."), failure.getMessage());
  }

  private static StoredFile at(StoredFile file, String path, boolean needsSpark) {
    return new StoredFile(
        path,
        file.bytes(),
        file.rows(),
        file.partition(),
        file.bounds(),
        file.coverage(),
        needsSpark);
  }

  private static ReadCost cost(StoredFile file, Filter filter, Set<FlowColumn> columns) {
    return new LocalReader(HADOOP).read(file, filter, columns, flow -> true);
  }

  private static List<StoredFile> everyFile() {
    return files(lake);
  }

  private static List<StoredFile> files(RandomLake of) {
    return FlowsLog.newest(of.lake(), HADOOP)
        .plan(Filter.EVERYTHING, EnumSet.of(FlowColumn.START_TIME))
        .files();
  }

  private static StoredFile largest() {
    return everyFile().stream().max(Comparator.comparingLong(StoredFile::rows)).orElseThrow();
  }

  private static List<Flow> expected(Filter filter) {
    return flows.stream().filter(FlowTest.of(filter)).toList();
  }

  private static Flow only(Flow flow, FlowColumn column) {
    Object[] values = InFlight.values(flow, 0, 0);
    Object[] empty =
        InFlight.values(
            new Flow(
                flow.node(),
                0,
                null,
                "",
                null,
                "",
                null,
                null,
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                null),
            0,
            0);
    empty[column.index()] = values[column.index()];
    return InFlight.flow(RowFactory.create(empty));
  }
}

package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.RandomFlows;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FlowTest;
import io.flowlake.filter.Glob;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.RandomFilters;
import io.flowlake.filter.Ranges;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log tells without Spark: versions, plans, and what is wrong. */
class FlowsLogTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  static List<TestStore> stores() {
    return TestStore.all().toList();
  }

  @Test
  void plansDropOnlyFilesThatHoldNoMatch() {
    List<Flow> flows = new RandomFlows(1).list(2_000);
    FlowsLog log = FlowsLog.newest(lakeOf(flows), HADOOP);
    assertEquals(1, log.version());
    RandomFilters filters = new RandomFilters(3);
    int dropped = 0;
    for (int i = 0; i < 200; i++) {
      Filter filter = filters.next();
      FilePlan plan = log.plan(filter, Set.of());
      Set<Partition> planned = new HashSet<>();
      plan.files().forEach(file -> planned.add(file.partition()));
      flows.stream()
          .filter(FlowTest.of(filter))
          .forEach(
              flow ->
                  assertTrue(
                      planned.contains(new Partition(flow.day(), flow.node())),
                      () -> filter + " finds " + flow));
      assertEquals(flows.size(), plan.table().rows());
      assertEquals(planned.size(), plan.toRead().partitions());
      assertEquals(plan.files().size(), plan.toRead().files());
      dropped += (int) (plan.table().files() - plan.toRead().files());
    }
    assertTrue(dropped > 1_000, dropped + " files dropped");
  }

  @Test
  void aNodeAndADayAreOnePartition() {
    FlowsLog log = FlowsLog.newest(lakeOf(new RandomFlows(1).list(2_000)), HADOOP);
    Filter filter =
        Filter.allOf(
            List.of(
                new Filter.TextLike(FlowColumn.NODE, List.of(new Glob("edge-1"))),
                new Filter.NumberIn(
                    Quantity.START_TIME,
                    Ranges.of(
                        Times.parse("2026-11-02T00:00:00Z"),
                        Times.parse("2026-11-02T23:59:59.999999Z")))));
    FilePlan plan = log.plan(filter, Set.of());
    assertEquals(1, plan.toRead().partitions());
    assertEquals(Coverage.ALL, plan.files().get(0).coverage());
    assertEquals("edge-1", plan.files().get(0).partition().node());
    assertEquals("2026-11-02", plan.files().get(0).partition().dayText());
  }

  @Test
  void boundsAreThoseOfTheFlows() {
    List<Flow> flows = new RandomFlows(2).list(1_000);
    FilePlan plan =
        FlowsLog.newest(lakeOf(flows), HADOOP)
            .plan(Filter.EVERYTHING, EnumSet.of(FlowColumn.START_TIME, FlowColumn.DEST_PORT));
    for (StoredFile file : plan.files()) {
      List<Flow> held =
          flows.stream()
              .filter(flow -> file.partition().equals(new Partition(flow.day(), flow.node())))
              .toList();
      assertEquals(held.size(), file.rows());
      long first = held.stream().mapToLong(Flow::startTime).min().orElseThrow();
      assertTrue(file.bounds().min(FlowColumn.START_TIME) <= first);
      assertTrue(first - file.bounds().min(FlowColumn.START_TIME) < 1_000, "more than cut to ms");
      long portless = held.stream().filter(flow -> flow.destPort() == null).count();
      assertEquals(portless, file.bounds().nulls(FlowColumn.DEST_PORT));
      assertEquals(FileBounds.UNKNOWN, file.bounds().nulls(FlowColumn.SOURCE_PORT));
    }
  }

  @Test
  void aVersionStaysAsItIs() {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    lake.add(new RandomFlows(1).list(100), FileLayout.DEFAULT);
    FlowsLog before = FlowsLog.newest(lake.lake(), HADOOP);
    lake.add(new RandomFlows(2).list(50), FileLayout.DEFAULT);
    assertEquals(2, FlowsLog.newest(lake.lake(), HADOOP).version());
    assertEquals(100, before.plan(Filter.EVERYTHING, Set.of()).table().rows());
    FlowsLog again = FlowsLog.at(lake.lake(), HADOOP, 1);
    assertEquals(1, again.version());
    assertEquals(100, again.plan(Filter.EVERYTHING, Set.of()).table().rows());
    long now = Times.micros(Instant.now());
    assertTrue(Math.abs(now - again.versionTime()) < 3_600_000_000L, "not of this hour");
  }

  @Test
  void aVersionThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    lake.add(new RandomFlows(1).list(10), FileLayout.DEFAULT);
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> FlowsLog.at(lake.lake(), HADOOP, 7));
    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertEquals(
        "Cannot read version 7 of the flows of %s: there is no such version yet; versions 0 to 1 are there. Search the newest one."
            .formatted(lake.lake().root()),
        failure.getMessage());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aLakeThatIsNotThereIsSaidToBe(TestStore store) throws IOException {
    Lake lake = new Lake(store.folder().toString().replaceFirst("/$", "") + "/nowhere");
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> FlowsLog.newest(lake, store.configuration()));
    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertEquals(
        "Cannot read %s: there is no folder %s. Check --lake, or run flowlake compact first."
            .formatted(lake.root(), lake.root().replaceFirst("^file:/*", "/")),
        failure.getMessage());
  }

  @Test
  void whatIsThereInsteadOfALakeIsSaid() throws IOException {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    lake.add(new RandomFlows(1).list(10), FileLayout.DEFAULT);
    Path file = Files.writeString(folder.resolve("file"), "no lake");
    Path table = folder.resolve("lake/flows");
    Path alone = Files.createDirectories(folder.resolve("alone/_delta_log")).getParent();
    assertAll(
        () ->
            assertEquals(
                "Cannot read %s: it is a table of a lake, not the lake. Name the folder it is in: --lake %s."
                    .formatted(table, folder.resolve("lake")),
                told(table)),
        () ->
            assertEquals(
                "Cannot read %s: it is a file, and a lake is a folder. Check --lake."
                    .formatted(file),
                told(file)),
        () ->
            assertEquals(
                "Cannot read %s: it is a Delta table, and a lake is a folder of tables. Check --lake."
                    .formatted(alone),
                told(alone)),
        () ->
            assertEquals(
                "Cannot read %s: there are no flows in it. Check --lake, or run flowlake compact first."
                    .formatted(folder),
                told(folder)));
  }

  private static String told(Path lake) {
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class, () -> FlowsLog.newest(new Lake(lake.toString()), HADOOP));
    assertEquals(ExitCode.MISSING, failure.exitCode());
    return failure.getMessage();
  }

  @Test
  void aFolderOfOtherThingsIsNoLake() throws IOException {
    Files.createDirectories(folder.resolve("lake/flows/other"));
    Lake lake = new Lake(folder.resolve("lake").toString());
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> FlowsLog.newest(lake, HADOOP));
    assertEquals(ExitCode.MISSING, failure.exitCode());
  }

  @Test
  void foreignFilesMayHaveNoStatisticsAndDeletedRows() {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    Flow flow = FlowRows.bare(FlowRows.PARTITION.day() * Times.DAY_MICROS);
    ObjectNode bare = fileOf(lake, flow);
    ((ObjectNode) bare.get("add")).remove("stats");
    ObjectNode deleted = fileOf(lake, flow);
    ((ObjectNode) deleted.get("add"))
        .putObject("deletionVector")
        .put("storageType", "u")
        .put("pathOrInlineDv", "ab^-aqEH.-t@S}K{vb[*k^")
        .put("offset", 4)
        .put("sizeInBytes", 40)
        .put("cardinality", 1);
    lake.commit(List.of(bare, deleted));
    FilePlan plan = FlowsLog.newest(lake.lake(), HADOOP).plan(Filter.EVERYTHING, Set.of());
    assertEquals(1, plan.files().size(), "the file of which every row is deleted holds nothing");
    assertEquals(FileBounds.UNKNOWN, plan.files().get(0).rows());
    assertFalse(plan.needsSpark());
  }

  @Test
  void aFileOfNoPartitionIsRefused() {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    Flow flow = FlowRows.bare(FlowRows.PARTITION.day() * Times.DAY_MICROS);
    ObjectNode file = fileOf(lake, flow);
    ((ObjectNode) file.at("/add/partitionValues")).putNull("node");
    lake.commit(List.of(file));
    FlowsLog log = FlowsLog.newest(lake.lake(), HADOOP);
    Filter anyNode = new Filter.TextLike(FlowColumn.NODE, List.of(new Glob("*")));
    assertEquals(0, log.plan(anyNode, Set.of()).files().size());
    assertThrows(
        FlowlakeException.class, () -> log.plan(new Filter.Not(anyNode), Set.of()), "no node");
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> log.plan(Filter.EVERYTHING, Set.of()));
    assertEquals(ExitCode.DATA, failure.exitCode());
    assertTrue(
        failure.getMessage().contains("the log names no day and node"), failure.getMessage());
  }

  private static ObjectNode fileOf(RandomLake lake, Flow flow) {
    List<Flow> rows = new ArrayList<>(List.of(flow));
    return RandomLake.added(lake.write(FlowRows.PARTITION, rows, FileLayout.DEFAULT).get(0));
  }

  private Lake lakeOf(List<Flow> flows) {
    return new RandomLake(folder.resolve("lake")).add(flows, FileLayout.DEFAULT).lake();
  }
}

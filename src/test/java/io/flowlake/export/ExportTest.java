package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.SparkFixture;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.filter.FlowTest;
import io.flowlake.lake.ExportLog;
import io.flowlake.lake.Lake;
import io.flowlake.lake.RandomLake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of random flows, against the naive text. */
class ExportTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  /** So that a few hundred flows make many pieces. */
  private static final PieceSizes TINY = new PieceSizes(300, 1_000, 1_500, 40);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isTheNaiveTextInPieces(long seed) throws Exception {
    Made made = lake(seed, 3_000);
    PieceFolder store = new PieceFolder(folder);
    DayReport report = run(made, ExportRequest.usual(made.lake), store, TINY);

    String expected = NaiveCsv.of(made.of(DAY), FlowColumn.usual());
    byte[] object = Files.readAllBytes(store.object(Export.objectName(DAY)));
    assertEquals(expected, unzipped(object));
    DayReport.Done done = done(report);
    assertTrue(done.parts() > 5, () -> done.parts() + " parts");
    assertEquals(made.of(DAY).size(), done.rows());
    assertEquals(object.length, done.bytes());
    assertEquals(expected.getBytes(StandardCharsets.UTF_8).length, done.textBytes());
    assertEquals(composite(store, done.parts()), done.sha256());
  }

  @Test
  void aSmallDayIsOnePiece() throws Exception {
    Made made = lake(4, 500);
    PieceFolder store = new PieceFolder(folder);
    DayReport report = run(made, ExportRequest.usual(made.lake), store, PieceSizes.USUAL);
    byte[] object = Files.readAllBytes(store.object(Export.objectName(DAY)));
    assertEquals(NaiveCsv.of(made.of(DAY), FlowColumn.usual()), unzipped(object));
    assertEquals(1, done(report).parts());
    assertEquals(sha256(object), done(report).sha256());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proto tcp", "port 443 or src net 10.1.0.0/16", "proto tcp and not proto tcp"})
  void aFilterLeavesTheRestOut(String text) throws Exception {
    Made made = lake(5, 2_000);
    Filter filter = FilterText.parse(text).filter();
    List<FlowColumn> columns =
        List.of(FlowColumn.NODE, FlowColumn.META, FlowColumn.DEST_PORT, FlowColumn.START_TIME);
    PieceFolder store = new PieceFolder(folder);
    run(made, new ExportRequest(made.lake, filter, text, columns, 9), store, TINY);
    List<Flow> expected = made.of(DAY).stream().filter(FlowTest.of(filter)).toList();
    assertEquals(
        NaiveCsv.of(expected, columns),
        unzipped(Files.readAllBytes(store.object(Export.objectName(DAY)))));
  }

  @Test
  void aDayWithoutFlowsIsTheHeaderAlone() throws Exception {
    Made made = lake(6, 100);
    PieceFolder store = new PieceFolder(folder);
    LocalDate empty = LocalDate.parse("2031-01-01");
    DayReport report =
        export(store, TINY).run(export(store, TINY).plan(ExportRequest.usual(made.lake), empty));
    assertEquals(0, done(report).rows());
    assertEquals(
        ExportRequest.usual(made.lake).columnNames() + "\n",
        unzipped(Files.readAllBytes(store.object(Export.objectName(empty)))));
  }

  /** The way that Spark cuts its own work is not to be seen in the bytes. */
  @Test
  void theBytesDependOnTheTableVersionAlone() throws Exception {
    Made made = lake(7, 3_000);
    PieceFolder store = new PieceFolder(folder);
    run(made, ExportRequest.usual(made.lake), store, TINY);
    byte[] first = Files.readAllBytes(store.object(Export.objectName(DAY)));
    SparkSession other = SparkFixture.newSession();
    other.conf().set("spark.sql.shuffle.partitions", "8");
    other.conf().set("spark.sql.adaptive.enabled", "false");
    other.conf().set("spark.sql.files.maxPartitionBytes", "10000");
    Export export = new Export(new Configuration(), () -> other, store, ExportProgress.NONE, TINY);
    export.run(export.plan(ExportRequest.usual(made.lake), DAY));
    assertArrayEquals(first, Files.readAllBytes(store.object(Export.objectName(DAY))));
  }

  /** A failure of Spark's, which throws checked exceptions unasked. */
  @Test
  void aDamagedFileFailsItsDayAlone() throws Exception {
    Made made = lake(9, 2_000);
    LocalDate next = DAY.plusDays(1);
    for (Path file : files("day=" + DAY)) {
      Files.write(file, new byte[(int) Files.size(file)]);
    }
    PieceFolder store = new PieceFolder(folder);
    List<DayReport> reports =
        export(store, TINY)
            .runAll(ExportRequest.usual(made.lake), List.of(DAY, next), report -> {});
    assertEquals(
        List.of(ExitCode.DATA, ExitCode.DONE), reports.stream().map(DayReport::exit).toList());
    String note = Objects.requireNonNull(reports.get(0).note());
    assertTrue(note.contains("a file of the lake is damaged (["), note);
    assertEquals(
        NaiveCsv.of(made.of(next), FlowColumn.usual()),
        unzipped(Files.readAllBytes(store.object(Export.objectName(next)))));
    List<String> outcomes =
        ExportLog.open(SparkFixture.session(), made.lake)
            .rows()
            .orderBy("day", "written_at")
            .select("outcome")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertEquals(List.of("failed", "running", "done"), outcomes);
  }

  private List<Path> files(String partition) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("lake/flows").resolve(partition))) {
      return all.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  @Test
  void thePlanSaysWhatWillBeRead() {
    Made made = lake(8, 1_000);
    ExportPlan plan =
        export(new PieceFolder(folder), TINY).plan(ExportRequest.usual(made.lake), DAY);
    assertEquals(made.of(DAY).size(), plan.dayRows());
    assertTrue(plan.toRead().files() > 0 && plan.toRead().files() < plan.table().files());
    assertEquals(ExportPlan.Transfer.PIECES, plan.transfer());
    assertEquals(folder.resolve("tg-flow-logs-2026-11-01.csv.gz").toString(), plan.address());
  }

  private record Made(Lake lake, List<Flow> flows) {
    List<Flow> of(LocalDate day) {
      return flows.stream().filter(flow -> flow.day() == day.toEpochDay()).toList();
    }
  }

  private Made lake(long seed, int count) {
    List<Flow> flows = new ArrayList<>(new RandomFlows(seed).list(count));
    flows.addAll(flows.subList(0, count / 10)); // equal rows stay
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    lake.add(new ArrayList<>(flows), RandomLake.TINY);
    return new Made(lake.lake(), flows);
  }

  private static Export export(PieceFolder store, PieceSizes sizes) {
    return new Export(
        new Configuration(), ExportTest::asInProduction, store, ExportProgress.NONE, sizes);
  }

  /** Tests go without adaptive execution elsewhere; it changes how the rows come. */
  private static SparkSession asInProduction() {
    SparkSession session = SparkFixture.newSession();
    session.conf().set("spark.sql.adaptive.enabled", "true");
    return session;
  }

  private static DayReport run(
      Made made, ExportRequest request, PieceFolder store, PieceSizes sizes) {
    Export export = export(store, sizes);
    assertTrue(made.of(DAY).size() > 10, "a day with flows");
    return export.run(export.plan(request, DAY));
  }

  private static DayReport.Done done(DayReport report) {
    return Objects.requireNonNull(report.done(), "it failed");
  }

  private static String composite(PieceFolder store, int parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int number = 1; number <= parts; number++) {
      byte[] piece = Files.readAllBytes(store.piece(Export.objectName(DAY), number));
      digest.update(MessageDigest.getInstance("SHA-256").digest(piece));
    }
    return HexFormat.of().formatHex(digest.digest()) + "-" + parts;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String unzipped(byte[] object) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(object);
    byte[] text = new GZIPInputStream(in).readAllBytes();
    assertEquals(0, in.available(), "bytes behind the member");
    return new String(text, StandardCharsets.UTF_8);
  }
}

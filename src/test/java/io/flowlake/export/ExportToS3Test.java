package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Fault;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.SparkFixture;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole exports to a real S3 server behind a gate that allows exactly the three permissions. */
class ExportToS3Test {
  private static final int SMALL = 300;
  private static final int SOME_PARTS = 12_000; // 40 MB
  private static final int LARGE = 66_000; // 206 MB
  private static final LocalDate DAY = HeavyDays.FIRST;

  @TempDir private static Path folder;
  private static Lake lake;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private final WrittenDays written =
      new WrittenDays(server.hadoopSettings(bucket), bucket, "logs/");
  private S3Gate gate;
  private ExportStore store;

  @BeforeAll
  static void makeLake() {
    lake = HeavyDays.lake(folder.resolve("lake"), SOME_PARTS, SMALL, 0, SMALL);
  }

  @BeforeEach
  void open() throws IOException {
    gate = new S3Gate(server.port());
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.put("FLOWLAKE_S3_ENDPOINT", gate.endpoint());
    System.setProperty("aws.accessKeyId", server.accessKey());
    System.setProperty("aws.secretAccessKey", server.secretKey());
    store = ExportStores.open("s3://" + bucket + "/logs/", environment, new Configuration());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    gate.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    assertEquals(List.of(), gate.denied());
  }

  @Test
  void validatesAndExportsASmallDayInOnePut() throws Exception {
    store.validate();
    DayReport report = run(HeavyDays.request(lake), DAY.plusDays(1));
    assertEquals(1, WrittenDays.done(report).parts());
    assertEquals("s3://" + bucket + "/logs/tg-flow-logs-2026-11-02.csv.gz", report.address());
    written.assertWhole(report);
    assertTrue(gate.allowed().stream().noneMatch(line -> line.contains("uploads")));
  }

  @Test
  void aDayOfManyPartsIsReplacedInOneStep() throws Exception {
    DayReport first = run(HeavyDays.request(lake), DAY);
    assertTrue(WrittenDays.done(first).parts() >= 3, () -> first.toString());
    written.assertWhole(first);
    DayReport second = run(HeavyDays.request(lake), DAY);
    assertEquals(WrittenDays.done(first), WrittenDays.done(second));
    written.assertWhole(second);
  }

  /** The size that a day of the real thing has. */
  @Test
  @Tag("slow")
  void aDayOfMoreThan200Megabytes() throws Exception {
    Lake large = HeavyDays.lake(folder.resolve("large"), LARGE);
    DayReport report = run(HeavyDays.request(large), DAY);
    assertEquals(LARGE, WrittenDays.done(report).rows());
    assertTrue(WrittenDays.done(report).bytes() > 200_000_000, report::toString);
    assertTrue(WrittenDays.done(report).parts() >= 10, report::toString);
    written.assertWhole(report);
  }

  @Test
  void aBackfillGoesOnAfterADayThatFailed() throws Exception {
    List<LocalDate> days = List.of(DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3));
    // The first day is refused for good; what is left of the run must not care.
    gate.inject("PUT /[^?]*-02.csv.gz", 0, Fault.answer(403, "AccessDenied"));
    List<DayReport> told = new ArrayList<>();
    List<DayReport> reports = export().runAll(HeavyDays.request(lake), days, told::add);
    assertEquals(told, reports);
    assertEquals(
        List.of(ExitCode.DENIED, ExitCode.DONE, ExitCode.DONE),
        reports.stream().map(DayReport::exit).toList());
    assertEquals(0, WrittenDays.done(reports.get(1)).rows());
    written.assertWhole(reports.get(1));
    written.assertWhole(reports.get(2));
    assertThrows(FileNotFoundException.class, () -> written.object(DAY.plusDays(1)).close());
  }

  @Test
  void faultsOfAnyRequestAreOvercome() throws Exception {
    for (Fault fault : UploadFaults.PASSING) {
      UploadFaults.injectInAll(gate, fault);
      written.assertWhole(run(HeavyDays.request(lake), DAY));
      assertTrue(gate.isSpent(), fault::toString);
    }
  }

  @Test
  void aFailedUploadLeavesTheOldObjectAndSaysWhatItLeft() throws Exception {
    DayReport old = run(HeavyDays.request(lake), DAY);
    gate.inject("PUT .*partNumber=2&", 0, Fault.answer(403, "AccessDenied"));
    FlowlakeException failure =
        assertThrows(FlowlakeException.class, () -> run(HeavyDays.request(lake), DAY));
    assertEquals(ExitCode.DENIED, failure.exitCode());
    assertTrue(
        failure.getMessage().contains("AbortIncompleteMultipartUpload"), failure::getMessage);
    written.assertWhole(old);
    written.assertWhole(run(HeavyDays.request(lake), DAY));
  }

  private DayReport run(ExportRequest request, LocalDate day) {
    Export export = export();
    return export.run(export.plan(request, day));
  }

  private Export export() {
    return new Export(new Configuration(), SparkFixture::session, store, ExportProgress.NONE);
  }
}

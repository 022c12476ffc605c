package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.FaultyS3.Fault;
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
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole exports to a real S3 server behind a gate that allows exactly the three permissions. */
class ExportToS3Test {
  private static final int SMALL = 300;
  private static final int SOME_PARTS = 12_000; // 40 MB
  private static final LocalDate DAY = HeavyDays.FIRST;

  @TempDir private static Path folder;
  private static Lake lake;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
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
    assertEquals(1, done(report).parts());
    assertEquals("s3://" + bucket + "/logs/tg-flow-logs-2026-11-02.csv.gz", report.address());
    assertWhole(report);
    assertTrue(gate.allowed().stream().noneMatch(line -> line.contains("uploads")));
  }

  @Test
  void aDayOfManyPartsIsReplacedInOneStep() throws Exception {
    DayReport first = run(HeavyDays.request(lake), DAY);
    assertTrue(done(first).parts() >= 3, () -> first.toString());
    assertWhole(first);
    DayReport second = run(HeavyDays.request(lake), DAY);
    assertEquals(done(first), done(second));
    assertWhole(second);
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
    assertEquals(0, done(reports.get(1)).rows());
    assertWhole(reports.get(1));
    assertWhole(reports.get(2));
    assertThrows(FileNotFoundException.class, () -> object(DAY.plusDays(1)).close());
  }

  @Test
  void faultsOfAnyRequestAreOvercome() throws Exception {
    List<String> requests =
        List.of(
            "POST [^?]*\\?uploads",
            "PUT .*partNumber=1&",
            "PUT .*partNumber=2&",
            "GET .*uploadId=",
            "POST [^?]*\\?uploadId=");
    for (Fault fault :
        List.of(
            Fault.answer(500, "InternalError"),
            Fault.answer(503, "SlowDown"),
            Fault.reset(),
            Fault.lostAnswer(),
            Fault.late(2_000))) {
      requests.forEach(request -> gate.inject(request, 0, fault));
      assertWhole(run(HeavyDays.request(lake), DAY));
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
    assertWhole(old);
    assertWhole(run(HeavyDays.request(lake), DAY));
  }

  private DayReport run(ExportRequest request, LocalDate day) {
    Export export = export();
    return export.run(export.plan(request, day));
  }

  private Export export() {
    return new Export(new Configuration(), SparkFixture::session, store, ExportProgress.NONE);
  }

  private static DayReport.Done done(DayReport report) {
    return Objects.requireNonNull(report.done(), () -> report.toString());
  }

  /** The object is there, is one whole gzip member, and is what the report says. */
  private void assertWhole(DayReport report) throws Exception {
    DayReport.Done done = done(report);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    long lines = 0;
    long textBytes = 0;
    try (InputStream object = new DigestInputStream(object(report.day()), sha256);
        InputStream text = new GZIPInputStream(object, 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = text.read(buffer); n > 0; n = text.read(buffer)) {
        textBytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    assertEquals(done.rows() + 1, lines);
    assertEquals(done.textBytes(), textBytes);
    if (done.parts() == 1) {
      assertEquals(done.sha256(), HexFormat.of().formatHex(sha256.digest()));
    }
  }

  private InputStream object(LocalDate day) throws IOException {
    Configuration configuration = new Configuration();
    server.reachFrom(configuration, bucket);
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path("s3a://" + bucket + "/logs/" + Export.objectName(day));
    return path.getFileSystem(configuration).open(path);
  }
}

package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.flowlake.CephServer;
import io.flowlake.FaultyS3;
import io.flowlake.FaultyS3.Fault;
import io.flowlake.JavaChild;
import io.flowlake.SparkFixture;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole exports to Ceph, which enforces the policy itself: a request beyond the three permissions
 * is refused there. Somebody else, the admin, reads what came of them.
 */
@Tag("slow")
class ExportToCephTest {
  private static final int SMALL = 300;
  private static final int SOME_PARTS = 12_000; // 40 MB
  private static final long LIMIT_MILLIS = 120_000;
  private static final LocalDate DAY = HeavyDays.FIRST;

  @TempDir private static Path folder;
  private static CephServer server;
  private static Lake lake;

  private String prefix;
  private WrittenDays written;
  private ExportStore store;

  @BeforeAll
  static void startCeph() throws IOException, InterruptedException {
    String missing = CephServer.missing();
    if (missing != null) {
      String reason = "Exports to Ceph are not tested: " + missing;
      System.out.println(reason);
      abort(reason);
    }
    server = CephServer.start();
    lake = HeavyDays.lake(folder.resolve("lake"), SOME_PARTS, SMALL, 0, SMALL);
  }

  @BeforeEach
  void open(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName() + "/";
    written = new WrittenDays(adminSettings(), CephServer.BUCKET, prefix);
    System.setProperty("aws.accessKeyId", server.key("access"));
    System.setProperty("aws.secretAccessKey", server.key("secret"));
    store = store(server.endpoint());
  }

  @AfterEach
  void close() {
    store.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void validatesAndExportsASmallDayInOnePut() throws Exception {
    store.validate();
    DayReport report = run(lake, DAY.plusDays(1));
    assertEquals(1, WrittenDays.done(report).parts());
    written.assertWhole(report);
  }

  /** A reader sees the old object or the new one at any time. */
  @Test
  void aDayOfSeveralPartsReplacesAnotherInOneStep() throws Exception {
    DayReport old = run(HeavyDays.lake(folder.resolve("old"), SMALL), DAY);
    written.assertWhole(old);
    String before = written.sha256(DAY);
    CompletableFuture<DayReport> exporting = CompletableFuture.supplyAsync(() -> run(lake, DAY));
    Set<String> seen = new ConcurrentSkipListSet<>();
    while (!exporting.isDone()) {
      seen.add(written.sha256(DAY));
    }
    DayReport report = exporting.get();
    assertTrue(WrittenDays.done(report).parts() >= 3, report::toString);
    written.assertWhole(report);
    String after = written.sha256(DAY);
    assertNotEquals(before, after);
    assertTrue(seen.contains(before));
    assertTrue(Set.of(before, after).containsAll(seen), () -> seen.toString());
  }

  @Test
  void aBackfillGoesOnAfterADayThatFailed() throws Exception {
    List<LocalDate> days = List.of(DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3));
    List<DayReport> reports;
    try (FaultyS3 before = new FaultyS3(server.port());
        ExportStore refusing = store(before.endpoint())) {
      before.inject("PUT /[^?]*-02.csv.gz", 0, Fault.answer(403, "AccessDenied"));
      reports = export(refusing).runAll(HeavyDays.request(lake), days, report -> {});
    }
    assertEquals(
        List.of(ExitCode.DENIED, ExitCode.DONE, ExitCode.DONE),
        reports.stream().map(DayReport::exit).toList());
    assertEquals(WrittenDays.ABSENT, written.sha256(days.get(0)));
    assertEquals(0, WrittenDays.done(reports.get(1)).rows());
    written.assertWhole(reports.get(1));
    written.assertWhole(reports.get(2));
  }

  /** By the command, in a JVM that trusts the server: what one trusts is settled at its start. */
  @Test
  void theBytesAreTheSameOverHttps() throws Exception {
    DayReport plain = run(lake, DAY);
    assertTrue(WrittenDays.done(plain).parts() >= 3, plain::toString);
    WrittenDays secure = new WrittenDays(adminSettings(), CephServer.BUCKET, "secure/");
    assertEquals(WrittenDays.ABSENT, secure.sha256(DAY));
    Map<String, String> environment =
        Map.of(
            "FLOWLAKE_S3_ENDPOINT", server.secureEndpoint(),
            "AWS_ACCESS_KEY_ID", server.key("access"),
            "AWS_SECRET_ACCESS_KEY", server.key("secret"));
    try (JavaChild run =
        ExportProcess.start(
            lake.root(),
            "s3://" + CephServer.BUCKET + "/secure",
            "local[2]",
            environment,
            server.trustOptions())) {
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS));
    }
    assertEquals(written.sha256(DAY), secure.sha256(DAY));
  }

  private ExportStore store(String endpoint) {
    return ExportStores.open(
        "s3://" + CephServer.BUCKET + "/" + prefix,
        Map.of("FLOWLAKE_S3_ENDPOINT", endpoint),
        new Configuration());
  }

  private DayReport run(Lake from, LocalDate day) {
    Export export = export(store);
    return export.run(export.plan(HeavyDays.request(from), day));
  }

  private static Export export(ExportStore to) {
    return new Export(new Configuration(), SparkFixture::session, to, ExportProgress.NONE);
  }

  private static Map<String, String> adminSettings() {
    String ofBucket = "fs.s3a.bucket." + CephServer.BUCKET + ".";
    return Map.of(
        ofBucket + "endpoint", server.endpoint(),
        ofBucket + "endpoint.region", "us-east-1",
        ofBucket + "path.style.access", "true",
        ofBucket + "access.key", server.key("admin_access"),
        ofBucket + "secret.key", server.key("admin_secret"));
  }
}

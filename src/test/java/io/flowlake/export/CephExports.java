package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.CephServer;
import io.flowlake.Fault;
import io.flowlake.S3Gate;
import io.flowlake.SparkFixture;
import io.flowlake.Wire;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.hadoop.conf.Configuration;

/**
 * What exports to Ceph must do, over HTTP and over HTTPS: it enforces the policy itself, behind a
 * gate that enforces it too and spoils requests. Somebody else, the admin, reads what came of them.
 */
final class CephExports implements AutoCloseable {
  private static final int SMALL = 300;
  private static final int SOME_PARTS = 12_000; // 40 MB
  private static final int LARGE = 66_000; // 206 MB
  private static final LocalDate DAY = HeavyDays.FIRST;

  private final CephServer server;
  private final Path folder;
  private final String prefix;
  private final Lake lake;
  private final int deniedBefore;
  private final S3Gate gate;
  private final ExportStore store;
  private final WrittenDays written;

  /**
   * Opens the gate.
   *
   * @param wire HTTP or HTTPS
   * @param folder for lakes
   * @param lake what {@link #lake} made
   * @param prefix of a test's own
   */
  CephExports(CephServer server, Wire wire, Path folder, Lake lake, String prefix)
      throws IOException, InterruptedException {
    this.server = server;
    this.folder = folder;
    this.prefix = prefix + "/";
    this.lake = lake;
    this.deniedBefore = server.requests().denied().size();
    this.gate = new S3Gate(wire);
    System.setProperty("aws.accessKeyId", server.key("access"));
    System.setProperty("aws.secretAccessKey", server.key("secret"));
    this.store =
        ExportStores.open(
            "s3://" + CephServer.BUCKET + "/" + this.prefix,
            Map.of("FLOWLAKE_S3_ENDPOINT", gate.endpoint()),
            new Configuration());
    this.written = new WrittenDays(adminSettings(), CephServer.BUCKET, this.prefix);
  }

  /** The lake that most of them export from. */
  static Lake lake(Path folder) {
    return HeavyDays.lake(folder, SOME_PARTS, SMALL, 0, SMALL);
  }

  @Override
  public void close() throws IOException {
    store.close();
    gate.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  /** By the gate's answers, and by the server's own log. */
  void assertNothingDenied() throws IOException, InterruptedException {
    assertEquals(List.of(), gate.denied());
    assertEquals(List.of(), deniedByServer());
  }

  void validatesAndExportsASmallDayInOnePut() throws Exception {
    store.validate();
    DayReport report = run(lake, DAY.plusDays(1));
    assertEquals(1, WrittenDays.done(report).parts());
    written.assertWhole(report);
  }

  /** A reader sees the old object or the new one at any time. */
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

  /** The size that a day of the real thing has. */
  void aDayOfMoreThan200Megabytes() throws Exception {
    DayReport report = run(HeavyDays.lake(folder.resolve("large"), LARGE), DAY);
    assertEquals(LARGE, WrittenDays.done(report).rows());
    assertTrue(WrittenDays.done(report).bytes() > 200_000_000, report::toString);
    assertTrue(WrittenDays.done(report).parts() >= 10, report::toString);
    written.assertWhole(report);
  }

  /** The first day is refused by a rule of the bucket's, as an admin makes them. */
  void aBackfillGoesOnAfterADayThatTheServerRefuses() throws Exception {
    List<LocalDate> days = List.of(DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3), DAY);
    String refused = prefix + Export.objectName(DAY.plusDays(1));
    server.requests().refuse(refused);
    List<DayReport> reports;
    try {
      reports = export().runAll(HeavyDays.request(lake), days, report -> {});
    } finally {
      server.requests().refuseNothing();
    }
    assertEquals(
        List.of(ExitCode.DENIED, ExitCode.DONE, ExitCode.DONE, ExitCode.DONE),
        reports.stream().map(DayReport::exit).toList());
    assertEquals(
        "Cannot write s3://%s/%s: the store does not allow it: the user of these keys lacks a permission of the bucket; flowlake target policy prints the policy to give him."
            .formatted(CephServer.BUCKET, refused),
        reports.get(0).note());
    assertEquals(WrittenDays.ABSENT, written.sha256(days.get(0)));
    assertEquals(0, WrittenDays.done(reports.get(1)).rows());
    for (DayReport report : reports.subList(1, reports.size())) {
      written.assertWhole(report);
    }
    assertEquals(List.of("PUT /%s/%s []".formatted(CephServer.BUCKET, refused)), gate.denied());
    List<String> denied = deniedByServer();
    assertEquals(1, denied.size(), denied::toString);
    assertTrue(denied.get(0).startsWith("403 PUT /flowlake/" + refused), denied::toString);
  }

  /** The server does not allow it to begin an upload of several parts either. */
  void aLargeDayThatTheServerRefusesLeavesNothingBehind() throws Exception {
    server.requests().refuse(prefix + Export.objectName(DAY));
    DayReport report;
    try {
      report = export().runAll(HeavyDays.request(lake), List.of(DAY), day -> {}).get(0);
    } finally {
      server.requests().refuseNothing();
    }
    assertEquals(ExitCode.DENIED, report.exit());
    assertEquals(
        "Cannot begin to write %s: the store does not allow it: the user of these keys lacks a permission of the bucket; flowlake target policy prints the policy to give him."
            .formatted(report.address()),
        report.note());
    assertEquals(WrittenDays.ABSENT, written.sha256(DAY));
  }

  void faultsOfAnyRequestAreOvercome() throws Exception {
    for (Fault fault : UploadFaults.PASSING) {
      UploadFaults.injectInAll(gate, fault);
      written.assertWhole(run(lake, DAY));
      assertTrue(gate.isSpent(), fault::toString);
    }
  }

  String sha256(LocalDate day) throws Exception {
    return written.sha256(day);
  }

  DayReport run(LocalDate day) {
    return run(lake, day);
  }

  private List<String> deniedByServer() throws IOException, InterruptedException {
    List<String> all = server.requests().denied();
    return all.subList(deniedBefore, all.size());
  }

  private DayReport run(Lake from, LocalDate day) {
    Export export = export();
    return export.run(export.plan(HeavyDays.request(from), day));
  }

  private Export export() {
    return new Export(new Configuration(), SparkFixture::session, store, ExportProgress.NONE);
  }

  private Map<String, String> adminSettings() {
    String ofBucket = "fs.s3a.bucket." + CephServer.BUCKET + ".";
    return Map.of(
        ofBucket + "endpoint", server.endpoint(),
        ofBucket + "endpoint.region", "us-east-1",
        ofBucket + "path.style.access", "true",
        ofBucket + "access.key", server.key("admin_access"),
        ofBucket + "secret.key", server.key("admin_secret"));
  }
}

package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.CephServer;
import io.flowlake.JavaChild;
import io.flowlake.Skip;
import io.flowlake.SparkFixture;
import io.flowlake.Wire;
import io.flowlake.lake.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whole exports to Ceph: over HTTP here, and over HTTPS in a JVM that trusts it. */
@Tag("slow")
class ExportToCephTest {
  private static final LocalDate DAY = HeavyDays.FIRST;

  @TempDir private static Path folder;
  private static CephServer server;
  private static Lake lake;

  private CephExports exports;

  @BeforeAll
  static void startCeph() throws IOException, InterruptedException {
    String missing = CephServer.missing();
    if (missing != null) {
      Skip.because("Exports to Ceph are not tested: " + missing);
    }
    server = CephServer.start();
    lake = CephExports.lake(folder.resolve("lake"));
  }

  @BeforeEach
  void open(TestInfo test) throws Exception {
    String prefix = test.getTestMethod().orElseThrow().getName();
    exports = new CephExports(server, server.wire(), folder, lake, prefix);
  }

  @AfterEach
  void close() throws IOException {
    exports.close();
  }

  @Test
  void validatesAndExportsASmallDayInOnePut() throws Exception {
    exports.validatesAndExportsASmallDayInOnePut();
    exports.assertNothingDenied();
  }

  @Test
  void aDayOfSeveralPartsReplacesAnotherInOneStep() throws Exception {
    exports.aDayOfSeveralPartsReplacesAnotherInOneStep();
    exports.assertNothingDenied();
  }

  @Test
  void aDayOfMoreThan200Megabytes() throws Exception {
    exports.aDayOfMoreThan200Megabytes();
    exports.assertNothingDenied();
  }

  @Test
  void faultsOfAnyRequestAreOvercome() throws Exception {
    exports.faultsOfAnyRequestAreOvercome();
    exports.assertNothingDenied();
  }

  @Test
  void aBackfillGoesOnAfterADayThatTheServerRefuses() throws Exception {
    exports.aBackfillGoesOnAfterADayThatTheServerRefuses();
  }

  @Test
  void aLargeDayThatTheServerRefusesLeavesNothingBehind() throws Exception {
    exports.aLargeDayThatTheServerRefusesLeavesNothingBehind();
  }

  /** What a JVM trusts is settled when it starts, so that the other one does it all. */
  @Test
  void theSameOverHttps() throws Exception {
    exports.run(DAY);
    List<String> options = new ArrayList<>(server.trustOptions());
    options.add("-Xmx1g");
    options.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile", ""));
    String[] arguments = {
      server.folder().toString(), Integer.toString(server.port()), folder.toString(), lake.root()
    };
    try (JavaChild child = JavaChild.start(OverHttps.class, Map.of(), options, arguments)) {
      for (String scenario : OverHttps.SCENARIOS.keySet()) {
        assertEquals(scenario, child.answer());
      }
      assertEquals(exports.sha256(DAY), child.answer(), "the bytes over HTTPS");
      child.finish();
    }
  }

  /** All of it but the largest day in another JVM, where no engine of tests is. */
  static final class OverHttps {
    /** What exports must do there, and its name. */
    interface Scenario {
      void run(CephExports exports) throws Exception;
    }

    static final Map<String, Scenario> SCENARIOS =
        new TreeMap<>(
            Map.of(
                "small", CephExports::validatesAndExportsASmallDayInOnePut,
                "replace", CephExports::aDayOfSeveralPartsReplacesAnotherInOneStep,
                "faults", CephExports::faultsOfAnyRequestAreOvercome));

    private OverHttps() {}

    /** Takes folder and port of the server, a folder for lakes, and the lake that is there. */
    public static void main(String[] arguments) throws Exception {
      CephServer server = CephServer.in(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      Wire wire = server.secureWire();
      Path lakes = Path.of(arguments[2]).resolve("https");
      Lake lake = new Lake(arguments[3]);
      for (Map.Entry<String, Scenario> scenario : SCENARIOS.entrySet()) {
        String prefix = "https-" + scenario.getKey();
        try (CephExports exports = new CephExports(server, wire, lakes, lake, prefix)) {
          scenario.getValue().run(exports);
          exports.assertNothingDenied();
        }
        System.out.println(scenario.getKey());
      }
      try (CephExports exports = new CephExports(server, wire, lakes, lake, "https-backfill")) {
        exports.aBackfillGoesOnAfterADayThatTheServerRefuses();
        System.out.println(exports.sha256(DAY));
      }
      SparkFixture.session().stop();
    }
  }
}

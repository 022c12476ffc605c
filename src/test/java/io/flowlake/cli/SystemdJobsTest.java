package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The units of jobs/systemd, as systemd itself judges them. What flowlake says to their arguments:
 * {@link ScheduledArgumentsTest}.
 */
class SystemdJobsTest {
  private static boolean systemd;

  @TempDir Path folder;

  @BeforeAll
  static void look() throws IOException, InterruptedException {
    systemd = new ProcessBuilder("sh", "-c", "command -v systemd-analyze").start().waitFor() == 0;
  }

  static Stream<SystemdUnit> services() throws IOException {
    return SystemdUnit.all(".service").stream()
        .filter(unit -> !unit.name().startsWith("flowlake-failed@"));
  }

  private static void requireSystemd() {
    if (!systemd) {
      Skip.because("systemd-analyze is not installed (package systemd)");
    }
  }

  @Test
  void systemdTakesThem() throws Exception {
    requireSystemd();
    JobFolder jobs = JobFolder.in(folder);
    List<SystemdUnit> units = new ArrayList<>(SystemdUnit.all(".service"));
    units.addAll(SystemdUnit.all(".timer"));
    Path link = Files.createSymbolicLink(folder.resolve("flowlake"), jobs.home());
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    for (SystemdUnit unit : units) {
      Path copy = folder.resolve(unit.name());
      Files.writeString(
          copy, Files.readString(unit.path()).replace("/opt/flowlake", link.toString()));
      command.add(copy.toString());
    }
    assertEquals("0 ", run(command));
  }

  @Test
  void timersRunWhenTheySay() throws Exception {
    requireSystemd();
    Map<String, String> next = new TreeMap<>();
    for (SystemdUnit timer : SystemdUnit.all(".timer")) {
      String told =
          run(
              List.of(
                  "systemd-analyze",
                  "calendar",
                  "--base-time=2026-11-04 00:00:00 UTC",
                  String.join("", timer.values("OnCalendar"))));
      next.put(timer.name(), told.replaceAll("(?s).*Next elapse: (.*? UTC).*", "$1"));
    }
    assertEquals(
        Map.of(
            "flowlake-compact.timer", "Wed 2026-11-04 00:05:00 UTC",
            "flowlake-export.timer", "Wed 2026-11-04 01:30:00 UTC",
            "flowlake-export-stale.timer", "Wed 2026-11-04 02:30:00 UTC",
            "flowlake-maintain.timer", "Sun 2026-11-08 03:30:00 UTC"),
        next);
  }

  @Test
  void everyServiceHasItsTimer() throws IOException {
    List<String> started = new ArrayList<>();
    for (SystemdUnit timer : SystemdUnit.all(".timer")) {
      assertEquals(List.of("true"), timer.values("Persistent"));
      started.add(timer.values("Unit").get(0).replaceFirst("@.*\\.", "@."));
    }
    assertEquals(
        services().map(SystemdUnit::name).sorted().toList(), started.stream().sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void exitCodesDecide(SystemdUnit service) {
    assertAll(
        () -> assertEquals(List.of("5 SIGKILL"), service.values("RestartForceExitStatus")),
        () -> assertEquals(List.of(), service.values("Restart")),
        () -> assertEquals(List.of("143"), service.values("SuccessExitStatus")),
        () -> assertEquals(List.of("flowlake-failed@%n.service"), service.values("OnFailure")),
        () -> assertEquals(List.of("4"), service.values("StartLimitBurst")));
  }

  /** %I would make 2026/11/01 of a day. */
  @ParameterizedTest
  @MethodSource("services")
  void daysStayAsTheyAreWritten(SystemdUnit service) {
    assertFalse(String.join("\n", service.lines()).contains("%I"));
    assertEquals(
        service.isTemplate(), String.join(" ", service.values("ExecStart")).contains("--date %i"));
  }

  @Test
  void servicesDifferInWhatTheyRunAlone() throws IOException {
    List<List<String>> rest =
        services()
            .map(
                unit ->
                    unit.lines().stream()
                        .filter(
                            line ->
                                !line.matches(
                                    "(#.*|Description=.*|ExecStart=.*|StartLimitIntervalSec=.*)"))
                        .toList())
            .distinct()
            .toList();
    assertEquals(1, rest.size(), rest.toString());
    assertTrue(rest.get(0).contains("NoNewPrivileges=yes"));
    assertTrue(rest.get(0).contains("ProtectHome=read-only"), "named targets are in a home");
  }

  /** Exit code and what was printed. */
  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + printed;
  }
}

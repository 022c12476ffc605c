package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of a command that was stopped or killed, its guard included. */
class TiedProcessTest {
  private static final long LIMIT_MILLIS = 60_000;

  /** In the command lines of the shell, of its guard and of all that they start. */
  private static final String SLEEPS = "sleep 3%d & sleep 3%<d; :";

  @TempDir private Path folder;

  private final String words = SLEEPS.formatted(System.nanoTime() % 1_000_000_000);

  @Test
  void ofAKilledCommandNothingIsLeft() throws Exception {
    try (TiedProcess process = start(words)) {
      await(() -> sleeping() == 2);
      List<ProcessHandle> family = family();
      assertEquals(5, family.size(), "shell, guard, command and what it started");
      assertEquals(2, process.kill(), "without shells");
      await(() -> family.stream().noneMatch(TiedProcessTest::runs));
    }
  }

  @Test
  void closingWaitsForTheEnd() throws Exception {
    TiedProcess process = start("exec sleep 3" + System.nanoTime() % 1_000_000_000);
    assertTrue(process.isAlive());
    process.close();
    assertFalse(process.isAlive());
  }

  @Test
  void itEndsWithTheExitCodeOfTheCommand() throws Exception {
    try (TiedProcess process = start("exit 7")) {
      assertEquals(OptionalInt.of(7), process.exitCode(LIMIT_MILLIS));
    }
  }

  private TiedProcess start(String script) throws IOException {
    Path out = folder.resolve("out");
    return TiedProcess.start(List.of("bash", "-c", script), Map.of(), out, out);
  }

  /** Those of our descendants that have the words of the test in their command lines, or sleep. */
  private List<ProcessHandle> family() {
    String seconds = words.replaceFirst(" &.*", "");
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(seconds))
        .toList();
  }

  private long sleeping() {
    return family().stream()
        .filter(process -> process.info().command().orElse("").endsWith("sleep"))
        .count();
  }

  /** What ended and was not asked for its exit code yet has no command any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.currentTimeMillis() < end, "took too long");
      Thread.sleep(20);
    }
  }
}

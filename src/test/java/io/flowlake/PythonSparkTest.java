package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Processes of tests end in time, or are ended. */
class PythonSparkTest {
  @Test
  void whatHangsIsEndedWithWhatItStarted() {
    ProcessBuilder hangs = new ProcessBuilder("sh", "-c", "echo begun; sleep 600; true");
    PythonSpark.Ended ended =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> PythonSpark.end(hangs, Duration.ofSeconds(2)));
    assertFalse(ended.inTime());
    assertEquals("begun\n", ended.output());
  }

  @Test
  void whatEndsTellsHow() throws Exception {
    PythonSpark.Ended ended =
        PythonSpark.end(
            new ProcessBuilder("sh", "-c", "seq 100000; exit 3"), Duration.ofMinutes(1));
    assertTrue(ended.inTime());
    assertEquals(3, ended.exitCode());
    assertEquals(100_000, ended.output().lines().count());
  }
}

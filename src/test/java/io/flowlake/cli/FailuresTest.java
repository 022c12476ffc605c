package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void executorsThatAreLostAgainAndAgainAreNoBug() {
    FlowlakeException told =
        Failures.inWords(
            new IllegalStateException(
                new RuntimeException(
                    "Job aborted due to stage failure: Task 1 failed 4 times: ExecutorLostFailure (executor 5 exited)\nDriver stacktrace:")));
    assertEquals(ExitCode.RETRY, told.exitCode());
    assertEquals(
        "Cannot finish: executors were lost again and again (Job aborted due to stage failure: Task 1 failed 4 times: ExecutorLostFailure (executor 5 exited)). Give them more memory, or run the same command again.",
        told.getMessage());
  }

  @Test
  void whatNobodyForesawIsABug() {
    FlowlakeException told = Failures.inWords(new IllegalStateException("odd"));
    assertEquals(ExitCode.BUG, told.exitCode());
    assertTrue(told.getMessage().contains("odd"), told.getMessage());
  }
}

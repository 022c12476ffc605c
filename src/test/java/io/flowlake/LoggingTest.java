package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** jobs/conf/log4j2.properties, which the tests run with as well. */
class LoggingTest {
  /** Its warnings are hundreds of lines of stack traces before a sentence that says it. */
  @Test
  void whatDeltaKernelThrowsAsWellIsNotLogged() {
    assertFalse(
        LoggerFactory.getLogger("io.delta.kernel.internal.checkpoints.Checkpointer")
            .isWarnEnabled());
    assertTrue(LoggerFactory.getLogger("io.delta.kernel.internal").isErrorEnabled());
  }

  @Test
  void warningsOfSparkAreLogged() {
    assertTrue(
        LoggerFactory.getLogger("org.apache.spark.scheduler.TaskSetManager").isWarnEnabled());
  }
}

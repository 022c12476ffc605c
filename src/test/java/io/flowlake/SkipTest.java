package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A test that cannot run is skipped on a user's machine, and fails where all are required. */
class SkipTest {
  @Test
  void isSkippedWithTheReason() {
    TestAbortedException skipped =
        assertThrows(TestAbortedException.class, () -> Skip.because("no Ceph", false));
    assertEquals("Assumption failed: skipped: no Ceph", skipped.getMessage());
  }

  @Test
  void failsWhereAllAreRequired() {
    AssertionFailedError failed =
        assertThrows(AssertionFailedError.class, () -> Skip.because("no Ceph", true));
    assertEquals("FLOWLAKE_REQUIRE_ALL=true, and this cannot run: no Ceph", failed.getMessage());
  }
}

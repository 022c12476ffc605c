package io.flowlake;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/**
 * Skips tests that need what this machine lacks, and says why. Where all must run, {@value
 * #REQUIRE_ALL}=true makes it a failure instead: a check that looked at nothing is not green.
 */
public final class Skip {
  private static final String REQUIRE_ALL = "FLOWLAKE_REQUIRE_ALL";

  private Skip() {}

  /** Ends the test, or the class when it is called before its tests. */
  public static void because(String reason) {
    because(reason, "true".equals(System.getenv(REQUIRE_ALL)));
  }

  static void because(String reason, boolean allRequired) {
    if (allRequired) {
      fail("%s=true, and this cannot run: %s".formatted(REQUIRE_ALL, reason));
    }
    System.err.println("skipped: " + reason);
    Assumptions.assumeTrue(false, "skipped: " + reason); // words that scripts/check looks for
  }
}

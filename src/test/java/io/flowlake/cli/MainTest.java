package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void versionNamesWhatItIsBuiltFor() {
    Run run = Run.of("--version");
    assertEquals(0, run.exitCode());
    assertTrue(
        run.out().matches("flowlake \\d+\\.\\d+\\.\\S+ \\(Spark [\\d.]+, Delta [\\d.]+\\)\\R"),
        run.out());
  }

  @Test
  void helpGoesToStandardOutput() {
    Run run = Run.of("--help");
    assertAll(
        () -> assertEquals(0, run.exitCode()),
        () -> assertTrue(run.out().startsWith("Usage: flowlake"), run.out()),
        () -> assertEquals("", run.err()));
  }

  /** One call of the program, and what came of it. */
  record Run(int exitCode, String out, String err) {
    static Run of(String... args) {
      return in(Map.of(), args);
    }

    /** With these environment variables and no others. */
    static Run in(Map<String, String> environment, String... args) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int exitCode = Main.run(args, environment, new PrintWriter(out), new PrintWriter(err));
      return new Run(exitCode, out.toString(), err.toString());
    }
  }
}

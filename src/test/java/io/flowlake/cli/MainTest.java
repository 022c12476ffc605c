package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<Arguments> usageErrors() {
    return Stream.of(
        Arguments.of(List.of(), "Cannot run without a command: name one, or ask --help"),
        Arguments.of(List.of("--nonsense"), "Unknown option: '--nonsense'"),
        Arguments.of(List.of("nonsense"), "Unmatched argument at index 0: 'nonsense'"));
  }

  @ParameterizedTest
  @MethodSource("usageErrors")
  void usageErrorsAreToldAndGiveTwo(List<String> args, String message) {
    Run run = Run.of(args.toArray(String[]::new));
    assertAll(
        () -> assertEquals(2, run.exitCode()),
        () -> assertEquals("", run.out()),
        () -> assertEquals(message, run.err().lines().findFirst().orElse("")));
  }

  /** One call of the program, and what came of it. */
  record Run(int exitCode, String out, String err) {
    static Run of(String... args) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int exitCode = Main.run(args, new PrintWriter(out), new PrintWriter(err));
      return new Run(exitCode, out.toString(), err.toString());
    }
  }
}

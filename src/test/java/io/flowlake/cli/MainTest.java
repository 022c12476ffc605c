package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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

  @Test
  void rowsThatAreLostAreToldAndAClosedPipeIsNone() {
    assertEquals(
        "5 flowlake: Cannot write the answer to the standard output: No space left on device. Make room or write it elsewhere, and run the same command again.",
        versionTo("No space left on device"));
    assertEquals("0 ", versionTo("Broken pipe"), "head has seen enough");
  }

  @Test
  void messagesCannotHarmATerminal() {
    String attack = "\u001b[2J\u202e";
    for (String[] args :
        List.of(
            new String[] {"search", "--config", "no" + attack},
            new String[] {"search", "--lake", "no" + attack, "--debug"})) {
      Run run = Run.of(args);
      assertTrue(run.exitCode() > 0);
      assertTrue(run.err().contains("no\\u001b[2J\\u202e"), run.err());
      assertTrue(
          run.err()
              .replaceAll("[\n\t]", "")
              .chars()
              .noneMatch(c -> VisibleText.isControl((char) c)),
          run.err());
    }
  }

  /** Exit code and messages of a run whose output fails with this message. */
  private static String versionTo(String failure) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new String[] {"--version"}, Map.of(), new StandardOutput(full), new PrintWriter(err));
    return exitCode + " " + err.toString().strip();
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

package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A document whose {@code console} blocks hold commands, {@code $ flowlake …}, and what they print.
 * After a change, {@code -Dflowlake.docs=write} writes the outputs anew.
 */
final class ConsoleDocs {
  /** Runs the command of one line. */
  interface Terminal {
    /** What {@code command} prints to both outputs, as it would stand on a terminal. */
    List<String> run(String command) throws IOException;
  }

  private ConsoleDocs() {}

  /**
   * Runs all commands of {@code docs}, in their order, and compares what they print.
   *
   * @param masked takes out of a text what differs from run to run
   */
  static void check(Path docs, Terminal terminal, UnaryOperator<String> masked) throws IOException {
    List<String> written = new ArrayList<>();
    boolean console = false;
    for (String line : Files.readAllLines(docs)) {
      boolean command = console && line.startsWith("$ ");
      if (line.startsWith("```")) {
        console = line.equals("```console");
      }
      if (!console || command || line.startsWith("```")) {
        written.add(line);
      }
      if (command) {
        written.addAll(terminal.run(line.substring(2)));
      }
    }
    String text = String.join("\n", written) + "\n";
    if ("write".equals(System.getProperty("flowlake.docs"))) {
      Files.writeString(docs, text);
    }
    assertEquals(masked.apply(text), masked.apply(Files.readString(docs)));
  }
}

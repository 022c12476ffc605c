package io.flowlake.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The way in: parses the command line, runs one command, and alone ends the process. */
@Command(
    name = "flowlake",
    description = "Compacts flow logs into a Delta lake, searches them and exports them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    int exitCode = run(args, out, err);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main()).setOut(out).setErr(err).execute(args);
  }
}

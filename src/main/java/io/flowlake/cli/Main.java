package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The way in: parses the command line, runs one command, and alone ends the process. */
@Command(
    name = "flowlake",
    description = "Keeps flow logs in a Delta lake.",
    footer = {
      "",
      "Options can also be set as environment variables (FLOWLAKE_BATCH_BYTES for --batch-bytes) or in a --config file (batch-bytes=1GiB); flowlake settings shows them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      GenerateCommand.class,
      CompactCommand.class,
      SearchCommand.class,
      SearchesCommand.class,
      RejectsCommand.class,
      ExportCommand.class,
      ExportsCommand.class,
      TargetCommand.class,
      MaintainCommand.class,
      SqlSetupCommand.class,
      SettingsCommand.class,
    })
public final class Main {
  private final Map<String, String> environment;
  private final Settings settings;
  private final KeyPrompt prompt;

  @Option(
      names = Failures.DEBUG,
      scope = ScopeType.INHERIT,
      fallbackValue = "true",
      description = "Show the stack trace when the command fails.")
  private boolean debug;

  @ThisRunOnly
  @Option(
      names = ConfigFile.OPTION,
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Take settings from this file: lines such as batch-bytes=1GiB.")
  @SuppressWarnings("UnusedVariable") // ConfigFile looks for it before all else is parsed
  private @Nullable Path config;

  private Main(Map<String, String> environment, Settings settings, KeyPrompt prompt) {
    this.environment = environment;
    this.settings = settings;
    this.prompt = prompt;
  }

  public static void main(String[] args) {
    Interruption.watch();
    Locale.setDefault(Locale.ROOT); // numbers look the same everywhere
    PrintWriter out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter err =
        new PrintWriter(new MessageLog(new OutputStreamWriter(System.err, StandardCharsets.UTF_8)));
    int exitCode = run(args, System.getenv(), out, err);
    err.flush();
    Interruption.finished();
    if (exitCode != ExitCode.DONE.number() || isOurProcess()) {
      System.exit(exitCode);
    }
  }

  /**
   * YARN's application master (Spark 4.2, cluster mode) calls {@link #main} in a thread of its own
   * and takes an exit for a failure, whatever its code: success is to return.
   */
  private static boolean isOurProcess() {
    return Thread.currentThread().getName().equals("main");
  }

  static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    return run(args, environment, KeyPrompt.TERMINAL, out, err);
  }

  /** Runs the program with somebody else to ask. */
  static int run(
      String[] args,
      Map<String, String> environment,
      KeyPrompt prompt,
      PrintWriter out,
      PrintWriter err) {
    Settings settings;
    try {
      settings = new Settings(environment, ConfigFile.of(args, environment));
    } catch (FlowlakeException e) {
      tell(err, e);
      return e.exitCode().number();
    }
    int exitCode = program(settings, environment, prompt).setOut(out).setErr(err).execute(args);
    try {
      StandardOutput.requireWritten(out);
    } catch (FlowlakeException e) {
      if (exitCode == ExitCode.DONE.number()) { // else there is worse to tell, or it was told
        tell(err, e);
        return e.exitCode().number();
      }
    }
    return exitCode;
  }

  private static void tell(PrintWriter err, FlowlakeException failure) {
    err.println("flowlake: " + VisibleText.lines(String.valueOf(failure.getMessage())));
    err.flush();
  }

  /** The commands and how they are parsed and run. */
  static CommandLine program(Settings settings, Map<String, String> environment, KeyPrompt prompt) {
    Main main = new Main(environment, settings, prompt);
    CommandLine program =
        new CommandLine(main)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false) // a value that begins with @ is just that
            .setDefaultValueProvider(settings)
            .setExecutionStrategy(new CheckedRun(settings))
            .setExecutionExceptionHandler(new Failures(main));
    collectErrors(program);
    return program;
  }

  /** The commands of {@code program} by name, in their order; an alias is no command of its own. */
  static Map<String, CommandSpec> commands(CommandSpec program) {
    Map<String, CommandSpec> commands = new LinkedHashMap<>();
    program
        .subcommands()
        .values()
        .forEach(command -> commands.put(command.getCommandName(), command.getCommandSpec()));
    return commands;
  }

  /** As {@link #commands}, and below each its own commands: {@code target}, {@code target.set}. */
  static Map<String, CommandSpec> allCommands(CommandSpec program) {
    Map<String, CommandSpec> all = new LinkedHashMap<>();
    for (CommandSpec command : commands(program).values()) {
      all.put(SettingName.path(command), command);
      all.putAll(allCommands(command));
    }
    return all;
  }

  /** The environment that the program was started in. */
  Map<String, String> environment() {
    return environment;
  }

  /** Asks the user for secrets. */
  KeyPrompt prompt() {
    return prompt;
  }

  Settings settings() {
    return settings;
  }

  boolean debug() {
    return debug;
  }

  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(Main::collectErrors);
  }
}

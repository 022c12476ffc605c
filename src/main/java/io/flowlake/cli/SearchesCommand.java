package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake searches}: the searches that were kept, and those of the past. */
@Command(
    name = "searches",
    description = "Shows the searches that were kept with --save, or the last 50.",
    mixinStandardHelpOptions = true)
final class SearchesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @ThisRunOnly
  @Option(names = "--history", description = "Show the last 50 searches, newest first.")
  private boolean history;

  @ThisRunOnly
  @Option(
      names = "--delete",
      paramLabel = "NAME",
      description = "Forget the search that was kept under this name.")
  private @Nullable String delete;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (delete != null) {
      SavedSearches.of(main.environment()).delete(delete);
      out.print("forgot '%s'\n".formatted(VisibleText.line(delete)));
    } else if (history) {
      SearchHistory.of(main.environment())
          .ifPresent(
              past ->
                  past.entries()
                      .forEach(
                          e ->
                              out.print(
                                  "%s  %7s  %s\n"
                                      .formatted(
                                          VisibleText.line(e.at()),
                                          Shown.count(e.rows()),
                                          e.search().command()))));
    } else {
      printSaved(SavedSearches.of(main.environment()).all(this::tell), out);
    }
    return ExitCode.DONE.number();
  }

  private void tell(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + VisibleText.line(message));
  }

  private static void printSaved(Map<String, StoredSearch> saved, PrintWriter out) {
    if (saved.isEmpty()) {
      out.print("no search is kept; flowlake search FILTER --save NAME keeps one\n");
    }
    int names =
        saved.keySet().stream().map(VisibleText::line).mapToInt(TextWidth::of).max().orElse(0);
    saved.forEach(
        (name, search) -> {
          String shown = VisibleText.line(name);
          out.print(
              "%s%s  %s\n"
                  .formatted(shown, " ".repeat(names - TextWidth.of(shown)), search.command()));
        });
  }
}

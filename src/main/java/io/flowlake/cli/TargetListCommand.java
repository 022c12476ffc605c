package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.store.FolderLocation;
import io.flowlake.store.Target;
import io.flowlake.store.Targets;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake target list}: the places that have names. */
@Command(
    name = "list",
    description = "Lists the targets that are kept.",
    mixinStandardHelpOptions = true)
final class TargetListCommand implements Callable<Integer> {
  private static final List<Heading> HEADINGS =
      List.of(
          new Heading("target", "Target", CellKind.TEXT),
          new Heading("address", "Address", CellKind.TEXT),
          new Heading("server", "Server", CellKind.TEXT),
          new Heading("keys", "Keys from", CellKind.TEXT));

  @Spec private CommandSpec spec;
  @ParentCommand private TargetCommand parent;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Target> targets = Targets.of(parent.environment()).all();
    if (targets.isEmpty()) {
      out.println("no target is kept; flowlake target set NAME --bucket NAME keeps one");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Target target : targets) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(target.name());
      row.add(Secrets.shown("", target.place().address()));
      row.add(TargetText.server(target).map(server -> Secrets.shown("", server)).orElse(null));
      row.add(target.place() instanceof FolderLocation ? null : target.keys().inWords());
      rows.add(row);
    }
    new TableFormat(TimeText.UTC, Colours.of(parent.environment()))
        .write(new Grid(HEADINGS, rows), out);
    out.flush();
    return ExitCode.DONE.number();
  }
}

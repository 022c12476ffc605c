package io.flowlake.cli;

import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.FlowsView;
import io.flowlake.lake.HadoopSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the statements with which Spark SQL has a lake's flows as a view. */
@Command(
    name = "sql-setup",
    description =
        "Prints the SQL statements that make a view of the lake's flows, for spark-sql, notebooks and schedulers; it changes nothing itself.",
    mixinStandardHelpOptions = true)
final class SqlSetupCommand implements Callable<Integer>, Checked {
  private static final String VIEW = "--view";
  private static final String DATABASE = "--database";

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @ThisRunOnly
  @Option(
      names = VIEW,
      paramLabel = "NAME",
      defaultValue = "flows",
      description = "What the view is called (${DEFAULT-VALUE}).")
  private String view = "flows";

  @ThisRunOnly
  @Option(
      names = DATABASE,
      paramLabel = "NAME",
      description =
          "A view that stays, in this database of the catalog; without it, a view of one session.")
  private @Nullable String database;

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    requireName(VIEW, view, mistakes);
    requireName(DATABASE, database, mistakes);
    return mistakes;
  }

  private static void requireName(String option, @Nullable String name, List<String> mistakes) {
    if (name != null && !FlowsView.isName(name)) {
      mistakes.add(
          "Cannot use %s '%s': Spark's catalog takes names of letters a to z, digits and _ only. Choose another, such as net_flows."
              .formatted(option, name));
    }
  }

  @Override
  public Integer call() {
    Configuration configuration = HadoopSettings.of(main.environment());
    FlowsLog.newest(common.lake(), configuration); // a view of nothing would fail later
    String root = common.lake().wholePath(configuration);
    String kept = database;
    List<String> statements =
        kept == null ? FlowsView.temporary(view, root) : FlowsView.permanent(kept, view, root);
    PrintWriter out = spec.commandLine().getOut();
    statements.forEach(statement -> out.println(statement + ";"));
    return 0;
  }
}

package io.flowlake.cli;

import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.ExitCode;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import io.flowlake.store.Target;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake target validate}: proves that a place can be written to. */
@Command(
    name = "validate",
    description = "Writes the empty object 'validation' to a target, or says why it cannot.",
    mixinStandardHelpOptions = true)
final class TargetValidateCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private TargetCommand parent;

  @Parameters(
      paramLabel = "TARGET",
      description = "The target's name, s3://bucket/prefix, or a folder with a slash.")
  private String name = "";

  @Override
  public List<String> mistakes() {
    return Secrets.inAddress("TARGET", name).stream().toList();
  }

  @Override
  public Integer call() {
    Target target = ExportStores.target(name, parent.environment());
    try (ExportStore store =
        ExportStores.open(target, parent.environment(), HadoopSettings.of(parent.environment()))) {
      store.validate();
    }
    spec.commandLine().getOut().println(TargetText.validated(target));
    return ExitCode.DONE.number();
  }
}

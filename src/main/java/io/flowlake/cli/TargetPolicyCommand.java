package io.flowlake.cli;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.BucketPolicy;
import io.flowlake.store.ExportStores;
import io.flowlake.store.S3Location;
import io.flowlake.store.Target;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake target policy}: the permissions that exports need. */
@Command(
    name = "policy",
    description = "Prints the IAM policy that exports to a target need: these permissions only.",
    mixinStandardHelpOptions = true)
final class TargetPolicyCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private TargetCommand parent;

  @Parameters(paramLabel = "TARGET", description = "The target's name, or s3://bucket/prefix.")
  private String name = "";

  @Override
  public List<String> mistakes() {
    return Secrets.inAddress("TARGET", name).stream().toList();
  }

  @Override
  public Integer call() {
    Target target = ExportStores.target(name, parent.environment());
    if (!(target.place() instanceof S3Location bucket)) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot print a policy for %s: it is a folder, which needs the right to write there and no policy."
              .formatted(name));
    }
    spec.commandLine().getOut().println(BucketPolicy.json(bucket));
    return ExitCode.DONE.number();
  }
}

package io.flowlake.cli;

import io.flowlake.lake.HadoopSettings;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.AccessKeys;
import io.flowlake.store.Addressing;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import io.flowlake.store.FolderLocation;
import io.flowlake.store.KeySource;
import io.flowlake.store.Place;
import io.flowlake.store.S3Location;
import io.flowlake.store.Target;
import io.flowlake.store.Targets;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code flowlake target set}: keeps the settings of a place under a name, and tries it. */
@Command(
    name = "set",
    description = "Keeps a bucket or folder under a name, and proves that it can be written to.",
    footer = {
      "",
      "Example: flowlake target set lab --bucket flow-logs --region eu-central-1 --keys file"
    },
    mixinStandardHelpOptions = true)
final class TargetSetCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;
  @ParentCommand private TargetCommand parent;

  @Parameters(paramLabel = "NAME", description = "What to call it.")
  private String name = "";

  @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket's name alone.")
  private @Nullable String bucket;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The bucket's region, such as eu-central-1; it gives Amazon's endpoint.")
  private @Nullable String region;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "What the names of objects begin with. Default: nothing.")
  private @Nullable String prefix;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where a store is that is not Amazon's: https://s3.example.org:9000.")
  private @Nullable String endpoint;

  @Option(
      names = "--path-style",
      fallbackValue = "true",
      description =
          "Put the bucket into the path of addresses, not into the host. Default: with --endpoint only.")
  private @Nullable Boolean pathStyle;

  @Option(
      names = "--sse-kms-key",
      paramLabel = "KEY",
      description = "Encrypt objects with this KMS key: its id, alias or ARN.")
  private @Nullable String kmsKey;

  @Option(
      names = "--folder",
      paramLabel = "URI",
      description = "A folder of any Hadoop file system, instead of a bucket.")
  private @Nullable String folder;

  @Option(
      names = Secrets.KEYS_OPTION,
      paramLabel = "SOURCE",
      converter = KeyChoice.Converter.class,
      description = {
        "Where the access key and secret key come from:",
        "  default       AWS's chain: environment, profile, role of the machine (the default)",
        "  env           AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN",
        "  profile:NAME  a profile of ~/.aws",
        "  hadoop:URI    a Hadoop credential provider",
        "  file          asked for now, kept in a file that only you can read",
        "  jceks         asked for now, kept in a Hadoop credential store"
      })
  private @Nullable KeyChoice keys;

  @ThisRunOnly
  @Option(names = "--no-validate", description = "Do not try whether it can be written to.")
  private boolean unvalidated;

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    Secrets.inAddress("--endpoint", endpoint).ifPresent(mistakes::add);
    if (folder == null && bucket == null) {
      mistakes.add("Cannot set a target: --bucket is missing. Add --bucket NAME, or --folder URI.");
    }
    if (folder == null && bucket != null && isBlank(region) && isBlank(endpoint)) {
      mistakes.add(
          "Cannot tell where the bucket is. Add --region NAME, such as eu-central-1, or --endpoint URL for a store that is not Amazon's.");
    }
    if (folder != null) {
      List<String> bucketOnly = given();
      if (!bucketOnly.isEmpty()) {
        mistakes.add(
            "Cannot use %s with --folder: a folder has no such thing. Leave one of them out."
                .formatted(String.join(" and ", bucketOnly)));
      }
    }
    return mistakes;
  }

  @Override
  public Integer call() {
    Targets.checkName(name);
    Place place = place();
    Targets targets = Targets.of(parent.environment());
    Optional<Target> before = before(targets);
    Target target = new Target(name, place, keySource());
    targets.save(target);
    before.filter(replaced -> !replaced.keys().equals(target.keys())).ifPresent(ownKeys()::forget);
    PrintWriter out = spec.commandLine().getOut();
    TargetText.lines(target).forEach(out::println);
    out.flush();
    if (!unvalidated) {
      validate(target);
      out.println(TargetText.validated(target));
    }
    return ExitCode.DONE.number();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** What somebody made unreadable is replaced. */
  private Optional<Target> before(Targets targets) {
    try {
      return targets.find(name);
    } catch (FlowlakeException e) {
      return Optional.empty();
    }
  }

  private void validate(Target target) {
    try (ExportStore store =
        ExportStores.open(target, parent.environment(), HadoopSettings.of(parent.environment()))) {
      store.validate();
    } catch (FlowlakeException e) {
      throw new FlowlakeException(
          e.exitCode(),
          "%s The target %s is kept; try it again with flowlake target validate %s."
              .formatted(e.getMessage(), name, name),
          e);
    }
  }

  private Place place() {
    if (folder != null) {
      return new FolderLocation(folder);
    }
    Addressing addressing =
        pathStyle == null ? null : pathStyle ? Addressing.PATH : Addressing.HOST;
    return S3Location.of(bucket, region, prefix, endpoint, addressing, kmsKey);
  }

  private KeySource keySource() {
    if (keys == null) {
      return new KeySource.DefaultChain();
    }
    return switch (keys.kind()) {
      case DEFAULT -> new KeySource.DefaultChain();
      case ENV -> new KeySource.Environment();
      case PROFILE -> new KeySource.Profile(keys.argument());
      case HADOOP -> new KeySource.HadoopProvider(keys.argument());
      case FILE -> ownKeys().keepInFile(asked());
      case JCEKS -> ownKeys().keepInStore(asked());
    };
  }

  private OwnKeys ownKeys() {
    return new OwnKeys(name, parent.environment());
  }

  private AccessKeys asked() {
    return new AccessKeys(asked("Access key"), asked("Secret key"), null);
  }

  private String asked(String label) {
    return parent
        .prompt()
        .ask("%s for %s".formatted(label, name))
        .map(String::strip)
        .filter(typed -> !typed.isEmpty())
        .orElseThrow(
            () ->
                new FlowlakeException(
                    ExitCode.USAGE,
                    "Cannot ask for the keys of %s: there is no terminal, or nothing was typed. Run it on a terminal, or take --keys env, profile:NAME or hadoop:URI."
                        .formatted(name)));
  }

  /** The options that only a bucket has, as far as they were given. */
  private List<String> given() {
    List<String> given = new ArrayList<>();
    for (String option :
        List.of(
            "--bucket",
            "--region",
            "--prefix",
            "--endpoint",
            "--path-style",
            "--sse-kms-key",
            "--keys")) {
      if (spec.findOption(option).getValue() != null) {
        given.add(option);
      }
    }
    return given;
  }
}

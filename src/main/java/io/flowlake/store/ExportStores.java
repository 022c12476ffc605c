package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Opens the stores that exports go to. */
public final class ExportStores {
  private static final String ENDPOINT = "FLOWLAKE_S3_ENDPOINT";
  private static final String REGION = "FLOWLAKE_S3_REGION";
  private static final String PATH_STYLE = "FLOWLAKE_S3_PATH_STYLE";

  private ExportStores() {}

  /**
   * The target that {@code nameOrUri} means: a saved one; or, where it holds a slash or a colon, an
   * address. {@code s3://bucket/prefix} takes {@code FLOWLAKE_S3_ENDPOINT}, {@code
   * FLOWLAKE_S3_REGION} (or else {@code AWS_REGION}) and {@code FLOWLAKE_S3_PATH_STYLE} from the
   * environment, and keys from AWS's default chain; every other address is a folder.
   *
   * @throws FlowlakeException (missing) when no target has that name; (usage) when settings cannot
   *     be used
   */
  public static Target target(String nameOrUri, Map<String, String> environment) {
    if (nameOrUri.matches("(?i)s3[an]?://.*")) {
      return new Target(
          nameOrUri, s3Location(nameOrUri, environment), new KeySource.DefaultChain());
    }
    if (nameOrUri.contains("/") || nameOrUri.contains(":")) {
      return new Target(nameOrUri, new FolderLocation(nameOrUri), new KeySource.DefaultChain());
    }
    return Targets.of(environment).named(nameOrUri);
  }

  /**
   * The store of a target. Opening asks it nothing yet.
   *
   * @param hadoop settings of file systems; S3A's are not read
   * @throws FlowlakeException (denied) when the keys are not where they should be
   */
  public static ExportStore open(
      Target target, Map<String, String> environment, Configuration hadoop) {
    return open(target, environment, hadoop, Patience.USUAL);
  }

  /** As above, of what {@link #target} finds. */
  public static ExportStore open(
      String nameOrUri, Map<String, String> environment, Configuration hadoop) {
    return open(target(nameOrUri, environment), environment, hadoop);
  }

  static ExportStore open(
      Target target, Map<String, String> environment, Configuration hadoop, Patience patience) {
    if (target.place() instanceof S3Location location) {
      return S3ExportStore.open(location, Credentials.of(target.keys(), environment), patience);
    }
    return FolderExportStore.open(target.place().address(), hadoop);
  }

  private static S3Location s3Location(String uri, Map<String, String> environment) {
    String rest = uri.substring(uri.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    Addressing addressing = addressing(environment.getOrDefault(PATH_STYLE, ""));
    String named = environment.getOrDefault(REGION, "");
    String region = named.isBlank() ? environment.getOrDefault("AWS_REGION", "") : named;
    String endpoint = environment.getOrDefault(ENDPOINT, "");
    if (region.isBlank() && endpoint.isBlank()) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot tell where the bucket is. Set %s, such as eu-central-1, or %s for a store that is not Amazon's."
              .formatted(REGION, ENDPOINT));
    }
    return S3Location.of(
        slash < 0 ? rest : rest.substring(0, slash),
        region,
        slash < 0 ? "" : rest.substring(slash + 1),
        endpoint,
        addressing,
        null);
  }

  private static @Nullable Addressing addressing(String pathStyle) {
    return switch (pathStyle.strip().toLowerCase(Locale.ROOT)) {
      case "" -> null;
      case "true" -> Addressing.PATH;
      case "false" -> Addressing.HOST;
      default ->
          throw new FlowlakeException(
              ExitCode.USAGE,
              "Cannot use the S3 settings: %s=%s: must be true or false"
                  .formatted(PATH_STYLE, pathStyle));
    };
  }
}

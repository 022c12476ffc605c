package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The Hadoop settings that Flowlake needs on every file system, with Spark and without it (Delta
 * Kernel): how S3 is reached, how soon a dead endpoint is given up, and which log stores commit.
 * Keys are Hadoop's; Spark takes them with the prefix {@code spark.hadoop.}.
 */
final class StorageSettings {
  static final String ENDPOINT = "FLOWLAKE_S3_ENDPOINT";
  static final String REGION = "FLOWLAKE_S3_REGION";
  static final String PATH_STYLE = "FLOWLAKE_S3_PATH_STYLE";
  static final String SINGLE_WRITER = "FLOWLAKE_SINGLE_WRITER";

  /** All variables that are read here. */
  static final List<String> VARIABLES = List.of(ENDPOINT, REGION, PATH_STYLE, SINGLE_WRITER);

  private static final String S3_ENDPOINT = "fs.s3a.endpoint";
  private static final String S3_REGION = "fs.s3a.endpoint.region";
  private static final String S3_PATH_STYLE = "fs.s3a.path.style.access";
  private static final String S3_SCHEME = "fs.s3.impl";
  private static final String S3_PROVIDERS = "fs.s3a.aws.credentials.provider";

  private static final String DEFAULT_REGION = "us-east-1";
  private static final String S3A = "org.apache.hadoop.fs.s3a.";

  /**
   * Where keys come from, in this order. The first two read Hadoop's credential files and what
   * Spark hands its executors from the driver's environment; the last is the SDK's own chain:
   * environment, web identity, {@code AWS_PROFILE}, container, instance.
   */
  private static final String CREDENTIALS =
      String.join(
          ",",
          S3A + "TemporaryAWSCredentialsProvider",
          S3A + "SimpleAWSCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");

  private StorageSettings() {}

  /**
   * What Spark's reader must be told beside the settings of its session, for plans to find what
   * {@code ours} finds. Keys are never among it: Spark takes those of its environment itself, and
   * options can be seen.
   */
  static Map<String, String> readerOptions(Configuration ours, Configuration session) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : READ) {
      String value = ours.get(key);
      if (value != null && !value.equals(session.get(key))) {
        options.put(key, value);
      }
    }
    return options;
  }

  /**
   * The settings for this environment.
   *
   * @param environment environment variables, of which those called {@code FLOWLAKE_S3_…} and
   *     {@code FLOWLAKE_SINGLE_WRITER} are read
   * @throws FlowlakeException (usage) naming every variable whose value cannot be used
   */
  static Map<String, String> of(Map<String, String> environment) {
    List<String> mistakes = new ArrayList<>();
    Map<String, String> settings = new LinkedHashMap<>(s3Location(environment, mistakes));
    settings.put(S3_SCHEME, S3A + "S3AFileSystem");
    settings.put(S3_PROVIDERS, CREDENTIALS);
    settings.putAll(S3_PATIENCE);
    settings.putAll(LogStores.kernelSettings());
    if (Boolean.TRUE.equals(flag(environment, SINGLE_WRITER, mistakes))) {
      settings.put(ConditionalPut.SINGLE_WRITER, "true");
    }
    if (!mistakes.isEmpty()) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot use the S3 settings: " + String.join("; ", mistakes));
    }
    return settings;
  }

  /**
   * S3A's defaults try for many minutes before they admit that nobody answers. Throttling has its
   * own limit (20 tries), which stays as it is; 15 s is the least that S3A takes.
   */
  private static final Map<String, String> S3_PATIENCE =
      Map.of(
          "fs.s3a.attempts.maximum", "2",
          "fs.s3a.retry.limit", "3",
          "fs.s3a.retry.interval", "500ms",
          "fs.s3a.connection.establish.timeout", "15s",
          "fs.s3a.connection.timeout", "60s",
          "fs.s3a.connection.request.timeout", "120s");

  /** How S3 is reached, for reading. None of it is secret. */
  private static final List<String> READ =
      Stream.concat(
              Stream.of(S3_ENDPOINT, S3_REGION, S3_PATH_STYLE, S3_SCHEME, S3_PROVIDERS),
              S3_PATIENCE.keySet().stream().sorted())
          .toList();

  private static Map<String, String> s3Location(
      Map<String, String> environment, List<String> mistakes) {
    Map<String, String> settings = new LinkedHashMap<>();
    String endpoint = value(environment, ENDPOINT);
    if (endpoint != null) {
      if (!isEndpoint(endpoint)) {
        mistakes.add(
            "%s=%s: not an address such as https://s3.example.org:9000"
                .formatted(ENDPOINT, endpoint));
      }
      settings.put(S3_ENDPOINT, endpoint);
      settings.put(S3_REGION, DEFAULT_REGION);
      settings.put(S3_PATH_STYLE, Boolean.toString(!isAmazon(endpoint)));
    }
    String region = value(environment, REGION);
    if (region != null) {
      settings.put(S3_REGION, region);
    }
    Boolean pathStyle = flag(environment, PATH_STYLE, mistakes);
    if (pathStyle != null) {
      settings.put(S3_PATH_STYLE, pathStyle.toString());
    }
    return settings;
  }

  /** Null if the variable is not set or cannot be read, which is then among the mistakes. */
  private static @Nullable Boolean flag(
      Map<String, String> environment, String name, List<String> mistakes) {
    String text = value(environment, name);
    if (text == null) {
      return null;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> {
        mistakes.add("%s=%s: must be true or false".formatted(name, text));
        yield null;
      }
    };
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static boolean isEndpoint(String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "https://" + text);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isAmazon(String endpoint) {
    return endpoint.contains("amazonaws.com");
  }
}

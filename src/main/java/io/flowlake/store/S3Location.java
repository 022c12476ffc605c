package io.flowlake.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flowlake.model.Excerpt;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A prefix in a bucket of an S3 store.
 *
 * @param bucket its name alone
 * @param region as in {@code eu-central-1}; where there is no endpoint it gives Amazon's
 * @param prefix without slashes at its ends; empty for the whole bucket
 * @param endpoint address of a store that is not Amazon's, as in {@code https://s3.example.org};
 *     null for Amazon's
 * @param addressing how the store wants to be asked
 * @param kmsKey identifier or ARN of the KMS key that objects are to be encrypted with; null for
 *     what the bucket does by itself
 */
public record S3Location(
    String bucket,
    String region,
    String prefix,
    @Nullable String endpoint,
    Addressing addressing,
    @Nullable String kmsKey)
    implements Place {
  private static final long serialVersionUID = 1L;
  private static final String DEFAULT_REGION = "us-east-1";
  private static final String REGION_EXAMPLE = "such as eu-central-1";

  /** Amazon's rules, and what older Ceph lets pass. */
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");

  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Keys have at most 1,024 bytes, and the names of days must fit in as well. */
  private static final int MAX_PREFIX_BYTES = 900;

  /**
   * Checks all that can be checked without asking the store.
   *
   * @throws FlowlakeException (usage) naming every mistake
   */
  public S3Location {
    List<String> mistakes = new ArrayList<>();
    checkBucket(bucket, mistakes);
    if (!REGION.matcher(region).matches()) {
      mistakes.add(
          region.isEmpty()
              ? "the region is missing; give one %s, or an endpoint".formatted(REGION_EXAMPLE)
              : "region %s: must be a name %s".formatted(Excerpt.quoted(region), REGION_EXAMPLE));
    }
    checkPrefix(prefix, mistakes);
    if (endpoint != null && !isEndpoint(endpoint)) {
      mistakes.add(
          "endpoint %s: must be an address such as https://s3.example.org:9000"
              .formatted(shownEndpoint(endpoint)));
    }
    if (kmsKey != null && !kmsKey.matches("\\S+")) {
      mistakes.add("KMS key %s: must be its identifier or ARN".formatted(Excerpt.quoted(kmsKey)));
    }
    if (!mistakes.isEmpty()) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot use the S3 settings: " + String.join("; ", mistakes));
    }
  }

  /**
   * The location of what a user said, with defaults where he said nothing (null or blank): an
   * endpoint without scheme is spoken to over HTTPS; a store that is not Amazon's has {@code
   * us-east-1} as region and the bucket in the path.
   *
   * @throws FlowlakeException (usage) naming every mistake
   */
  public static S3Location of(
      @Nullable String bucket,
      @Nullable String region,
      @Nullable String prefix,
      @Nullable String endpoint,
      @Nullable Addressing addressing,
      @Nullable String kmsKey) {
    String server = clean(endpoint);
    if (!server.isEmpty() && !server.contains("://")) {
      server = "https://" + server;
    }
    boolean foreign = !server.isEmpty() && !server.contains("amazonaws.com");
    String named = clean(region);
    return new S3Location(
        clean(bucket),
        named.isEmpty() && !server.isEmpty() ? DEFAULT_REGION : named,
        normalised(clean(prefix)),
        server.isEmpty() ? null : server,
        addressing != null ? addressing : foreign ? Addressing.PATH : Addressing.HOST,
        clean(kmsKey).isEmpty() ? null : clean(kmsKey));
  }

  @Override
  public String address() {
    return prefix.isEmpty() ? "s3://" + bucket : "s3://" + bucket + "/" + prefix;
  }

  /**
   * The address with the server, in one spelling: {@code
   * https://s3.example.org:9000/bucket/prefix}. Amazon's buckets have the same one in every region,
   * as they have their names.
   */
  String place() {
    String path = prefix.isEmpty() ? bucket : bucket + "/" + prefix;
    if (endpoint == null || isAmazon()) {
      return "https://s3.amazonaws.com/" + path;
    }
    URI server = URI.create(endpoint.toLowerCase(Locale.ROOT));
    int usual = server.getScheme().equals("http") ? 80 : 443;
    boolean named = server.getPort() >= 0 && server.getPort() != usual;
    return "%s://%s%s/%s"
        .formatted(server.getScheme(), server.getHost(), named ? ":" + server.getPort() : "", path);
  }

  /** The key of the object {@code name}: under the prefix, without double or leading slash. */
  public String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** Whether requests go to Amazon's own servers. */
  boolean isAmazon() {
    return endpoint == null || endpoint.contains("amazonaws.com");
  }

  private static String clean(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static String normalised(String prefix) {
    return Arrays.stream(prefix.split("/"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }

  private static void checkBucket(String bucket, List<String> mistakes) {
    if (bucket.isEmpty()) {
      mistakes.add("the bucket is missing");
    } else if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
      mistakes.add(
          "bucket %s: must be a name of 3 to 63 letters, digits, '.', '-', without s3:// and prefix"
              .formatted(bucket.contains("@") ? "****" : Excerpt.quoted(bucket)));
    }
  }

  private static void checkPrefix(String prefix, List<String> mistakes) {
    String shown = "prefix " + Excerpt.quoted(prefix);
    if (!prefix.equals(normalised(prefix))) {
      mistakes.add(shown + ": must have no leading, double or trailing slash");
    }
    if (prefix.chars().anyMatch(Excerpt::isInvisible)) {
      mistakes.add(shown + ": must have no control characters");
    }
    if (Arrays.stream(prefix.split("/")).anyMatch(List.of(".", "..")::contains)) {
      mistakes.add(shown + ": must have no part '.' or '..'");
    }
    if (prefix.getBytes(UTF_8).length > MAX_PREFIX_BYTES) {
      mistakes.add("%s: must have at most %d bytes".formatted(shown, MAX_PREFIX_BYTES));
    }
  }

  private static boolean isEndpoint(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && List.of("", "/").contains(uri.getPath())
          && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Without what stands before an '@': it may be a password. */
  private static String shownEndpoint(String endpoint) {
    return Excerpt.quoted(endpoint.replaceAll("//[^/]*@", "//****@"));
  }
}

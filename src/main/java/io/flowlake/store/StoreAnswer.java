package io.flowlake.store;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What an S3 store said instead of doing as it was asked.
 *
 * @param status of HTTP
 * @param code as in {@code NoSuchBucket}; empty where the store gave none
 * @param message the store's own words; empty where it has none, as with Ceph
 * @param region where the bucket is, if the store said so; else empty
 */
record StoreAnswer(int status, String code, String message, String region) {
  /** Answers with a code of these come from a store that is well, but not now. */
  private static final Set<String> PASSING_CODES =
      Set.of(
          "RequestTimeout",
          "SlowDown",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "TooManyRequests",
          "InternalError",
          "ServiceUnavailable",
          "OperationAborted",
          "BadDigest");

  private static final Set<Integer> PASSING_STATUSES = Set.of(408, 429, 500, 502, 503, 504);

  private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([A-Za-z0-9-]+)'");

  /** Of an answer's status line, body and header {@code x-amz-bucket-region}. */
  static StoreAnswer of(int status, String body, Optional<String> bucketRegion) {
    String message = element(body, "Message");
    String code = element(body, "Code");
    return new StoreAnswer(
        status,
        code,
        code.isEmpty() ? body : message,
        region(bucketRegion.orElse(element(body, "Region")), message));
  }

  /** Of what the SDK made of an answer. */
  static StoreAnswer of(AwsServiceException failure) {
    AwsErrorDetails details = failure.awsErrorDetails();
    if (details == null) {
      return new StoreAnswer(failure.statusCode(), "", "", "");
    }
    String message = orEmpty(details.errorMessage());
    String header =
        details.sdkHttpResponse() == null
            ? ""
            : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region").orElse("");
    return new StoreAnswer(
        failure.statusCode(), orEmpty(details.errorCode()), message, region(header, message));
  }

  /** Whether the same request may well succeed in a while. */
  boolean isPassing() {
    return PASSING_CODES.contains(code) || PASSING_STATUSES.contains(status);
  }

  private static String region(String said, String message) {
    Matcher expected = EXPECTED_REGION.matcher(message);
    return said.isEmpty() && expected.find() ? expected.group(1) : said;
  }

  private static String element(String xml, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    return found.find() ? found.group(1).strip() : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

package io.flowlake.store;

import io.flowlake.model.FlowlakeException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A way to one S3 location: the SDK's client and signer, with the settings that Amazon, Ceph,
 * S3Proxy and Swift all understand; and its failures in words.
 */
final class S3Access implements AutoCloseable {
  /** The longest that signatures may be good for. */
  private static final Duration SIGNED_FOR = Duration.ofDays(7);

  private final S3Location location;
  private final Credentials credentials;
  private final Patience patience;
  private final StoreErrors errors;
  private final S3Client client;
  private final S3Presigner signer;

  S3Access(S3Location location, Credentials credentials, Patience patience) {
    this.location = location;
    this.credentials = credentials;
    this.patience = patience;
    this.errors = new StoreErrors(location, credentials.source(), false);
    // Ceph before 18 takes neither chunked signatures nor checksums behind the body.
    S3Configuration shape =
        S3Configuration.builder()
            .chunkedEncodingEnabled(false)
            .pathStyleAccessEnabled(location.addressing() == Addressing.PATH)
            .build();
    this.client = client(shape);
    this.signer = signer(shape);
  }

  S3Location location() {
    return location;
  }

  Patience patience() {
    return patience;
  }

  /** The address of the object {@code key}. */
  String address(String key) {
    return errors.address(key);
  }

  /** What could not be done, and why; asks for the keys again, to know whether they end. */
  FlowlakeException inWords(String what, SdkException failure) {
    return errorsOfKeys().inWords(what, failure);
  }

  private StoreErrors errorsOfKeys() {
    return new StoreErrors(location, credentials.source(), credentials.areOfSession());
  }

  /** A request to the store. */
  interface Request<T> {
    T send(S3Client client);
  }

  /** A request to be signed. */
  interface Signing {
    PresignedRequest sign(S3Presigner signer, Duration signedFor);
  }

  /**
   * What the store answers.
   *
   * @param what the request does, as in "begin to write …"
   * @throws FlowlakeException in words
   */
  <T> T ask(String what, Request<T> request) {
    try {
      return request.send(client);
    } catch (SdkException e) {
      throw inWords(what, e);
    }
  }

  /** The same, for a caller who has to know the failure itself. */
  S3Client client() {
    return client;
  }

  /**
   * Looks for the keys before they are needed.
   *
   * @throws FlowlakeException (denied) when there are none
   */
  void requireKeys() {
    credentials.require();
  }

  /**
   * The slot for piece {@code number}: good for seven days, or until the session token expires with
   * which it is signed, an hour often.
   *
   * @param what the piece, for messages
   */
  S3Slot slot(int number, String what, Signing signing) {
    try {
      PresignedRequest request = signing.sign(signer, SIGNED_FOR);
      Map<String, String> headers = new TreeMap<>();
      request
          .signedHeaders()
          .forEach(
              (name, values) -> {
                if (!name.equalsIgnoreCase("host")) {
                  headers.put(name, String.join(",", values));
                }
              });
      URI address = request.httpRequest().getUri();
      return new S3Slot(number, what, address, headers, errorsOfKeys(), patience);
    } catch (SdkException e) {
      throw inWords("write " + what, e);
    }
  }

  @Override
  public void close() {
    client.close();
    signer.close();
  }

  private S3Client client(S3Configuration shape) {
    BackoffStrategy pauses =
        BackoffStrategy.exponentialDelayHalfJitter(patience.firstPause(), patience.longestPause());
    StandardRetryStrategy retries =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(patience.attempts())
            .backoffStrategy(pauses)
            .throttlingBackoffStrategy(pauses)
            .circuitBreakerEnabled(false)
            .build();
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(location.region()))
            .credentialsProvider(credentials.provider())
            .serviceConfiguration(shape)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                configuration ->
                    configuration.retryStrategy(retries).apiCallTimeout(patience.total()))
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .proxyConfiguration(StoreProxy.of(location))
                    .connectionTimeout(Patience.CONNECT)
                    .socketTimeout(patience.answer()));
    if (location.endpoint() != null) {
      builder.endpointOverride(URI.create(location.endpoint()));
    }
    return builder.build();
  }

  private S3Presigner signer(S3Configuration shape) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(location.region()))
            .credentialsProvider(credentials.provider())
            .serviceConfiguration(shape)
            .s3Client(client);
    if (location.endpoint() != null) {
      builder.endpointOverride(URI.create(location.endpoint()));
    }
    return builder.build();
  }
}

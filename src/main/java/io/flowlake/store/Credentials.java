package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds the keys where a target says that they are; on the driver only. */
final class Credentials {
  private final String source;
  private final AwsCredentialsProvider provider;

  private Credentials(String source, AwsCredentialsProvider provider) {
    this.source = source;
    this.provider = provider;
  }

  /**
   * The keys of {@code source}. Those of the SDK's own ways are asked for when they are needed, for
   * they may change while a job runs; the others are read here.
   *
   * @throws FlowlakeException (denied) when they are not there, or others may read them
   */
  static Credentials of(KeySource source, Map<String, String> environment) {
    return new Credentials(source.inWords(), provider(source, environment));
  }

  /** Where they come from, in words. */
  String source() {
    return source;
  }

  AwsCredentialsProvider provider() {
    return provider;
  }

  /**
   * Asks for the keys, so that their absence is told as such and not as a failure of a request.
   *
   * @throws FlowlakeException (denied) when there are none
   */
  void require() {
    try {
      provider.resolveCredentials();
    } catch (SdkException | IllegalStateException e) {
      throw missing(source, e);
    }
  }

  /** Whether they end with a session; false where there are none. */
  boolean areOfSession() {
    try {
      return provider.resolveCredentials() instanceof AwsSessionCredentials;
    } catch (SdkException | IllegalStateException e) {
      return false;
    }
  }

  private static AwsCredentialsProvider provider(
      KeySource source, Map<String, String> environment) {
    if (source instanceof KeySource.Profile profile) {
      return ProfileCredentialsProvider.create(profile.name());
    }
    AccessKeys keys = keys(source, environment);
    return keys == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(signing(keys));
  }

  /** Null where the SDK finds them. */
  private static @Nullable AccessKeys keys(KeySource source, Map<String, String> environment) {
    if (source instanceof KeySource.SavedFile saved) {
      return SavedKeys.read(saved.path());
    }
    if (source instanceof KeySource.HadoopProvider store) {
      return CredentialStore.read(store.providers());
    }
    AccessKeys keys = ofEnvironment(environment);
    if (keys == null && source instanceof KeySource.Environment) {
      throw missing(source.inWords(), null);
    }
    return keys;
  }

  private static @Nullable AccessKeys ofEnvironment(Map<String, String> environment) {
    String accessKey = environment.getOrDefault("AWS_ACCESS_KEY_ID", "").strip();
    String secretKey = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "").strip();
    return accessKey.isEmpty() || secretKey.isEmpty()
        ? null
        : new AccessKeys(accessKey, secretKey, environment.get("AWS_SESSION_TOKEN"));
  }

  private static AwsCredentials signing(AccessKeys keys) {
    String token = keys.sessionToken();
    return token == null || token.isBlank()
        ? AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())
        : AwsSessionCredentials.create(keys.accessKey(), keys.secretKey(), token.strip());
  }

  /** The SDK's words list all its providers with what each misses; the sentence is enough. */
  private static FlowlakeException missing(String source, @Nullable Exception cause) {
    return new FlowlakeException(
        ExitCode.DENIED,
        "Cannot find the keys of the S3 store: there are none in %s. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or save keys with flowlake target set."
            .formatted(source),
        cause);
  }
}

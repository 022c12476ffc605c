package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Keys in all the places where they may be. */
class SavedKeysTest {
  private static final AccessKeys LASTING = new AccessKeys("AKIA", "s3cr3t+/x", null);
  private static final AccessKeys PASSING = new AccessKeys("ASIA", "other", "token");
  private static final String FILES = "aws.sharedCredentialsFile";

  @TempDir private Path folder;

  @AfterEach
  void forgetProfiles() {
    System.clearProperty(FILES);
  }

  private static void assertFound(AccessKeys keys, KeySource source, Map<String, String> env) {
    AwsCredentials found = Credentials.of(source, env).provider().resolveCredentials();
    assertEquals(keys.accessKey(), found.accessKeyId());
    assertEquals(keys.secretKey(), found.secretAccessKey());
    if (keys.sessionToken() != null) {
      assertEquals(
          keys.sessionToken(), assertInstanceOf(AwsSessionCredentials.class, found).sessionToken());
    }
  }

  private static FlowlakeException assertDenied(String words, Runnable action) {
    FlowlakeException failure = assertThrows(FlowlakeException.class, action::run);
    assertEquals(ExitCode.DENIED, failure.exitCode());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
    assertFalse(S3StoreContract.everyText(failure).contains(LASTING.secretKey()));
    return failure;
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aFileOfKeysIsItsOwnersAlone() throws IOException {
    Path file = folder.resolve("a/b/keys.json");
    for (AccessKeys keys : List.of(PASSING, LASTING, PASSING)) {
      KeySource source = SavedKeys.toFile(file, keys);
      assertEquals("rw-------", rights(file));
      assertEquals("rwx------", rights(file.getParent()));
      assertFound(keys, source, Map.of());
    }
    SavedKeys.toFile(file, LASTING);
    assertFalse(Files.readString(file).contains("token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aFileThatOthersMayReadIsRefused(String rights) throws IOException {
    Path file = folder.resolve("keys.json");
    KeySource source = SavedKeys.toFile(file, LASTING);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    assertDenied("Run chmod 600 '" + file + "'", () -> Credentials.of(source, Map.of()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertFound(LASTING, source, Map.of());
  }

  @Test
  void aFileWithoutKeysIsTold() throws IOException {
    Path file = folder.resolve("keys.json");
    KeySource source = new KeySource.SavedFile(file);
    assertDenied("it is not there", () -> Credentials.of(source, Map.of()));
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "{\"access_key\": \"x\"}");
    assertDenied("it has no secret_key", () -> Credentials.of(source, Map.of()));
  }

  @Test
  void aCredentialStoreIsReadByHadoopToo() throws IOException {
    Path file = folder.resolve("a folder/keys.jceks");
    for (AccessKeys keys : List.of(PASSING, LASTING)) {
      KeySource source = SavedKeys.toCredentialStore(file, keys);
      assertFound(keys, source, Map.of());
      assertEquals("rw-------", rights(file));
      Configuration hadoop = new Configuration(false);
      hadoop.set(
          CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH,
          "localjceks://file" + file.toUri().getRawPath());
      assertEquals(keys.accessKey(), new String(hadoop.getPassword("fs.s3a.access.key")));
      assertEquals(keys.secretKey(), new String(hadoop.getPassword("fs.s3a.secret.key")));
    }
    assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("s3cr3t"));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList(), "nothing beside it");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    KeySource open = new KeySource.HadoopProvider(CredentialStore.address(file));
    assertDenied("Run chmod 600 '" + file + "'", () -> Credentials.of(open, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localjceks://file/none/there.jceks", "nonsense", "x://y"})
  void aStoreThatIsNotThereIsTold(String provider) {
    assertDenied(provider, () -> Credentials.of(new KeySource.HadoopProvider(provider), Map.of()));
  }

  @Test
  void keysAreForgotten() {
    Path json = folder.resolve("keys.json");
    SavedKeys.forget(SavedKeys.toFile(json, LASTING));
    assertFalse(Files.exists(json));
    KeySource store = SavedKeys.toCredentialStore(folder.resolve("keys.jceks"), LASTING);
    SavedKeys.forget(store);
    assertDenied("has no fs.s3a.access.key", () -> Credentials.of(store, Map.of()));
    SavedKeys.forget(new KeySource.DefaultChain());
  }

  @Test
  void filesAreCalledAfterTheirTarget() {
    assertEquals(
        folder.resolve("flowlake/keys-prod.json"),
        SavedKeys.fileFor("prod", ".json", Map.of("XDG_CONFIG_HOME", folder.toString())));
  }

  @Test
  void theEnvironmentIsAsked() {
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "ASIA",
            "AWS_SECRET_ACCESS_KEY", "other",
            "AWS_SESSION_TOKEN", "token");
    assertFound(PASSING, new KeySource.Environment(), environment);
    assertFound(PASSING, new KeySource.DefaultChain(), environment);
    assertDenied(
        "there are none in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment",
        () -> Credentials.of(new KeySource.Environment(), Map.of("AWS_ACCESS_KEY_ID", "x")));
  }

  @Test
  void aProfileIsAsked() throws IOException {
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        "[work]\naws_access_key_id = AKIA\naws_secret_access_key = s3cr3t+/x\n[empty]\nregion = x\n");
    System.setProperty(FILES, file.toString());
    assertFound(LASTING, new KeySource.Profile("work"), Map.of());
    for (String profile : List.of("empty", "none")) {
      assertDenied(
          "there are none in the AWS profile " + profile,
          () -> Credentials.of(new KeySource.Profile(profile), Map.of()).require());
    }
  }

  @Test
  void keysAreNotShown() {
    assertEquals("AccessKeys[****]", PASSING.toString());
  }
}

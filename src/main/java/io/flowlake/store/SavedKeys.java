package io.flowlake.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps keys where the user chose to have them kept, and forgets them. */
public final class SavedKeys {
  private static final String ACCESS_KEY = "access_key";
  private static final String SECRET_KEY = "secret_key";
  private static final String SESSION_TOKEN = "session_token";

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private SavedKeys() {}

  /**
   * The file in the user's configuration that the keys of the target {@code name} are kept in if he
   * names no other, with {@code extension} as in {@code .json} or {@code .jceks}.
   *
   * @throws FlowlakeException (usage) when nothing says where his configuration is
   */
  public static Path fileFor(String name, String extension, Map<String, String> environment) {
    Targets.checkName(name);
    return UserFile.called("keys-" + name + extension, environment)
        .map(UserFile::path)
        .orElseThrow(
            () ->
                new FlowlakeException(
                    ExitCode.USAGE,
                    "Cannot keep the keys of %s: neither HOME nor XDG_CONFIG_HOME is set, so there is no place for them. Set one, or name a file."
                        .formatted(name)));
  }

  /** Writes a file of keys that nobody but its owner may read. */
  public static KeySource toFile(Path path, AccessKeys keys) {
    Path file = path.toAbsolutePath();
    new UserFile(file)
        .change(
            content -> {
              content.put(ACCESS_KEY, keys.accessKey()).put(SECRET_KEY, keys.secretKey());
              if (keys.sessionToken() == null) {
                content.remove(SESSION_TOKEN);
              } else {
                content.put(SESSION_TOKEN, keys.sessionToken());
              }
            });
    return new KeySource.SavedFile(file);
  }

  /**
   * Puts the keys into the Hadoop credential store (JCEKS) {@code path}, which S3A can read as
   * well. It is encrypted with the password in the variable {@code HADOOP_CREDSTORE_PASSWORD};
   * where that is not set, with a word that everybody knows, so that only the rights of the file
   * protect it.
   */
  public static KeySource toCredentialStore(Path path, AccessKeys keys) {
    new UserFile(path).makeFolder();
    String address = CredentialStore.address(path);
    CredentialStore.write(address, keys);
    return new KeySource.HadoopProvider(address);
  }

  /** Deletes keys that were saved here; nothing where they come from elsewhere. */
  public static void forget(KeySource source) {
    if (source instanceof KeySource.SavedFile saved) {
      try {
        Files.deleteIfExists(saved.path());
      } catch (IOException e) {
        throw new FlowlakeException(
            ExitCode.DENIED,
            "Cannot delete %s: %s. Delete it by hand: there are keys in it."
                .formatted(saved.path(), e.getMessage()),
            e);
      }
    } else if (source instanceof KeySource.HadoopProvider store) {
      CredentialStore.clear(store.providers());
    }
  }

  /**
   * The keys of a file.
   *
   * @throws FlowlakeException (denied) when it is not there, is something else, or others may read
   *     it
   */
  static AccessKeys read(Path path) {
    refuseOpenFile(path);
    ObjectNode content = new UserFile(path).read();
    String accessKey = text(content, ACCESS_KEY);
    String secretKey = text(content, SECRET_KEY);
    if (accessKey == null || secretKey == null) {
      throw new FlowlakeException(
          ExitCode.DENIED,
          "Cannot read the keys in %s: it has no %s. Save them again with flowlake target set."
              .formatted(path, accessKey == null ? ACCESS_KEY : SECRET_KEY));
    }
    return new AccessKeys(accessKey, secretKey, text(content, SESSION_TOKEN));
  }

  /**
   * Refuses a file of keys that others may read or change.
   *
   * @throws FlowlakeException (denied) with the command that mends it
   */
  static void refuseOpenFile(Path path) {
    try {
      Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      others.removeAll(OWNERS);
      others.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!others.isEmpty()) {
        throw new FlowlakeException(
            ExitCode.DENIED,
            "Cannot use the keys in %1$s: others than its owner may read or change it. Run chmod 600 '%1$s', and change the keys if somebody may have read them."
                .formatted(path));
      }
    } catch (IOException e) {
      throw new FlowlakeException(
          ExitCode.DENIED,
          "Cannot read the keys in %s: it is not there, or this user may not. Save them again with flowlake target set."
              .formatted(path),
          e);
    }
  }

  private static @Nullable String text(ObjectNode content, String field) {
    return content.hasNonNull(field) ? content.path(field).asText() : null;
  }
}

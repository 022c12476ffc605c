package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a Hadoop credential store, a JCEKS file for one: under the names that S3A looks for, so
 * that one store serves both.
 *
 * <p>Such a file is encrypted with the password in {@code HADOOP_CREDSTORE_PASSWORD}. Where that is
 * not set Hadoop takes the word {@code none}, which everybody knows: then only the rights of the
 * file protect it, as with any other file. The password must be the same when the keys are saved
 * and when they are read.
 */
final class CredentialStore {
  private static final String ACCESS_KEY = "fs.s3a.access.key";
  private static final String SECRET_KEY = "fs.s3a.secret.key";
  private static final String SESSION_TOKEN = "fs.s3a.session.token";

  private static final String LOCAL = "localjceks";
  private static final String PASSWORD_VARIABLE = "HADOOP_CREDSTORE_PASSWORD";
  private static final String PASSWORD_FILE =
      "hadoop.security.credstore.java-keystore-provider.password-file";

  private CredentialStore() {}

  /**
   * The address of a store in a file of this machine, which it makes readable to its owner only.
   */
  static String address(Path file) {
    try {
      return new URI(LOCAL, "file", file.toAbsolutePath().normalize().toString(), null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The keys in the first of {@code providers} that has them.
   *
   * @throws FlowlakeException (denied) when there are none, the store cannot be opened, or others
   *     may read it and know its password
   */
  static AccessKeys read(String providers) {
    try {
      Configuration configuration = configuration(providers);
      if (System.getenv(PASSWORD_VARIABLE) == null && configuration.get(PASSWORD_FILE) == null) {
        file(providers).filter(Files::exists).ifPresent(SavedKeys::refuseOpenFile);
      }
      String accessKey = entry(configuration, ACCESS_KEY);
      String secretKey = entry(configuration, SECRET_KEY);
      if (accessKey == null || secretKey == null) {
        throw new FlowlakeException(
            ExitCode.DENIED,
            "Cannot find the keys of the S3 store: %s has no %s. Save them with flowlake target set, or hadoop credential create."
                .formatted(providers, accessKey == null ? ACCESS_KEY : SECRET_KEY));
      }
      return new AccessKeys(accessKey, secretKey, entry(configuration, SESSION_TOKEN));
    } catch (IOException e) {
      throw unusable("read", providers, e);
    }
  }

  /**
   * Puts keys into a store in place of those in it.
   *
   * @throws FlowlakeException (denied) when it cannot be written
   */
  static void write(String provider, AccessKeys keys) {
    try {
      if (file(provider).isPresent()) {
        new UserFile(file(provider).get()).createFolder();
      }
      CredentialProvider store = store(provider);
      set(store, ACCESS_KEY, keys.accessKey());
      set(store, SECRET_KEY, keys.secretKey());
      set(store, SESSION_TOKEN, keys.sessionToken());
      store.flush();
    } catch (IOException e) {
      throw unusable("write", provider, e);
    }
  }

  /** Takes keys out of a store; others in it stay. */
  static void clear(String provider) {
    try {
      CredentialProvider store = store(provider);
      for (String alias : List.of(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN)) {
        set(store, alias, null);
      }
      store.flush();
    } catch (IOException e) {
      throw unusable("write", provider, e);
    }
  }

  /** The file of a store as {@link #address} names it; empty for other kinds of stores. */
  private static Optional<Path> file(String provider) {
    try {
      URI uri = new URI(provider);
      return LOCAL.equals(uri.getScheme()) && uri.getPath() != null
          ? Optional.of(Path.of(uri.getPath()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static CredentialProvider store(String provider) throws IOException {
    List<CredentialProvider> stores =
        CredentialProviderFactory.getProviders(configuration(provider));
    if (stores.isEmpty()) {
      throw new IOException("there is no such kind of store");
    }
    return stores.get(0);
  }

  private static void set(CredentialProvider store, String alias, @Nullable String value)
      throws IOException {
    if (store.getCredentialEntry(alias) != null) {
      store.deleteCredentialEntry(alias);
    }
    if (value != null) {
      store.createCredentialEntry(alias, value.toCharArray());
    }
  }

  private static @Nullable String entry(Configuration configuration, String alias)
      throws IOException {
    for (CredentialProvider store : CredentialProviderFactory.getProviders(configuration)) {
      CredentialProvider.CredentialEntry entry = store.getCredentialEntry(alias);
      if (entry != null) {
        return new String(entry.getCredential());
      }
    }
    return null;
  }

  private static Configuration configuration(String providers) {
    Configuration configuration = new Configuration();
    configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, providers);
    return configuration;
  }

  private static FlowlakeException unusable(String what, String providers, IOException e) {
    return new FlowlakeException(
        ExitCode.DENIED,
        "Cannot %s the Hadoop credential store %s: %s. Check its address and rights, and that HADOOP_CREDSTORE_PASSWORD is what it was when the store was made."
            .formatted(what, providers, e.getMessage()),
        e);
  }
}

package io.flowlake.store;

import java.nio.file.Path;
import java.util.Map;

/** Keeps keys where the user chose to have them kept. */
@SuppressWarnings("DoNotCallSuggester")
public final class SavedKeys {
  private SavedKeys() {}

  /** The file that {@link #toFile} is meant to get for the target {@code name}. */
  public static Path fileFor(String name, Map<String, String> environment) {
    throw new UnsupportedOperationException();
  }

  /** Writes a file that nobody but its owner may read. */
  public static KeySource toFile(Path path, AccessKeys keys) {
    throw new UnsupportedOperationException();
  }

  /** Puts the keys into a Hadoop credential store (JCEKS). */
  public static KeySource toCredentialStore(Path path, AccessKeys keys) {
    throw new UnsupportedOperationException();
  }

  /** Deletes what was saved. */
  public static void forget(KeySource source) {
    throw new UnsupportedOperationException();
  }
}

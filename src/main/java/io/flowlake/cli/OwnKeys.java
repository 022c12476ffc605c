package io.flowlake.cli;

import io.flowlake.store.AccessKeys;
import io.flowlake.store.KeySource;
import io.flowlake.store.SavedKeys;
import io.flowlake.store.Target;
import java.nio.file.Path;
import java.util.Map;

/**
 * The keys that were asked for and kept for a target; a credential store that the user named is his
 * own, and nobody takes anything out of it.
 *
 * @param target the target's name
 * @param environment tells where the user's configuration is
 */
record OwnKeys(String target, Map<String, String> environment) {
  /** Keeps keys in a file that its user alone may read. */
  KeySource keepInFile(AccessKeys keys) {
    return SavedKeys.toFile(file(), keys);
  }

  /** Keeps keys in a Hadoop credential store. */
  KeySource keepInStore(AccessKeys keys) {
    return SavedKeys.toCredentialStore(store(), keys);
  }

  /** Deletes the keys of what was kept, if they are ours. */
  void forget(Target kept) {
    KeySource keys = kept.keys();
    boolean inOurFile =
        keys instanceof KeySource.SavedFile saved && saved.path().equals(file().toAbsolutePath());
    boolean inOurStore =
        keys instanceof KeySource.HadoopProvider provider
            && provider.providers().endsWith(store().toAbsolutePath().toString());
    if (inOurFile || inOurStore) {
      SavedKeys.forget(keys);
    }
  }

  private Path file() {
    return SavedKeys.fileFor(target, ".json", environment);
  }

  private Path store() {
    return SavedKeys.fileFor(target, ".jceks", environment);
  }
}

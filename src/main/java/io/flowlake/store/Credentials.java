package io.flowlake.store;

import java.util.Map;

/** Finds the keys where a target says that they are. */
final class Credentials {
  private Credentials() {}

  static Credentials of(KeySource source, Map<String, String> environment) {
    return new Credentials();
  }
}

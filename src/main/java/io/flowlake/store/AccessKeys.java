package io.flowlake.store;

import org.jspecify.annotations.Nullable;

/**
 * What a request to S3 is signed with. It shows no secret when it is printed.
 *
 * @param accessKey names the user
 * @param secretKey proves it
 * @param sessionToken goes with keys that are good for hours only; null for the others
 */
public record AccessKeys(String accessKey, String secretKey, @Nullable String sessionToken) {
  @Override
  public String toString() {
    return "AccessKeys[****]";
  }
}

package io.flowlake.compact;

import java.io.Serializable;

/**
 * A raw object as it was listed. Another size or time under the same path is another dump.
 *
 * @param path the full URI
 * @param bytes its size
 * @param modified when it was last written, ms since 1970 UTC
 */
public record Dump(String path, long bytes, long modified) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Whether an object of this size and time is the one that was listed. Some S3 servers list times
   * in milliseconds and tell them in whole seconds when asked for one object (HTTP has no finer).
   */
  boolean is(long nowBytes, long nowModified) {
    return nowBytes == bytes
        && Math.floorDiv(nowModified, 1_000L) == Math.floorDiv(modified, 1_000L);
  }
}

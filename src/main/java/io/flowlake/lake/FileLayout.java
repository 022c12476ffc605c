package io.flowlake.lake;

import java.io.Serializable;

/**
 * How large data files and their parts are.
 *
 * @param fileBytes a file is closed, and the next begun, when it has about this many bytes
 * @param rowGroupBytes the size of a row group before compression, the unit that a reader skips
 * @param pageRows the most rows of a page, the finest unit that a reader skips
 */
public record FileLayout(long fileBytes, long rowGroupBytes, int pageRows) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Files of 64 MiB, row groups of 16 MiB, pages of 2,000 rows; docs/layout.md tells why. */
  public static final FileLayout DEFAULT = new FileLayout(64L << 20, 16L << 20, 2_000);
}

package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;

/**
 * A folder on this machine or in any file system of Hadoop's.
 *
 * @param uri a path as in {@code /mnt/exports}, or an address as in {@code hdfs://host/exports}
 */
public record FolderLocation(String uri) implements Place {
  /** Checks that there is one. */
  public FolderLocation {
    if (uri.isBlank()) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot use the folder '': it is empty. Name a path or an address.");
    }
  }

  @Override
  public String address() {
    return uri;
  }
}

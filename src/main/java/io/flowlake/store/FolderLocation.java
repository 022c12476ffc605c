package io.flowlake.store;

import io.flowlake.model.Excerpt;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;

/**
 * A folder on this machine or in any file system of Hadoop's.
 *
 * @param uri a path as in {@code /mnt/exports}, or an address as in {@code hdfs://host/exports}
 */
public record FolderLocation(String uri) implements Place {
  private static final long serialVersionUID = 1L;

  /** Refuses an empty one, and those of S3, for which there is {@link S3Location}. */
  public FolderLocation {
    if (uri.isBlank()) {
      throw new FlowlakeException(
          ExitCode.USAGE, "Cannot use the folder '': it is empty. Name a path or an address.");
    }
    if (uri.matches("(?i)s3[an]?:.*")) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use %s as a folder: it is an S3 address. Give its bucket with --bucket, and what follows with --prefix."
              .formatted(Excerpt.quoted(uri.replaceAll("//[^/]*@", "//****@"))));
    }
  }

  @Override
  public String address() {
    return uri;
  }
}

package io.flowlake.store;

import java.io.Serializable;

/** Where a target puts its objects; settings only, nothing secret. */
public sealed interface Place extends Serializable permits S3Location, FolderLocation {
  /** The address as people write it, as in {@code s3://bucket/prefix} or {@code /mnt/exports}. */
  String address();
}

package io.flowlake.store;

/** Where a target puts its objects; settings only, nothing secret. */
public sealed interface Place permits S3Location, FolderLocation {
  /** The address as people write it, as in {@code s3://bucket/prefix} or {@code /mnt/exports}. */
  String address();
}

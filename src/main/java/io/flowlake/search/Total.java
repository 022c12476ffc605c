package io.flowlake.search;

/**
 * Whether the exact number of matching flows is wanted beside the rows; it may cost a full read.
 */
public enum Total {
  WANTED,
  NOT_WANTED
}

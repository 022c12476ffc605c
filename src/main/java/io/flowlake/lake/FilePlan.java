package io.flowlake.lake;

import java.util.List;

/**
 * The files that a search must look at.
 *
 * @param files the files that may hold a match, in no order that means anything
 * @param toRead how much these files are
 * @param table how much the whole table is
 */
public record FilePlan(List<StoredFile> files, Extent toRead, Extent table) {
  public FilePlan {
    files = List.copyOf(files);
  }

  /** Whether a file can only be read by Spark: see {@link StoredFile#needsSpark}. */
  public boolean needsSpark() {
    return files.stream().anyMatch(StoredFile::needsSpark);
  }
}

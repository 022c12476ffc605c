package io.flowlake.lake;

import java.util.List;
import java.util.Set;

/**
 * The files that a search must look at.
 *
 * @param files the files that may hold a match, in no order that means anything
 * @param toRead how much these files are
 * @param table how much the whole table is
 * @param nodes the logging nodes of the whole table
 * @param firstDay the first UTC day of the whole table that has a file, in days since 1970-01-01;
 *     {@link Long#MAX_VALUE} for an empty table
 */
public record FilePlan(
    List<StoredFile> files, Extent toRead, Extent table, Set<String> nodes, long firstDay) {
  public FilePlan {
    files = List.copyOf(files);
    nodes = Set.copyOf(nodes);
  }

  /** Whether a file can only be read by Spark: see {@link StoredFile#needsSpark}. */
  public boolean needsSpark() {
    return files.stream().anyMatch(StoredFile::needsSpark);
  }
}

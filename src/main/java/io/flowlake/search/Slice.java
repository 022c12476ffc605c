package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.lake.StoredFile;
import java.util.List;

/**
 * What one wave reads.
 *
 * @param filter exactly the flows that belong to it, among those that are searched
 * @param files the files that may hold such flows
 */
record Slice(Filter filter, List<StoredFile> files) {
  /** All of {@code files}. */
  static Slice whole(List<StoredFile> files) {
    return new Slice(Filter.EVERYTHING, files);
  }

  /** What lies from {@code from} up to {@code upTo} along {@code axis}, both included. */
  static Slice along(Axis axis, long from, long upTo, List<StoredFile> files) {
    List<StoredFile> touched =
        files.stream()
            .filter(file -> axis.nearest(file.bounds()) <= upTo)
            .filter(file -> axis.farthest(file.bounds()) >= from)
            .toList();
    return new Slice(axis.slice(from, upTo), touched);
  }

  /** The slice as {@code --explain} prints it. */
  String text() {
    return FilterText.canonical(filter);
  }
}

package io.flowlake.search;

import io.flowlake.filter.Filter;

final class FilterWords {
  private FilterWords() {}

  static String of(Filter filter) {
    return filter.toString();
  }
}

package io.flowlake.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what the fuzzer begins with: the corpus and random filters, a file each. */
public final class FilterSeeds {
  private static final int RANDOM_FILTERS = 200;

  private FilterSeeds() {}

  /** Writes into the folder that is the one argument. */
  public static void main(String[] arguments) throws IOException {
    List<String> texts = new ArrayList<>();
    FilterCorpus.entries().forEach(entry -> texts.add(entry.text()));
    new RandomFilters(1)
        .list(RANDOM_FILTERS)
        .forEach(filter -> texts.add(FilterText.canonical(filter)));
    for (int i = 0; i < texts.size(); i++) {
      // A lone surrogate is no UTF-8; the fuzzer makes such things up itself.
      String text = texts.get(i).replaceAll("\\p{Cs}", "?");
      Files.writeString(Path.of(arguments[0], "seed-%04d".formatted(i)), text);
    }
  }
}

package io.flowlake.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/** The footers that were read last; a data file never changes. Safe for several threads. */
final class Footers {
  /** A footer takes some tens of kilobytes. */
  private static final int MOST = 1_000;

  private final Map<String, ParquetMetadata> byPath =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ParquetMetadata> eldest) {
          return size() > MOST;
        }
      };

  synchronized @Nullable ParquetMetadata of(StoredFile file) {
    return byPath.get(file.path());
  }

  synchronized void keep(StoredFile file, ParquetMetadata footer) {
    byPath.put(file.path(), footer);
  }
}

package io.flowlake.bench;

import io.flowlake.lake.FileLayout;
import org.apache.parquet.column.ParquetProperties.WriterVersion;

/**
 * How files are written.
 *
 * @param layout sizes of files, row groups and pages
 * @param version of Parquet's encodings
 * @param zstdLevel 1 (fast) to 22
 */
record WriteSettings(FileLayout layout, WriterVersion version, int zstdLevel) {
  /** What the product writes. */
  static final WriteSettings CURRENT =
      new WriteSettings(FileLayout.DEFAULT, WriterVersion.PARQUET_2_0, 3);

  WriteSettings withRowGroup(int mebibytes) {
    return new WriteSettings(
        new FileLayout(layout.fileBytes(), (long) mebibytes << 20, layout.pageRows()),
        version,
        zstdLevel);
  }

  WriteSettings withPageRows(int rows) {
    return new WriteSettings(
        new FileLayout(layout.fileBytes(), layout.rowGroupBytes(), rows), version, zstdLevel);
  }

  WriteSettings withVersion(WriterVersion other) {
    return new WriteSettings(layout, other, zstdLevel);
  }

  WriteSettings withZstdLevel(int level) {
    return new WriteSettings(layout, version, level);
  }

  @Override
  public String toString() {
    return "row groups %d MiB, pages %,d rows, %s, zstd %d"
        .formatted(
            layout.rowGroupBytes() >> 20,
            layout.pageRows(),
            version == WriterVersion.PARQUET_2_0 ? "v2" : "v1",
            zstdLevel);
  }
}

package io.flowlake.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * What a search must still read when bounds are used: of files (as Delta's statistics tell), of row
 * groups by bounds and by dictionaries, and of rows by the column index.
 */
final class Skipping {
  private long files;
  private long filesRead;
  private long groups;
  private long groupsByBounds;
  private long groupsByDictionary;
  private long rows;
  private long rowsByPages;

  static Skipping of(List<FileStatus> files, List<Range> ranges) throws IOException {
    Skipping sum = new Skipping();
    for (FileStatus file : files) {
      sum.add(file, ranges);
    }
    return sum;
  }

  /** Files, row groups by bounds, row groups by dictionary as well, rows by the column index. */
  List<String> figures() {
    return List.of(
        "%d of %d".formatted(filesRead, files),
        "%d of %d".formatted(groupsByBounds, groups),
        Long.toString(groupsByDictionary),
        "%.1f %%".formatted(100.0 * rowsByPages / rows));
  }

  private void add(FileStatus file, List<Range> ranges) throws IOException {
    files++;
    try (ParquetFileReader reader = open(file, ParquetReadOptions.builder().build())) {
      groups += reader.getRowGroups().size();
      rows += reader.getRecordCount();
      filesRead += mayMatch(reader.getRowGroups(), ranges) ? 1 : 0;
    }
    FilterCompat.Filter filter = FilterCompat.get(Range.predicate(ranges));
    try (ParquetFileReader reader = open(file, byBounds(filter).build())) {
      groupsByBounds += reader.getRowGroups().size();
    }
    try (ParquetFileReader reader = open(file, byBounds(filter).useDictionaryFilter().build())) {
      groupsByDictionary += reader.getRowGroups().size();
      rowsByPages += reader.getFilteredRecordCount();
    }
  }

  private static ParquetReadOptions.Builder byBounds(FilterCompat.Filter filter) {
    return ParquetReadOptions.builder()
        .withRecordFilter(filter)
        .useStatsFilter()
        .useDictionaryFilter(false)
        .useBloomFilter(false)
        .useColumnIndexFilter();
  }

  private static ParquetFileReader open(FileStatus file, ParquetReadOptions options)
      throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromStatus(file, new Configuration()), options);
  }

  private static boolean mayMatch(List<BlockMetaData> groups, List<Range> ranges) {
    Map<String, Statistics<?>> bounds = new HashMap<>();
    for (BlockMetaData group : groups) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        bounds.merge(
            chunk.getPath().toDotString(),
            chunk.getStatistics().copy(),
            (all, more) -> {
              all.mergeStatistics(more);
              return all;
            });
      }
    }
    return ranges.stream().allMatch(range -> range.mayMatch(bounds.get(range.column())));
  }
}

package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.lake.FileLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In whatever order flows arrive, and after folding, each data file is sorted by start time. */
class SortedFilesTest {
  private static final int WEEK_HOURS = 168;

  @Test
  void filesAreSortedByStartTime(@TempDir Path folder) throws IOException {
    TestLake test = new TestLake(folder);
    SyntheticDumps.write(SyntheticDumps.shape(4_000, 3, 2, 6, 5), test.raw);
    SyntheticDumps.shuffle(test.raw, 5);
    Compaction.run(SparkFixture.session(), test.request(60_000), Progress.NONE);
    assertSorted(test, 12);

    Maintenance.run(
        SparkFixture.session(),
        new MaintainRequest(
            test.lake, FileLayout.DEFAULT, null, WEEK_HOURS, CompactRequest.Writers.SEVERAL),
        Progress.NONE);
    assertSorted(test, 6);
  }

  private static void assertSorted(TestLake test, int atLeast) throws IOException {
    List<Path> files = dataFiles(Path.of(test.lake.flows().toUri().getPath()));
    assertTrue(files.size() >= atLeast, files.size() + " files");
    for (Path file : files) {
      long before = Long.MIN_VALUE;
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
              .withConf(new Configuration())
              .build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          long start = row.getLong("start_time", 0);
          assertEquals(Math.max(before, start), start, file.toString());
          before = start;
        }
      }
    }
  }

  private static List<Path> dataFiles(Path table) throws IOException {
    try (Stream<Path> all = Files.walk(table)) {
      return all.filter(file -> file.toString().endsWith(".zstd.parquet")).toList();
    }
  }
}

package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.model.ColumnType;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as a reader that knows nothing of us sees them: Parquet's own, and Spark with Delta. */
class FlowFileWriterTest {
  /** Small, so that few flows make several files, row groups and pages. */
  private static final FileLayout SMALL = new FileLayout(300_000, 200_000, 1_000);

  private static final Configuration CONFIGURATION = new Configuration();

  @TempDir private Path folder;

  @Test
  void filesAreSortedSizedAndComplete() throws IOException {
    List<Flow> flows = FlowRows.random(60_000, 1);
    List<DataFile> files = write(flows, SMALL);

    assertTrue(files.size() > 1, "one file only");
    List<Long> starts = new ArrayList<>();
    for (DataFile file : files) {
      List<Long> inFile = starts(file);
      assertEquals(file.rows(), inFile.size());
      assertEquals(java.nio.file.Files.size(folder.resolve(file.path())), file.bytes());
      starts.addAll(inFile);
    }
    assertEquals(flows.stream().map(Flow::startTime).toList(), starts);
  }

  @Test
  void aFileHasWhatSkippingNeeds() throws IOException {
    int rowGroups = 0;
    for (DataFile file : write(FlowRows.random(60_000, 2), SMALL)) {
      try (ParquetFileReader reader = open(file)) {
        for (BlockMetaData rowGroup : reader.getRowGroups()) {
          rowGroups++;
          assertEquals(FlowsSchema.STORED.size(), rowGroup.getColumns().size());
          for (ColumnChunkMetaData column : rowGroup.getColumns()) {
            assertSkippable(reader, rowGroup, column);
          }
        }
      }
    }
    assertTrue(rowGroups > 3, rowGroups + " row groups");
  }

  private static void assertSkippable(
      ParquetFileReader reader, BlockMetaData rowGroup, ColumnChunkMetaData column)
      throws IOException {
    String name = column.getPath().toDotString();
    assertEquals(CompressionCodecName.ZSTD, column.getCodec(), name);
    assertTrue(column.getStatistics().isNumNullsSet(), name);
    assertTrue(column.getStatistics().hasNonNullValue(), name);
    assertNotNull(reader.readColumnIndex(column), name);
    OffsetIndex pages = reader.readOffsetIndex(column);
    for (int page = 0; page < pages.getPageCount(); page++) {
      long rows =
          pages.getLastRowIndex(page, rowGroup.getRowCount()) + 1 - pages.getFirstRowIndex(page);
      assertTrue(rows <= SMALL.pageRows(), name + ": page of " + rows + " rows");
    }
    if (name.equals("start_time")) {
      assertTrue(column.getEncodings().contains(Encoding.DELTA_BINARY_PACKED), "Parquet 2");
      assertTrue(
          reader.readColumnIndex(column).getBoundaryOrder().name().equals("ASCENDING"),
          "pages are not in order");
    }
  }

  /** Each flow lies in a file of its own, so statistics that lie would hide it. */
  @Test
  void statisticsHideNoValue() throws IOException {
    List<Flow> flows = new ArrayList<>(FlowRows.random(60, 3));
    flows.add(FlowRows.bare(Times.MAX_MICROS));
    flows.add(FlowRows.bare(Times.parse("0001-01-01T00:00:00.000001Z")));
    FlowsTable table =
        FlowsTable.open(SparkFixture.session(), new Lake(folder.resolve("lake").toString()));
    List<DataFile> files = new ArrayList<>();
    for (Flow flow : flows) {
      files.addAll(writeTo(folder.resolve("lake/flows"), List.of(flow), FileLayout.DEFAULT));
    }
    table.begin().commitBatch(1, files, List.of(), "{}");

    for (FlowColumn column : FlowsSchema.STORED) {
      for (Object value : extremes(flows, column)) {
        long expected = values(flows, column).filter(value::equals).count();
        assertEquals(expected, count(table, column, value), column + " = " + value);
      }
    }
  }

  private static Stream<Object> values(List<Flow> flows, FlowColumn column) {
    return flows.stream()
        .map(flow -> InFlight.values(flow, 0, 0)[column.index()])
        .filter(Objects::nonNull);
  }

  private static List<Object> extremes(List<Flow> flows, FlowColumn column) {
    Comparator<Object> order =
        column.type() == ColumnType.STRING
            ? Comparator.comparing(value -> UTF8String.fromString((String) value))
            : Comparator.comparingLong(value -> ((Number) value).longValue());
    return List.of(
        values(flows, column).min(order).orElseThrow(),
        values(flows, column).max(order).orElseThrow());
  }

  private static long count(FlowsTable table, FlowColumn column, Object value) {
    Column literal =
        column.type() == ColumnType.TIMESTAMP
            ? functions.timestamp_micros(functions.lit(value))
            : functions.lit(value);
    return SparkFixture.session()
        .read()
        .format("delta")
        .load(table.path().toString())
        .where(functions.col(column.columnName()).equalTo(literal))
        .count();
  }

  private List<DataFile> write(List<Flow> flows, FileLayout layout) throws IOException {
    return writeTo(folder, flows, layout);
  }

  private static List<DataFile> writeTo(Path table, List<Flow> flows, FileLayout layout)
      throws IOException {
    try (FlowFileWriter writer =
        new FlowFileWriter(
            new org.apache.hadoop.fs.Path(table.toUri()),
            FlowRows.PARTITION,
            layout,
            CONFIGURATION)) {
      for (Flow flow : flows) {
        writer.write(InFlight.row(flow));
      }
      return writer.finishAll();
    }
  }

  private ParquetFileReader open(DataFile file) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(path(file), CONFIGURATION));
  }

  private List<Long> starts(DataFile file) throws IOException {
    List<Long> starts = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path(file)).withConf(CONFIGURATION).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        starts.add(row.getLong("start_time", 0));
      }
    }
    return starts;
  }

  private org.apache.hadoop.fs.Path path(DataFile file) {
    return new org.apache.hadoop.fs.Path(folder.resolve(file.path()).toUri());
  }
}

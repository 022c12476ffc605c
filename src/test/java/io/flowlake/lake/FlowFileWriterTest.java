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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as a reader that knows nothing of us sees them: Parquet's own, and Spark with Delta. */
class FlowFileWriterTest {
  /** Small, so that few flows make several files, row groups and pages. */
  private static final FileLayout SMALL = new FileLayout(300_000, 200_000, 1_000);

  @TempDir private java.nio.file.Path folder;

  static Stream<TestStore> stores() {
    return TestStore.all();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void filesAreSortedSizedAndComplete(TestStore store) throws IOException {
    List<Flow> flows = FlowRows.random(60_000, 1);
    Configuration configuration = store.configuration();
    List<DataFile> files = write(store.folder(), configuration, flows, SMALL);

    assertTrue(files.size() > 1, "one file only");
    List<Long> starts = new ArrayList<>();
    for (DataFile file : files) {
      Path path = new Path(store.folder(), file.path());
      FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
      assertEquals(status.getLen(), file.bytes());
      List<Long> inFile = starts(HadoopInputFile.fromStatus(status, configuration));
      assertEquals(file.rows(), inFile.size());
      starts.addAll(inFile);
    }
    assertEquals(flows.stream().map(Flow::startTime).toList(), starts);
  }

  @Test
  void aFileHasWhatSkippingNeeds() throws IOException {
    int rowGroups = 0;
    Path table = new Path(folder.toUri());
    Configuration configuration = new Configuration();
    List<Flow> flows = FlowRows.random(60_000, 2);
    for (DataFile file : write(table, configuration, flows, SMALL)) {
      HadoopInputFile input = HadoopInputFile.fromPath(new Path(table, file.path()), configuration);
      try (ParquetFileReader reader = ParquetFileReader.open(input)) {
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
      files.addAll(write(table.path(), new Configuration(), List.of(flow), FileLayout.DEFAULT));
    }
    table.begin().commitBatch(1, files, List.of(), "{}");

    for (FlowColumn column :
        List.of(
            FlowColumn.START_TIME,
            FlowColumn.END_TIME,
            FlowColumn.SOURCE_IP,
            FlowColumn.DEST_PORT,
            FlowColumn.SENT_BYTES,
            FlowColumn.ACTIVITY_ID)) {
      List<Object> extremes = extremes(flows, column);
      long expected = values(flows, column).filter(extremes::contains).count();
      assertEquals(expected, count(table, column, extremes), column + " in " + extremes);
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

  private static long count(FlowsTable table, FlowColumn column, List<Object> values) {
    Column stored = functions.col(column.columnName());
    Column wanted =
        values.stream()
            .map(functions::lit)
            .map(value -> isTime(column) ? functions.timestamp_micros(value) : value)
            .map(stored::equalTo)
            .reduce(Column::or)
            .orElseThrow();
    return SparkFixture.session()
        .read()
        .format("delta")
        .load(table.path().toString())
        .where(wanted)
        .count();
  }

  private static boolean isTime(FlowColumn column) {
    return column.type() == ColumnType.TIMESTAMP;
  }

  private static List<DataFile> write(
      Path table, Configuration configuration, List<Flow> flows, FileLayout layout)
      throws IOException {
    try (FlowFileWriter writer =
        new FlowFileWriter(table, FlowRows.PARTITION, layout, configuration)) {
      for (Flow flow : flows) {
        writer.write(InFlight.row(flow));
      }
      return writer.finishAll();
    }
  }

  private static List<Long> starts(HadoopInputFile file) throws IOException {
    List<Long> starts = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(FlowsSchema.file());
      for (PageReadStore rows = reader.readNextRowGroup();
          rows != null;
          rows = reader.readNextRowGroup()) {
        RecordReader<Group> reading =
            columns.getRecordReader(rows, new GroupRecordConverter(FlowsSchema.file()));
        for (long row = 0; row < rows.getRowCount(); row++) {
          starts.add(reading.read().getLong("start_time", 0));
        }
      }
    }
    return starts;
  }
}

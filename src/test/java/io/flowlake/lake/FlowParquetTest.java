package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.RandomFlows;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer as a Parquet file: every column, every value, in order, read by Parquet itself. */
class FlowParquetTest {
  @TempDir Path folder;

  @Test
  void everyValueReadsBack() throws IOException {
    List<Flow> flows = new RandomFlows(11).list(2_000);
    assertEquals(flows.size(), check(flows, FlowColumn.all()));
  }

  @Test
  void columnsAreThoseAskedForInTheirOrder() throws IOException {
    List<FlowColumn> reversed = new ArrayList<>(FlowColumn.all());
    Collections.reverse(reversed);
    check(new RandomFlows(12).list(50), reversed);
    check(new RandomFlows(13).list(50), List.of(FlowColumn.DAY));
    check(List.of(), FlowColumn.all());
  }

  private int check(List<Flow> flows, List<FlowColumn> columns) throws IOException {
    Path file = Files.writeString(folder.resolve("a.parquet"), "of an earlier run");
    FlowParquet.write(file, flows, columns);
    int rows = 0;
    try (ParquetReader<Group> reader =
        ParquetReader.builder(
                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        assertEquals(
            columns.stream().map(FlowColumn::columnName).toList(),
            row.getType().getFields().stream().map(field -> field.getName()).toList());
        for (FlowColumn column : columns) {
          assertEquals(flows.get(rows).value(column), value(row, column), column.columnName());
        }
        rows++;
      }
    }
    assertEquals(flows.size(), rows);
    return rows;
  }

  private static Object value(Group row, FlowColumn column) {
    String name = column.columnName();
    if (row.getFieldRepetitionCount(name) == 0) {
      return null;
    }
    return switch (column.type()) {
      case STRING -> row.getString(name, 0);
      case INT, DATE -> (Object) row.getInteger(name, 0);
      case LONG, TIMESTAMP -> (Object) row.getLong(name, 0);
    };
  }
}

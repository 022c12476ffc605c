package io.flowlake.bench;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads files with Parquet's own reader on one thread, without Spark, with all that it can skip.
 */
final class ParquetScan {
  private ParquetScan() {}

  /**
   * Rows that the predicate finds.
   *
   * @param columns the columns to read; empty for all
   */
  static long find(List<FileStatus> files, FilterPredicate predicate, List<String> columns)
      throws IOException {
    long found = 0;
    for (FileStatus file : files) {
      try (ParquetReader<Group> reader = open(file, predicate, columns)) {
        while (reader.read() != null) {
          found++;
        }
      }
    }
    return found;
  }

  private static ParquetReader<Group> open(
      FileStatus file, FilterPredicate predicate, List<String> columns) throws IOException {
    return new Builder(HadoopInputFile.fromStatus(file, new Configuration()), columns)
        .withFilter(FilterCompat.get(predicate))
        .build();
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    private final List<String> columns;

    Builder(InputFile file, List<String> columns) {
      super(file, new PlainParquetConfiguration());
      this.columns = columns;
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new Projection(columns);
    }
  }

  private static final class Projection extends GroupReadSupport {
    private final List<String> columns;

    Projection(List<String> columns) {
      this.columns = columns;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType all = context.getFileSchema();
      List<Type> wanted =
          all.getFields().stream().filter(field -> columns.contains(field.getName())).toList();
      return new ReadContext(columns.isEmpty() ? all : new MessageType(all.getName(), wanted));
    }
  }
}

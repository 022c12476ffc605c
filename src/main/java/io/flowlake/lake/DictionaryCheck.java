package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterColumns;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.DictionaryPageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Asks the dictionaries of a row group whether a value is there at all: in files sorted by time an
 * address or port lies between the bounds of every page, but in few dictionaries.
 */
final class DictionaryCheck {
  private final DictionaryPageReadStore dictionaries;
  private final ChunkBounds rowGroup;
  private final MessageType schema;
  private final Partition partition;
  private final AddressSets addresses;

  DictionaryCheck(
      ParquetFileReader reader,
      BlockMetaData block,
      ChunkBounds rowGroup,
      Partition partition,
      AddressSets addresses) {
    this.dictionaries = reader.getDictionaryReader(block);
    this.schema = reader.getFileMetaData().getSchema();
    this.rowGroup = rowGroup;
    this.partition = partition;
    this.addresses = addresses;
  }

  /** What {@code test}, a single test, covers of the row group. */
  Coverage coverage(Filter test) {
    Set<FlowColumn> columns = FilterColumns.of(test);
    if (columns.size() != 1) {
      return Coverage.SOME;
    }
    FlowColumn column = columns.iterator().next();
    Dictionary values = values(column);
    return values == null ? Coverage.SOME : coverage(test, column, values);
  }

  private Coverage coverage(Filter test, FlowColumn column, Dictionary values) {
    ColumnCursor cursor = new ColumnCursor(descriptor(column), column.type());
    cursor.setDictionary(values);
    RowTest matches = RowTests.of(test, RowCursor.over(column, cursor, partition), addresses);
    int found = 0;
    int count = values.getMaxId() + 1;
    for (int entry = 0; entry < count; entry++) {
      cursor.stand(entry);
      found += matches.matches() ? 1 : 0;
      if (found > 0 && found <= entry) {
        return Coverage.SOME;
      }
    }
    if (found == 0) {
      cursor.standOnNull();
      return rowGroup.neverNull(column) || !matches.matches() ? Coverage.NONE : Coverage.SOME;
    }
    return rowGroup.neverNull(column) ? Coverage.ALL : Coverage.SOME;
  }

  /** All values of the row group; null where some are written out beside the dictionary. */
  private @Nullable Dictionary values(FlowColumn column) {
    ColumnChunkMetaData chunk = rowGroup.chunk(column);
    EncodingStats encodings = chunk == null ? null : chunk.getEncodingStats();
    if (encodings == null
        || !encodings.hasDictionaryEncodedPages()
        || encodings.hasNonDictionaryEncodedPages()) {
      return null;
    }
    ColumnDescriptor descriptor = descriptor(column);
    DictionaryPage page = dictionaries.readDictionaryPage(descriptor);
    try {
      return page == null ? null : page.getEncoding().initDictionary(descriptor, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ColumnDescriptor descriptor(FlowColumn column) {
    return schema.getColumnDescription(new String[] {column.columnName()});
  }
}

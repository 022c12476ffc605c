package io.flowlake.lake;

import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;

/**
 * Finds the rows of a row group that may match a filter, by the least and greatest value of each
 * page (the column index). Written against Parquet 1.17, whose row ranges are internal to it.
 */
final class PageSkipping implements Filter.Visitor<RowRanges> {
  private final ParquetFileReader reader;
  private final ChunkBounds rowGroup;
  private final RowRanges all;
  private final AddressSets addresses;
  private final boolean negated;
  private final Map<FlowColumn, Optional<PageBounds>> pages;

  private PageSkipping(
      ParquetFileReader reader,
      ChunkBounds rowGroup,
      AddressSets addresses,
      boolean negated,
      Map<FlowColumn, Optional<PageBounds>> pages) {
    this.reader = reader;
    this.rowGroup = rowGroup;
    this.all = RowRanges.createSingle(rowGroup.rows());
    this.addresses = addresses;
    this.negated = negated;
    this.pages = pages;
  }

  /** The rows outside of which none matches {@code filter}. */
  static RowRanges candidates(
      Filter filter, ParquetFileReader reader, ChunkBounds rowGroup, AddressSets addresses) {
    return filter.accept(
        new PageSkipping(reader, rowGroup, addresses, false, new EnumMap<>(FlowColumn.class)));
  }

  @Override
  public RowRanges everything() {
    return negated ? RowRanges.EMPTY : all;
  }

  @Override
  public RowRanges and(Filter.And and) {
    return negated ? oneOf(and.parts()) : allOf(and.parts());
  }

  @Override
  public RowRanges or(Filter.Or or) {
    return negated ? allOf(or.parts()) : oneOf(or.parts());
  }

  @Override
  public RowRanges not(Filter.Not not) {
    return not.part().accept(new PageSkipping(reader, rowGroup, addresses, !negated, pages));
  }

  @Override
  public RowRanges addressIn(Filter.AddressIn test) {
    RowRanges found = negated ? all : RowRanges.EMPTY;
    for (FlowColumn column : test.end().columns()) {
      End end = column == FlowColumn.SOURCE_IP ? End.SOURCE : End.DEST;
      RowRanges here = ofPages(column, new Filter.AddressIn(end, test.blocks()));
      found = negated ? RowRanges.intersection(found, here) : RowRanges.union(found, here);
    }
    return found;
  }

  @Override
  public RowRanges numberIn(Filter.NumberIn test) {
    List<FlowColumn> columns = test.quantity().columns();
    if (columns.size() == 1) {
      return ofPages(columns.get(0), test);
    }
    return test.quantity() == Quantity.BYTES && !negated ? ofBytes(test.ranges()) : all;
  }

  /** A sum lies on two columns' pages, but one of the two numbers is at least half of it. */
  private RowRanges ofBytes(Ranges sums) {
    Ranges half = QuantityBounds.largerPart(sums);
    if (half == null) {
      return all;
    }
    return RowRanges.union(
        ofPages(FlowColumn.RECV_BYTES, new Filter.NumberIn(Quantity.RECV_BYTES, half)),
        ofPages(FlowColumn.SENT_BYTES, new Filter.NumberIn(Quantity.SENT_BYTES, half)));
  }

  @Override
  public RowRanges textLike(Filter.TextLike test) {
    return ofPages(test.column(), test);
  }

  @Override
  public RowRanges flagsMatch(Filter.FlagsMatch test) {
    return ofPages(test.field(), test);
  }

  @Override
  public RowRanges flagsAny(Filter.FlagsAny test) {
    return ofPages(test.field(), test);
  }

  /** A flow that is active before {@code to} starts before it; its end lies on other pages. */
  @Override
  public RowRanges active(Filter.Active test) {
    return negated ? all : ofPages(FlowColumn.START_TIME, test);
  }

  @Override
  public RowRanges open() {
    return ofPages(FlowColumn.END_TIME, new Filter.Open());
  }

  private RowRanges allOf(List<Filter> parts) {
    RowRanges found = all;
    for (Filter part : parts) {
      if (found.rowCount() == 0) {
        return found;
      }
      found = RowRanges.intersection(found, part.accept(this));
    }
    return found;
  }

  private RowRanges oneOf(List<Filter> parts) {
    RowRanges found = RowRanges.EMPTY;
    for (Filter part : parts) {
      if (found.rowCount() == rowGroup.rows()) {
        return found;
      }
      found = RowRanges.union(found, part.accept(this));
    }
    return found;
  }

  /** The rows on the pages of {@code column} that the test, of this column alone, leaves. */
  private RowRanges ofPages(FlowColumn column, Filter test) {
    PageBounds bounds = pages.computeIfAbsent(column, this::read).orElse(null);
    if (bounds == null) {
      return all;
    }
    Coverage decided = negated ? Coverage.ALL : Coverage.NONE;
    PrimitiveIterator.OfInt left =
        IntStream.range(0, bounds.count())
            .filter(page -> FilterCoverage.of(test, bounds.page(page), addresses) != decided)
            .iterator();
    return RowRanges.create(rowGroup.rows(), left, bounds.places());
  }

  private Optional<PageBounds> read(FlowColumn column) {
    ColumnChunkMetaData chunk = rowGroup.chunk(column);
    if (chunk == null || chunk.getColumnIndexReference() == null) {
      return Optional.empty();
    }
    try {
      OffsetIndex places = reader.readOffsetIndex(chunk);
      return places == null
          ? Optional.empty()
          : PageBounds.of(column, chunk, reader.readColumnIndex(chunk), places, rowGroup.rows());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

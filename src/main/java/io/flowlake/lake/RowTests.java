package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Glob;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a filter into a test of the row that a cursor stands on; it decides as the filter room's
 * test of flows does. A text is tested once for each entry of a dictionary.
 */
final class RowTests implements Filter.Visitor<RowTest> {
  private static final RowTest ALWAYS = () -> true;
  private static final RowTest NEVER = () -> false;

  private final RowCursor row;
  private final AddressSets addressSets;

  private RowTests(RowCursor row, AddressSets addressSets) {
    this.row = row;
    this.addressSets = addressSets;
  }

  /** The test that {@code filter} stands for on the rows of {@code row}. */
  static RowTest of(Filter filter, RowCursor row, AddressSets addressSets) {
    return filter.accept(new RowTests(row, addressSets));
  }

  @Override
  public RowTest everything() {
    return ALWAYS;
  }

  @Override
  public RowTest and(Filter.And and) {
    RowTest[] parts = compiled(and.parts());
    return () -> {
      for (RowTest part : parts) {
        if (!part.matches()) {
          return false;
        }
      }
      return true;
    };
  }

  @Override
  public RowTest or(Filter.Or or) {
    RowTest[] parts = compiled(or.parts());
    return () -> {
      for (RowTest part : parts) {
        if (part.matches()) {
          return true;
        }
      }
      return false;
    };
  }

  @Override
  public RowTest not(Filter.Not not) {
    RowTest part = not.part().accept(this);
    return () -> !part.matches();
  }

  @Override
  public RowTest addressIn(Filter.AddressIn test) {
    AddressSet addresses = addressSets.of(test.blocks());
    List<RowTest> ends = new ArrayList<>();
    for (FlowColumn column : test.end().columns()) {
      ends.add(ofText(column, addresses::contains));
    }
    RowTest first = ends.get(0);
    RowTest last = ends.get(ends.size() - 1);
    return ends.size() == 1 ? first : () -> first.matches() || last.matches();
  }

  @Override
  public RowTest textLike(Filter.TextLike test) {
    Glob[] patterns = test.patterns().toArray(Glob[]::new);
    return ofText(
        test.column(),
        text -> {
          for (Glob pattern : patterns) {
            if (pattern.matches(text)) {
              return true;
            }
          }
          return false;
        });
  }

  @Override
  public RowTest numberIn(Filter.NumberIn test) {
    Ranges ranges = test.ranges();
    return switch (test.quantity()) {
      case DURATION -> ofDuration(ranges);
      case BYTES -> ofBytes(ranges);
      case DAY -> ranges.contains(row.partition().day()) ? ALWAYS : NEVER;
      case START_TIME,
          END_TIME,
          SOURCE_PORT,
          DEST_PORT,
          RECV_BYTES,
          SENT_BYTES,
          TCP_FLAGS,
          FLOW_FLAGS ->
          ofNumber(test.quantity().columns().get(0), ranges);
    };
  }

  @Override
  public RowTest flagsMatch(Filter.FlagsMatch test) {
    ColumnCursor flags = row.column(test.field());
    long mask = test.mask();
    long value = test.value();
    return flags == null ? NEVER : () -> flags.isPresent() && (flags.number() & mask) == value;
  }

  @Override
  public RowTest flagsAny(Filter.FlagsAny test) {
    ColumnCursor flags = row.column(test.field());
    long mask = test.mask();
    return flags == null ? NEVER : () -> flags.isPresent() && (flags.number() & mask) != 0;
  }

  @Override
  public RowTest active(Filter.Active test) {
    ColumnCursor start = row.column(FlowColumn.START_TIME);
    ColumnCursor end = row.column(FlowColumn.END_TIME);
    if (start == null) {
      return NEVER;
    }
    return () -> {
      long last = end != null && end.isPresent() ? end.number() : start.number();
      return start.number() < test.to() && last >= test.from();
    };
  }

  @Override
  public RowTest open() {
    ColumnCursor end = row.column(FlowColumn.END_TIME);
    return end == null ? ALWAYS : () -> !end.isPresent();
  }

  private RowTest[] compiled(List<Filter> parts) {
    RowTest[] compiled = new RowTest[parts.size()];
    for (int i = 0; i < compiled.length; i++) {
      compiled[i] = parts.get(i).accept(this);
    }
    return compiled;
  }

  private RowTest ofNumber(FlowColumn column, Ranges ranges) {
    ColumnCursor values = row.column(column);
    if (values == null || ranges.ranges().isEmpty()) {
      return NEVER;
    }
    if (ranges.ranges().size() > 1) {
      return () -> values.isPresent() && ranges.contains(values.number());
    }
    long low = ranges.ranges().get(0).low();
    long high = ranges.ranges().get(0).high();
    return () -> values.isPresent() && low <= values.number() && values.number() <= high;
  }

  private RowTest ofDuration(Ranges ranges) {
    ColumnCursor start = row.column(FlowColumn.START_TIME);
    ColumnCursor end = row.column(FlowColumn.END_TIME);
    return start == null || end == null
        ? NEVER
        : () -> end.isPresent() && ranges.contains(end.number() - start.number());
  }

  private RowTest ofBytes(Ranges ranges) {
    ColumnCursor recv = row.column(FlowColumn.RECV_BYTES);
    ColumnCursor sent = row.column(FlowColumn.SENT_BYTES);
    return () -> {
      if (!isPresent(recv) && !isPresent(sent)) {
        return false;
      }
      return ranges.contains(Quantity.saturated(orZero(recv), orZero(sent)));
    };
  }

  private static boolean isPresent(@Nullable ColumnCursor cursor) {
    return cursor != null && cursor.isPresent();
  }

  private static long orZero(@Nullable ColumnCursor cursor) {
    return cursor != null && cursor.isPresent() ? cursor.number() : 0;
  }

  private RowTest ofText(FlowColumn column, Predicate<String> test) {
    if (column == FlowColumn.NODE) {
      return test.test(row.partition().node()) ? ALWAYS : NEVER;
    }
    ColumnCursor texts = row.column(column);
    return texts == null ? NEVER : new TextTest(texts, test);
  }

  /** Remembers the answer for each entry of the dictionary. */
  private static final class TextTest implements RowTest {
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final ColumnCursor texts;
    private final Predicate<String> test;
    private final byte[] answers;

    TextTest(ColumnCursor texts, Predicate<String> test) {
      this.texts = texts;
      this.test = test;
      this.answers = new byte[texts.entries()];
    }

    @Override
    public boolean matches() {
      if (!texts.isPresent()) {
        return false;
      }
      int entry = texts.entry();
      if (entry == ColumnCursor.NO_ENTRY) {
        return test.test(texts.text());
      }
      if (answers[entry] == 0) {
        answers[entry] = test.test(texts.text()) ? YES : NO;
      }
      return answers[entry] == YES;
    }
  }
}

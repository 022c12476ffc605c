package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Ranges;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Makes a condition of Spark's of a filter. {@code not} is pushed down to the tests, where it
 * becomes the opposite test or "null, or not the test"; so all other tests stay as Delta skips
 * files with and Parquet row groups. A condition that is null stands for false.
 */
final class SparkCondition implements Filter.Visitor<Column> {
  private final boolean negated;

  private SparkCondition(boolean negated) {
    this.negated = negated;
  }

  /** The condition that {@code filter} stands for, over the flows table's columns. */
  static Column of(Filter filter) {
    return filter.accept(new SparkCondition(false));
  }

  @Override
  public Column everything() {
    return functions.lit(!negated);
  }

  @Override
  public Column and(Filter.And and) {
    return negated ? Conditions.anyOf(parts(and.parts())) : Conditions.allOf(parts(and.parts()));
  }

  @Override
  public Column or(Filter.Or or) {
    return negated ? Conditions.allOf(parts(or.parts())) : Conditions.anyOf(parts(or.parts()));
  }

  @Override
  public Column not(Filter.Not not) {
    return not.part().accept(new SparkCondition(!negated));
  }

  @Override
  public Column addressIn(Filter.AddressIn test) {
    List<Column> ends = new ArrayList<>();
    for (FlowColumn column : test.end().columns()) {
      Column address = stored(column);
      ends.add(signed(address.isNull(), TextConditions.address(address, test.blocks())));
    }
    return negated ? Conditions.allOf(ends) : Conditions.anyOf(ends);
  }

  @Override
  public Column textLike(Filter.TextLike test) {
    Column text = stored(test.column());
    return signed(text.isNull(), TextConditions.like(text, test.patterns()));
  }

  @Override
  public Column numberIn(Filter.NumberIn test) {
    Ranges ranges = negated ? complement(test.ranges()) : test.ranges();
    return switch (test.quantity()) {
      case DURATION -> orNull(stored(FlowColumn.END_TIME).isNull(), duration(ranges));
      case BYTES -> bytes(ranges);
      case START_TIME ->
          orNull(
              stored(FlowColumn.START_TIME).isNull(),
              NumberConditions.in(FlowColumn.START_TIME, ranges)
                  .and(NumberConditions.in(FlowColumn.DAY, days(ranges))));
      case DAY, END_TIME, SOURCE_PORT, DEST_PORT, RECV_BYTES, SENT_BYTES, TCP_FLAGS, FLOW_FLAGS -> {
        FlowColumn column = test.quantity().columns().get(0);
        yield orNull(stored(column).isNull(), NumberConditions.in(column, ranges));
      }
    };
  }

  @Override
  public Column flagsMatch(Filter.FlagsMatch test) {
    Column flags = stored(test.field());
    Column matches = masked(flags, test.mask()).equalTo(functions.lit(test.value()));
    return signed(flags.isNull(), test.value() == 0 ? matches : notZero(flags).and(matches));
  }

  @Override
  public Column flagsAny(Filter.FlagsAny test) {
    Column flags = stored(test.field());
    return signed(flags.isNull(), notZero(flags).and(masked(flags, test.mask()).notEqual(0L)));
  }

  @Override
  public Column active(Filter.Active test) {
    Column start = stored(FlowColumn.START_TIME);
    Column last = functions.coalesce(stored(FlowColumn.END_TIME), start);
    Ranges starts = Ranges.of(Long.MIN_VALUE, test.to() - 1);
    Ranges lasts = Ranges.of(test.from(), Long.MAX_VALUE);
    Column early = startIn(starts);
    Column late = NumberConditions.timeIn(last, lasts);
    if (!negated) {
      return early.and(late).and(eitherTimeIn(lasts));
    }
    Ranges before = complement(lasts);
    Column idle = startIn(complement(starts)).or(NumberConditions.timeIn(last, before));
    return start.isNull().or(idle.and(startIn(complement(starts)).or(eitherTimeIn(before))));
  }

  private static Column startIn(Ranges starts) {
    return NumberConditions.in(FlowColumn.START_TIME, starts)
        .and(NumberConditions.in(FlowColumn.DAY, days(starts)));
  }

  /**
   * Follows of the last time being in {@code times}, for it is the end or the start; and unlike the
   * last time, which is computed, Delta and Parquet can skip with it.
   */
  private static Column eitherTimeIn(Ranges times) {
    return NumberConditions.in(FlowColumn.END_TIME, times)
        .or(NumberConditions.in(FlowColumn.START_TIME, times));
  }

  @Override
  public Column open() {
    Column end = stored(FlowColumn.END_TIME);
    return negated ? end.isNotNull() : end.isNull();
  }

  private List<Column> parts(List<Filter> parts) {
    List<Column> conditions = new ArrayList<>();
    for (Filter part : parts) {
      conditions.add(part.accept(this));
    }
    return conditions;
  }

  /** The test, or its complement, which is true where the value is null. */
  private Column signed(Column isNull, Column test) {
    return negated ? isNull.or(functions.not(test)) : test;
  }

  /** A test whose ranges are those of the complement already. */
  private Column orNull(Column isNull, Column test) {
    return negated ? isNull.or(test) : test;
  }

  private static Column duration(Ranges ranges) {
    Column duration =
        functions
            .unix_micros(stored(FlowColumn.END_TIME))
            .minus(functions.unix_micros(stored(FlowColumn.START_TIME)));
    return NumberConditions.longIn(duration, ranges);
  }

  private Column bytes(Ranges ranges) {
    Column recv = stored(FlowColumn.RECV_BYTES);
    Column sent = stored(FlowColumn.SENT_BYTES);
    Column zero = functions.lit(0L);
    Column sum =
        ExactCalls.saturatedSum(functions.coalesce(recv, zero), functions.coalesce(sent, zero));
    Column in = withLargerPart(NumberConditions.longIn(sum, ranges), ranges);
    return negated
        ? recv.isNull().and(sent.isNull()).or(in)
        : recv.isNotNull().or(sent.isNotNull()).and(in);
  }

  /** Adds what follows of a sum in {@code ranges} and, unlike the sum, can be skipped with. */
  private static Column withLargerPart(Column in, Ranges sums) {
    Ranges half = QuantityBounds.largerPart(sums);
    return half == null
        ? in
        : in.and(
            NumberConditions.in(FlowColumn.RECV_BYTES, half)
                .or(NumberConditions.in(FlowColumn.SENT_BYTES, half)));
  }

  /** What lets Delta and Parquet skip where no flag was ever set. */
  private static Column notZero(Column flags) {
    return flags.notEqual(0);
  }

  private static Column masked(Column flags, long mask) {
    return flags.cast("long").bitwiseAND(functions.lit(mask));
  }

  private static Column stored(FlowColumn column) {
    return functions.col(column.columnName());
  }

  private static Ranges days(Ranges times) {
    List<Ranges.Range> days = new ArrayList<>();
    for (Ranges.Range range : times.ranges()) {
      days.add(
          new Ranges.Range(
              Math.floorDiv(range.low(), Times.DAY_MICROS),
              Math.floorDiv(range.high(), Times.DAY_MICROS)));
    }
    return new Ranges(days);
  }

  private static Ranges complement(Ranges ranges) {
    List<Ranges.Range> gaps = new ArrayList<>();
    long next = Long.MIN_VALUE;
    for (Ranges.Range range : ranges.ranges()) {
      if (range.low() > next) {
        gaps.add(new Ranges.Range(next, range.low() - 1));
      }
      if (range.high() == Long.MAX_VALUE) {
        return new Ranges(gaps);
      }
      next = range.high() + 1;
    }
    gaps.add(new Ranges.Range(next, Long.MAX_VALUE));
    return new Ranges(gaps);
  }
}

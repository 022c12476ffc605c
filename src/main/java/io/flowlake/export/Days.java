package io.flowlake.export;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.model.Times;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * UTC days one after the other.
 *
 * @param first the first one
 * @param last the last one, included; not before the first
 */
public record Days(LocalDate first, LocalDate last) {
  public Days {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("%s is before %s".formatted(last, first));
    }
  }

  /** How many days. */
  public long count() {
    return first.until(last, ChronoUnit.DAYS) + 1;
  }

  /** Every day in its order. */
  public List<LocalDate> list() {
    return first.datesUntil(last.plusDays(1)).toList();
  }

  /** The flows that start on one of the days. */
  Filter filter() {
    return new Filter.NumberIn(
        Quantity.START_TIME,
        Ranges.of(
            first.toEpochDay() * Times.DAY_MICROS, (last.toEpochDay() + 1) * Times.DAY_MICROS - 1));
  }
}

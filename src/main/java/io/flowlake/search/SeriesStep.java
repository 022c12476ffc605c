package io.flowlake.search;

import io.flowlake.filter.FilterValues;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The step of a series that has too many points, and one that has not.
 *
 * @param range the range that was asked for; null = all time
 * @param files the files that may hold flows of the series
 */
record SeriesStep(Aggregation.Series series, @Nullable TimeRange range, List<StoredFile> files) {
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  /** Steps that people take, in µs. */
  private static final List<Long> USUAL =
      List.of(
          1_000L,
          10_000L,
          100_000L,
          1_000_000L,
          5_000_000L,
          10_000_000L,
          30_000_000L,
          60_000_000L,
          300_000_000L,
          600_000_000L,
          1_800_000_000L,
          3_600_000_000L,
          21_600_000_000L,
          DAY);

  /** The failure for the user. */
  FlowlakeException tooShort() {
    return new FlowlakeException(
        ExitCode.USAGE,
        "Cannot make a series in steps of %s: it has more than %,d points%s. Take %s, or a shorter time range."
            .formatted(
                FilterValues.durationText(series.step()),
                Aggregation.Series.MAX_POINTS,
                series.split() == null ? "" : ", those of all values together",
                remedy()));
  }

  private String remedy() {
    OptionalLong fits = fitting();
    // How many values a split has is not known here.
    return series.split() != null || fits.isEmpty()
        ? "a longer step" + (series.split() == null ? "" : ", no split")
        : "--series %s or longer".formatted(FilterValues.durationText(fits.getAsLong()));
  }

  private OptionalLong fitting() {
    double span = span();
    return USUAL.stream()
        .mapToLong(Long::longValue)
        .filter(step -> step > series.step() && span / step + 1 < Aggregation.Series.MAX_POINTS)
        .findFirst();
  }

  /** How long the flows of the series may reach, in µs. */
  private double span() {
    long first = days().min().orElse(0) * DAY;
    long last = (days().max().orElse(0) + 1) * DAY;
    return range == null
        ? last - first
        : (double) Math.min(last, range.to()) - Math.max(first, range.from());
  }

  private LongStream days() {
    return files.stream().mapToLong(file -> file.partition().day());
  }
}

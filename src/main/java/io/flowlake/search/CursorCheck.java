package io.flowlake.search;

import io.flowlake.filter.FilterText;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Holds a cursor against the request that shall continue after it. */
final class CursorCheck {
  private CursorCheck() {}

  /**
   * Refuses a cursor of another search.
   *
   * @throws FlowlakeException (usage) with what differs
   */
  static void check(SearchRequest request, Cursor cursor) {
    if (!cursor.order().equals(request.order())) {
      throw another(
          "the order %s, not %s; give --order %1$s"
              .formatted(cursor.order().text(), request.order().text()));
    }
    if (!Objects.equals(cursor.range(), request.range())) {
      throw another(
          "the time range %s, not %s; give that range"
              .formatted(text(cursor.range()), text(request.range())));
    }
    if (!cursor.filter().equals(Fingerprint.of(request.filter()))) {
      throw another(
          "another filter than '%s'; give that of the earlier search"
              .formatted(FilterText.canonical(request.filter())));
    }
  }

  /**
   * The version that the cursor pins.
   *
   * @throws FlowlakeException (missing) when it is not there any more; (usage) when the cursor
   *     belongs to another lake
   */
  static FlowsLog version(Lake lake, Configuration configuration, Cursor cursor) {
    FlowsLog log;
    try {
      log = FlowsLog.at(lake, configuration, cursor.version());
    } catch (FlowlakeException e) {
      throw e.exitCode() == ExitCode.MISSING ? gone(cursor, e) : e;
    }
    if (!log.tableId().equals(cursor.tableId())) {
      throw another("another table than the flows of %s; name its lake".formatted(lake.root()));
    }
    return log;
  }

  /** The failure where the version of a cursor, or a file of it, is not there any more. */
  static FlowlakeException gone(Cursor cursor, FlowlakeException why) {
    return new FlowlakeException(
        ExitCode.MISSING,
        "Cannot continue after this cursor, which belongs to version %d of the table: %s Search again without --after."
            .formatted(cursor.version(), why.getMessage()),
        why);
  }

  private static String text(@Nullable TimeRange range) {
    return range == null ? "all time" : range.toString();
  }

  private static FlowlakeException another(String what) {
    return new FlowlakeException(
        ExitCode.USAGE,
        "Cannot continue after this cursor: it belongs to a search with %s, or search again without --after."
            .formatted(what));
  }
}

package io.flowlake.cli;

import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import io.flowlake.search.SearchResult;
import io.flowlake.search.TimeChoice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the user is told about an answer that is not the whole truth, or is none. */
final class SearchMessages {
  private static final long SECOND = 1_000_000L;

  private SearchMessages() {}

  /** More flows match than were returned: where the answer ends, and how to get the rest. */
  static Optional<String> truncated(SearchResult result, TimeText times) {
    if (!result.truncated()) {
      return Optional.empty();
    }
    String boundary =
        result.boundary() == null
            ? ""
            : "; the last one started at " + times.time(result.boundary());
    String next = result.next() == null ? "" : " To continue, add --after " + result.next().text();
    return Optional.of(
        "more flows match than the %s returned%s.%s"
            .formatted(Shown.count(result.rows().size()), boundary, next));
  }

  /**
   * Nothing was found in a range that the user may not have meant.
   *
   * @param newest start of the newest flow of the nodes that were asked for, µs UTC
   */
  static Optional<String> empty(Question question, @Nullable Long newest, TimeText times) {
    TimeChoice time = question.time();
    TimeRange range = time.range();
    if (range == null || question.order().needsRange() || question.cursor() != null) {
      return Optional.empty();
    }
    String none =
        "no flow matches within %s%s"
            .formatted(
                time.shown(times::time),
                time.kind() == TimeChoice.Kind.DEFAULT ? " (the default)" : "");
    if (newest == null) {
      return Optional.of(none + "; there are no flows of any time" + nodes(question) + ".");
    }
    if (newest >= range.from() && newest < range.to()) {
      return Optional.of(none + ".");
    }
    long from = Math.max(Times.MIN_MICROS, newest - (range.to() - range.from()));
    return Optional.of(
        "%s; the newest flow%s started at %s: use --from %s --to %s, or --all-time."
            .formatted(
                none, nodes(question), times.time(newest), second(from), second(newest + SECOND)));
  }

  /** The default range is left out, because the filter has one. */
  static Optional<String> range(Question question) {
    return question.time().kind() == TimeChoice.Kind.FILTER
        ? Optional.of(
            "the filter bounds the start time, so it is the time range; without that it would be the last %s."
                .formatted(TimeChoice.DEFAULT_LAST))
        : Optional.empty();
  }

  private static String second(long micros) {
    return Times.format(Math.floorDiv(micros, SECOND) * SECOND).replace(".000Z", "Z");
  }

  private static String nodes(Question question) {
    return question.isOfOneNode() ? " of this node" : "";
  }
}

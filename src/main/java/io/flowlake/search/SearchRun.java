package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.Flow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of one plan: waves until the rows are surely the best ones. */
final class SearchRun {
  private final SearchPlan plan;
  private final SearchRequest request;
  private final Readers readers;
  private final Ranking ranking;
  private final Filter filter;
  private final TopRows rows;
  private final List<Wave> waves = new ArrayList<>();
  private Engine engine;
  private @Nullable WaveReader reader;

  SearchRun(SearchPlan plan, Readers readers) {
    this.plan = plan;
    this.request = plan.request();
    this.readers = readers;
    this.ranking = Ranking.of(request.order(), request.range());
    this.filter = RequestFilter.toRead(request, ranking);
    this.rows = new TopRows(ranking.comparator(), request.rowsToHold());
    this.engine = plan.engine();
  }

  SearchResult run() {
    if (ranking.lead() instanceof Axis axis && axis.isClustered()) {
      readOutward(axis);
    } else {
      read(Slice.whole(files()));
    }
    Page page = Page.of(rows.sorted(), request.limit(), request.cursor());
    Long total = request.total() == Total.WANTED ? (Long) total(page) : null;
    Flow last = page.rows().isEmpty() ? null : page.rows().get(page.rows().size() - 1);
    return new SearchResult(
        page.rows(),
        page.truncated(),
        page.truncated() && last != null ? cursor(last, page.copies()) : null,
        last == null ? null : (Long) last.startTime(),
        total,
        engine,
        waves,
        null);
  }

  /** Slice by slice; what lies farther out comes after all that a whole slice holds. */
  private void readOutward(Axis axis) {
    Density density = new Density(axis, files(), Window.of(axis, request));
    Widening widening = Widening.of(density, files(), request.rowsToHold(), engine);
    long from = Axis.FIRST;
    while (true) {
      long upTo = widening.next(from, rows.missing());
      turnToSparkBeyond(density.bytesOf(from, upTo));
      widening.found(read(Slice.along(axis, from, upTo, files())));
      if (upTo == Axis.LAST || rows.missing() == 0) {
        return;
      }
      from = upTo + 1;
    }
  }

  /** Reads a wave and returns how many rows it found. */
  private long read(Slice slice) {
    if (slice.files().isEmpty()) {
      return 0;
    }
    Wave wave = reader().read(slice, rows);
    waves.add(wave);
    return wave.matched();
  }

  private void turnToSparkBeyond(double bytes) {
    double read = waves.stream().mapToDouble(Wave::bytes).sum();
    boolean tooMuch = read + bytes > (double) request.localBytes();
    if (engine == Engine.LOCAL && request.engine() == Engine.AUTO && tooMuch) {
      engine = Engine.SPARK;
      reader = null;
    }
  }

  private WaveReader reader() {
    WaveReader current = reader == null ? open() : reader;
    reader = current;
    return current;
  }

  private WaveReader open() {
    Cursor cursor = request.cursor();
    Flow after = cursor == null ? null : cursor.last();
    return engine == Engine.LOCAL
        ? new LocalWaves(readers.local(), filter, ranking, after)
        : new SparkWaves(
            readers.spark(),
            readers.configuration(),
            request.lake(),
            plan.version(),
            filter,
            ranking,
            after);
  }

  private Cursor cursor(Flow last, int copies) {
    return new Cursor(
        plan.tableId(),
        plan.version(),
        request.order(),
        request.range(),
        Fingerprint.of(request.filter()),
        last,
        copies);
  }

  private long total(Page page) {
    if (request.cursor() == null && !page.truncated()) {
      return page.rows().size();
    }
    TotalCount count = new TotalCount(plan, readers, engine);
    long total = count.count();
    waves.addAll(count.waves());
    return total;
  }

  private List<StoredFile> files() {
    return plan.files().files();
  }
}

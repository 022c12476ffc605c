package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.LocalReader;
import io.flowlake.lake.ReadCost;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads waves in this JVM, the most promising files first; the better the rows that are held
 * already, the less of the next file is read.
 */
final class LocalWaves implements WaveReader {
  private static final Set<FlowColumn> ALL = EnumSet.allOf(FlowColumn.class);

  private final LocalReader reader;
  private final Filter filter;
  private final Ranking ranking;
  private final @Nullable Flow after;

  /**
   * A reader of what {@code filter} lets through.
   *
   * @param after rows that come before it are left out; null = none
   */
  LocalWaves(LocalReader reader, Filter filter, Ranking ranking, @Nullable Flow after) {
    this.reader = reader;
    this.filter = filter;
    this.ranking = ranking;
    this.after = after;
  }

  @Override
  public Wave read(Slice slice, TopRows rows) {
    long began = System.nanoTime();
    List<StoredFile> files = new ArrayList<>(slice.files());
    files.sort(Comparator.comparing(StoredFile::bounds, ranking.lead().bestFirst()));
    FileWorkers.Work work = FileWorkers.run(files, file -> read(file, slice.filter(), rows));
    return Wave.local(slice.text(), work, began);
  }

  private @Nullable ReadCost read(StoredFile file, Filter slice, TopRows rows) {
    Flow worst = rows.worst();
    if (worst != null && !ranking.lead().mayReach(file.bounds(), worst)) {
      return null;
    }
    Filter good = worst == null ? Filter.EVERYTHING : ranking.lead().notAfter(worst);
    return reader.read(
        file,
        Filter.allOf(List.of(filter, slice, good)),
        ALL,
        flow -> {
          if (after == null || ranking.comparator().compare(flow, after) >= 0) {
            rows.offer(flow);
          }
          return true;
        });
  }
}

package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.Coverage;
import io.flowlake.lake.FilePlan;
import io.flowlake.lake.FlowsLog;
import io.flowlake.lake.SparkFlows;
import io.flowlake.lake.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Counts all flows that match a request; files of which every row matches are not read for it. */
final class TotalCount {
  private static final String SLICE = "count";

  private final SearchPlan plan;
  private final SearchRequest request;
  private final Readers readers;
  private final Engine engine;
  private final List<Wave> waves = new ArrayList<>();

  /**
   * A count with the same version and filter as {@code plan}, by {@code engine} if it must read.
   */
  TotalCount(SearchPlan plan, Readers readers, Engine engine) {
    this.plan = plan;
    this.request = plan.request();
    this.readers = readers;
    this.engine = engine;
  }

  /** How many flows match, those before the cursor included. */
  long count() {
    List<StoredFile> toRead = new ArrayList<>();
    long known = 0;
    for (StoredFile file : files().files()) {
      if (file.coverage() == Coverage.ALL && file.rows() >= 0 && !file.needsSpark()) {
        known += file.rows();
      } else {
        toRead.add(file);
      }
    }
    return toRead.isEmpty() ? known : read(known, toRead);
  }

  /** What had to be read. */
  List<Wave> waves() {
    return waves;
  }

  private FilePlan files() {
    return request.cursor() == null
        ? plan.files()
        : FlowsLog.at(request.lake(), readers.configuration(), plan.version())
            .plan(matching(), Set.of());
  }

  private Filter matching() {
    return RequestFilter.matching(request);
  }

  private long read(long known, List<StoredFile> files) {
    long began = System.nanoTime();
    if (engine == Engine.SPARK || needsSpark(files) || isTooMuch(files)) {
      long count =
          SparkAction.run(
              plan.version(),
              () ->
                  SparkFlows.at(
                          readers.spark(),
                          readers.configuration(),
                          request.lake(),
                          plan.version(),
                          matching())
                      .count());
      waves.add(Wave.spark(SLICE, files, count, began));
      return count;
    }
    FileWorkers.Work work =
        FileWorkers.run(
            files, file -> readers.local().read(file, matching(), Set.of(), flow -> true));
    waves.add(Wave.local(SLICE, work, began));
    return known + work.cost().rowsMatched();
  }

  /** What lies before the cursor may hold such files, though what was read had none. */
  private boolean needsSpark(List<StoredFile> files) {
    return request.engine() != Engine.LOCAL && files.stream().anyMatch(StoredFile::needsSpark);
  }

  private boolean isTooMuch(List<StoredFile> files) {
    long bytes = files.stream().mapToLong(StoredFile::bytes).sum();
    return request.engine() == Engine.AUTO && bytes > request.localBytes();
  }
}

package io.flowlake.lake;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.flowlake.filter.Filter;
import io.flowlake.model.FlowColumn;
import java.util.Collection;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** One version of the flows table as its log tells of it, read without Spark (Delta Kernel 4.4). */
public final class FlowsLog {
  private final LogErrors errors;
  private final Engine engine;
  private final Snapshot snapshot;

  private FlowsLog(LogErrors errors, Engine engine, Snapshot snapshot) {
    this.errors = errors;
    this.engine = engine;
    this.snapshot = snapshot;
  }

  /**
   * The newest version of the flows of {@code lake}.
   *
   * @param configuration Hadoop's settings, see {@link HadoopSettings#of}
   * @throws io.flowlake.model.FlowlakeException missing (3) when there is no such lake or no flows
   *     in it; denied (4); or as {@link StorageErrors} says
   */
  public static FlowsLog newest(Lake lake, Configuration configuration) {
    LogErrors errors = new LogErrors(lake, configuration);
    return errors.inWords(
        () -> {
          Engine engine = DefaultEngine.create(configuration);
          String table = lake.qualified(configuration).flows().toString();
          return new FlowsLog(errors, engine, TableManager.loadSnapshot(table).build(engine));
        });
  }

  /**
   * One version of the flows of {@code lake}.
   *
   * @throws io.flowlake.model.FlowlakeException missing (3) when the version is not there (any
   *     more), with those that are; else as {@link #newest}
   */
  public static FlowsLog at(Lake lake, Configuration configuration, long version) {
    LogErrors errors = new LogErrors(lake, configuration);
    return errors.inWords(
        () -> {
          Engine engine = DefaultEngine.create(configuration);
          String table = lake.qualified(configuration).flows().toString();
          try {
            return new FlowsLog(
                errors, engine, TableManager.loadSnapshot(table).atVersion(version).build(engine));
          } catch (KernelException e) {
            errors.requireVersion(engine, table, version);
            throw e;
          }
        });
  }

  /** The number of the version. */
  public long version() {
    return snapshot.getVersion();
  }

  /** When the version was committed, µs UTC; asks the store at each call. */
  public long versionTime() {
    return errors.inWords(() -> snapshot.getTimestamp(engine) * 1_000L);
  }

  /** The table's own name, a UUID that stays the same wherever the table is copied or moved. */
  public String tableId() {
    return snapshot.getMetadata().getId();
  }

  /**
   * The files that may hold flows that {@code filter} wants. Files that cannot are dropped while
   * the log is read, so that the memory depends on the files that are left.
   *
   * @param bounds the columns whose bounds are wanted of each file that is left; those that the
   *     filter tests are there as well
   */
  public FilePlan plan(Filter filter, Set<FlowColumn> bounds) {
    return errors.inWords(() -> new LogScan(engine, snapshot).plan(filter, bounds));
  }

  /**
   * Which days' flows changed after each of {@code versions}, up to this one, as far as the log
   * reaches back; folding files changes no flows.
   */
  public DaysChanged daysChangedSince(Collection<Long> versions) {
    String table = snapshot.getPath();
    return errors.inWords(() -> DayChanges.since(engine, table, versions, snapshot.getVersion()));
  }
}

package io.flowlake.lake;

import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaHistoryManager;
import io.delta.kernel.internal.fs.Path;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Says in words what kept Delta Kernel from reading a log. */
final class LogErrors {
  private final Lake lake;
  private final MissingFlows missing;

  LogErrors(Lake lake, Configuration configuration) {
    this.lake = lake;
    this.missing = new MissingFlows(lake, configuration);
  }

  /** Something that reads the log. */
  interface Reading<T> {
    T run() throws IOException;
  }

  /** What {@code reading} returns; failures in words. */
  <T> T inWords(Reading<T> reading) {
    try {
      return reading.run();
    } catch (TableNotFoundException e) {
      throw missing.because(e);
    } catch (KernelEngineException | UncheckedIOException e) {
      throw ofStore(e);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, lake.root());
    } catch (KernelException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot read the flows of %s: %s".formatted(lake.root(), e.getMessage()),
          e);
    }
  }

  /** Refuses a version that cannot be read (any more), with those that can. */
  void requireVersion(Engine engine, String table, long version) {
    long newest = TableManager.loadSnapshot(table).build(engine).getVersion();
    long oldest =
        DeltaHistoryManager.getEarliestRecreatableCommit(
            engine, new Path(table, "_delta_log"), Optional.empty());
    if (version < oldest || version > newest) {
      throw new FlowlakeException(
          ExitCode.MISSING,
          "Cannot read version %d of the flows of %s: %s; versions %d to %d are there. Search the newest one."
              .formatted(
                  version,
                  lake.root(),
                  version < oldest ? "it is gone" : "there is no such version yet",
                  oldest,
                  newest));
    }
  }

  private FlowlakeException ofStore(RuntimeException failure) {
    IOException cause = storeFailure(failure);
    if (cause == null) {
      throw failure;
    }
    return cause instanceof FileNotFoundException
        ? missing.because(failure)
        : StorageErrors.inWords(cause, lake.root());
  }

  private static @Nullable IOException storeFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return found;
      }
    }
    return null;
  }
}

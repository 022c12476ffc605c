package io.flowlake.search;

import io.flowlake.lake.ReadCost;
import io.flowlake.lake.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads files with a few threads, in the order in which they are given. */
final class FileWorkers {
  /** Reading from a disk is mostly computing. */
  private static final int THREADS_ON_DISK = 2;

  /** Reading from an object store is mostly waiting. */
  private static final int THREADS_ON_STORE = 8;

  private final List<StoredFile> files;
  private final Task task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private Work work = new Work(0, ReadCost.NOTHING);

  private FileWorkers(List<StoredFile> files, Task task) {
    this.files = files;
    this.task = task;
  }

  /** What is done with a file. */
  interface Task {
    /** Reads {@code file}; null when it turned out that it need not be read. */
    @Nullable ReadCost read(StoredFile file);
  }

  /**
   * What was read.
   *
   * @param files how many files
   * @param cost all together
   */
  record Work(long files, ReadCost cost) {
    Work plus(ReadCost another) {
      return new Work(files + 1, cost.plus(another));
    }
  }

  /** Does {@code task} with each of {@code files}; the first failure ends it all. */
  static Work run(List<StoredFile> files, Task task) {
    return new FileWorkers(files, task).run();
  }

  private Work run() {
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads(); i++) {
      Thread helper = new Thread(this::work, "flowlake-read-" + i);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    work();
    try {
      for (Thread helper : helpers) {
        helper.join();
      }
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    }
    rethrow(failure.get());
    return done();
  }

  private int threads() {
    boolean onDisk = files.stream().allMatch(file -> file.path().startsWith("file:"));
    return Math.min(files.size(), onDisk ? THREADS_ON_DISK : THREADS_ON_STORE);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever happens in a helper belongs to the caller
  private void work() {
    try {
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        ReadCost taken = failure.get() == null ? task.read(files.get(i)) : null;
        if (taken != null) {
          add(taken);
        }
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private synchronized void add(ReadCost cost) {
    work = work.plus(cost);
  }

  private synchronized Work done() {
    return work;
  }

  private static void rethrow(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}

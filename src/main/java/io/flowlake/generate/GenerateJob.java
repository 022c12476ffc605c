package io.flowlake.generate;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** Writes a synthetic stream as dumps. */
public final class GenerateJob {
  private GenerateJob() {}

  /**
   * Plans, checks the folder, writes all dumps, reports. A failure leaves whole dumps and no
   * partial ones.
   *
   * @param hadoop the settings of Hadoop's file systems; not asked for where the folder is local
   * @throws FlowlakeException usage, when the folder must not be written into
   * @throws IOException when it cannot be
   */
  public static GenerateReport run(GenerateRequest request, Supplier<Configuration> hadoop)
      throws IOException {
    long began = System.nanoTime();
    GeneratePlan plan = GeneratePlan.of(request.shape());
    DumpFolder folder = DumpFolders.at(request.out(), hadoop);
    checkTarget(request, plan, folder);
    List<DumpWriter.Written> written = new ArrayList<>();
    written.addAll(writeAll(request, new World(plan), folder));
    written.addAll(writeIncidents(request, folder));
    DumpWriter.Written total = sum(written);
    long elapsedMillis = (System.nanoTime() - began) / 1_000_000;
    return new GenerateReport(
        plan, total.counts(), total.rawBytes(), total.writtenBytes(), elapsedMillis);
  }

  private static void checkTarget(GenerateRequest request, GeneratePlan plan, DumpFolder folder)
      throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    if (request.target() == GenerateRequest.Target.EMPTY) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot generate into %s: it is not empty; name another folder, or add --append to put the dumps beside what is there"
              .formatted(request.out()));
    }
    for (String name : request.names(plan)) {
      if (folder.exists(name)) {
        throw new FlowlakeException(
            ExitCode.USAGE,
            "Cannot generate into %s: it holds %s already; choose another --seed or --start, or remove what is there"
                .formatted(request.out(), name));
      }
    }
  }

  private static List<DumpWriter.Written> writeAll(
      GenerateRequest request, World world, DumpFolder folder) throws IOException {
    List<DumpPlan> dumps = world.plan.dumps();
    int threads = Math.min(request.threads(), dumps.size());
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      ExecutorCompletionService<List<DumpWriter.Written>> workers =
          new ExecutorCompletionService<>(pool);
      for (int i = 0; i < threads; i++) {
        workers.submit(() -> writeNext(request, world, folder, next));
      }
      List<DumpWriter.Written> written = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        written.addAll(workers.take().get());
      }
      return written;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a dump could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      // Ends what the others are doing when one has failed; otherwise all are done.
      stop(pool);
    }
  }

  /** Lets workers that are told to stop remove what they began. */
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a dump is still being written a minute after the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<DumpWriter.Written> writeNext(
      GenerateRequest request, World world, DumpFolder folder, AtomicInteger next)
      throws IOException {
    List<DumpPlan> dumps = world.plan.dumps();
    DumpWriter writer = new DumpWriter(request, world.nodes, folder);
    DumpRows rows = new DumpRows(world);
    List<DumpWriter.Written> written = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < dumps.size(); i = next.getAndIncrement()) {
      DumpPlan dump = dumps.get(i);
      written.add(writer.write(request.name(dump), visitor -> rows.each(dump, visitor)));
    }
    return written;
  }

  /** One more dump a day. */
  private static List<DumpWriter.Written> writeIncidents(GenerateRequest request, DumpFolder folder)
      throws IOException {
    Incidents incidents = request.incidents();
    if (incidents == null) {
      return List.of();
    }
    DumpWriter writer = new DumpWriter(request, incidents.nodes(), folder);
    List<DumpWriter.Written> written = new ArrayList<>();
    for (int day = 0; day < request.shape().days(); day++) {
      List<FlowDraft> flows = incidents.on(day);
      written.add(
          writer.write(
              request.nameOfIncidents(day),
              visitor -> {
                for (FlowDraft flow : flows) {
                  visitor.row(RecordKind.FIRST, flow);
                }
              }));
    }
    return written;
  }

  private static DumpWriter.Written sum(List<DumpWriter.Written> written) {
    RecordCounts counts = RecordCounts.none();
    long rawBytes = 0;
    long writtenBytes = 0;
    for (DumpWriter.Written dump : written) {
      counts = counts.plus(dump.counts());
      rawBytes += dump.rawBytes();
      writtenBytes += dump.writtenBytes();
    }
    return new DumpWriter.Written(counts, rawBytes, writtenBytes);
  }
}

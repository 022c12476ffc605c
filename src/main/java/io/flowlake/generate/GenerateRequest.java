package io.flowlake.generate;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of dumps to write.
 *
 * @param shape what the stream holds
 * @param format how records are written
 * @param compression how dumps are compressed
 * @param out a path, or a URI of any Hadoop file system
 * @param target what may be there already
 * @param threads how many dumps are made at once; the bytes do not depend on it
 * @param extras what there is beside the stream
 */
public record GenerateRequest(
    StreamShape shape,
    OutputFormat format,
    OutputCompression compression,
    String out,
    Target target,
    int threads,
    Extras extras) {
  private static final int MAX_THREADS = 1_024;

  /** What may be at {@link #out} already. */
  public enum Target {
    /** Nothing. */
    EMPTY,
    /** Anything but a dump of the same name: a name tells stretch of time, seed and number. */
    APPEND
  }

  /** What there is beside the stream. */
  public enum Extras {
    /** Nothing. */
    NONE,
    /** A dump a day with the flows of {@link Incidents}. */
    INCIDENTS
  }

  /** A stream and nothing beside it. */
  public GenerateRequest(
      StreamShape shape,
      OutputFormat format,
      OutputCompression compression,
      String out,
      Target target,
      int threads) {
    this(shape, format, compression, out, target, threads, Extras.NONE);
  }

  /**
   * Checks the parts that {@link StreamShape} does not.
   *
   * @throws FlowlakeException usage, when one is out of range
   */
  public GenerateRequest {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "Cannot generate: the number of threads is %,d, not within 1 to %,d",
              threads,
              MAX_THREADS));
    }
    if (extras == Extras.INCIDENTS && shape.nodes() < Incidents.LEAST_NODES) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot generate incidents: the number of nodes is %d, and they take place at %d; raise it"
              .formatted(shape.nodes(), Incidents.LEAST_NODES));
    }
    if (out.isBlank()) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot generate: the folder has no name; name one to put the dumps into");
    }
  }

  /** What is planted beside the stream, or null. */
  public @Nullable Incidents incidents() {
    return extras == Extras.INCIDENTS ? Incidents.in(shape) : null;
  }

  /** What a compaction of all dumps must count: those of the stream, and what is planted. */
  public RecordCounts counts() {
    RecordCounts ofStream = GeneratePlan.of(shape).counts();
    Incidents incidents = incidents();
    return incidents == null ? ofStream : ofStream.plus(incidents.counts());
  }

  /** The names of all dumps. */
  List<String> names(GeneratePlan plan) {
    Stream<String> ofStream = plan.dumps().stream().map(this::name);
    int days = extras == Extras.INCIDENTS ? shape.days() : 0;
    return Stream.concat(ofStream, IntStream.range(0, days).mapToObj(this::nameOfIncidents))
        .toList();
  }

  /** The name of the dump with a day's incidents, 0 for the first day. */
  String nameOfIncidents(int day) {
    return "%s/incidents-s%s.%s%s"
        .formatted(
            shape.start().plusDays(day),
            Long.toString(shape.seed()),
            format.extension(),
            compression.extension());
  }

  /**
   * The name of a dump below {@link #out}; in the order of names dumps are in the order of
   * delivery.
   */
  public String name(DumpPlan dump) {
    ByteSink sink = new ByteSink(24);
    sink.time(dump.fromMillis());
    String begin = new String(sink.array(), 0, sink.size(), StandardCharsets.US_ASCII);
    return String.format(
        Locale.ROOT,
        "%s/flows-%sZ-s%d-%06d.%s%s",
        begin.substring(0, 10),
        begin.substring(0, 19).replace("-", "").replace(":", ""),
        shape.seed(),
        dump.number() + 1,
        format.extension(),
        compression.extension());
  }
}

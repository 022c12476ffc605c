package io.flowlake.cli;

import io.flowlake.dump.DumpReader;
import io.flowlake.dump.DumpRecord;
import io.flowlake.dump.DumpSource;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a lake must hold, found naively: all dumps are read, and one flow of each key is kept. */
final class RawTruth {
  private final Map<Flow, Flow> flows = new TreeMap<>(FlowIdentity.BY_KEY);
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Long> late = new TreeMap<>();

  /** Reads the dumps of a folder that is named after the day on which they came. */
  void read(Path folder) throws IOException {
    LocalDate delivery = LocalDate.parse(String.valueOf(folder.getFileName()));
    List<Path> dumps;
    try (Stream<Path> files = Files.list(folder)) {
      dumps = files.sorted().toList();
    }
    for (Path dump : dumps) {
      try (DumpReader reader =
          DumpReader.open(Files.newInputStream(dump), new DumpSource(dump.toString(), null))) {
        while (reader.hasNext()) {
          add(reader.next(), delivery);
        }
      }
    }
  }

  private void add(DumpRecord record, LocalDate delivery) {
    if (record instanceof DumpRecord.Rejected rejected) {
      reasons.merge(rejected.reject().reason().text(), 1L, Long::sum);
    } else if (record instanceof DumpRecord.Parsed parsed) {
      Flow flow = parsed.flow();
      Flow known = flows.get(flow);
      if (known == null) {
        long days = delivery.toEpochDay() - LocalDate.parse(day(flow)).toEpochDay();
        late.merge(Long.toString(days), 1L, Long::sum);
      }
      if (known == null || (known.endTime() == null && flow.endTime() != null)) {
        flows.put(flow, flow);
      }
    }
  }

  Collection<Flow> flows() {
    return flows.values();
  }

  /** How many rejects there are for each reason. */
  Map<String, Long> reasons() {
    return reasons;
  }

  /** How many flows came so many days after theirs. */
  Map<String, Long> late() {
    return late;
  }

  /** The UTC day on which a flow starts. */
  static String day(Flow flow) {
    return Instant.ofEpochMilli(flow.startTime() / 1_000).toString().substring(0, 10);
  }

  /** Sent and received, what is not known as nothing. */
  static long bytes(Flow flow) {
    Long sent = flow.sentBytes();
    Long received = flow.recvBytes();
    return (sent == null ? 0 : sent) + (received == null ? 0 : received);
  }
}

package io.flowlake.compact;

import io.flowlake.generate.GenerateJob;
import io.flowlake.generate.GenerateReport;
import io.flowlake.generate.GenerateRequest;
import io.flowlake.generate.OutputCompression;
import io.flowlake.generate.OutputFormat;
import io.flowlake.generate.Shares;
import io.flowlake.generate.StreamShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Dumps of the product's own generator, with all that is out of the ordinary. */
final class SyntheticDumps {
  private SyntheticDumps() {}

  static StreamShape shape(long flows, int nodes, int days, int dumps, long seed) {
    return new StreamShape(
        flows,
        nodes,
        days,
        LocalDate.parse(StreamShape.USUAL_START),
        seed,
        dumps,
        new Shares(0.01, 0.01, 0.005, 0.05, 0.0001));
  }

  static GenerateReport write(StreamShape shape, Path folder) throws IOException {
    return GenerateJob.run(
        new GenerateRequest(
            shape,
            OutputFormat.JSON,
            OutputCompression.GZ,
            folder.toString(),
            GenerateRequest.Target.EMPTY,
            2),
        Configuration::new);
  }

  /** Gives the dumps new names, so that they arrive in another order than they were made in. */
  static void shuffle(Path folder, long seed) throws IOException {
    List<Path> dumps;
    try (Stream<Path> files = Files.walk(folder)) {
      dumps = new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
    Collections.shuffle(dumps, new Random(seed));
    for (int i = 0; i < dumps.size(); i++) {
      Files.move(dumps.get(i), folder.resolve("%05d.jsonl.gz".formatted(i)));
    }
  }
}

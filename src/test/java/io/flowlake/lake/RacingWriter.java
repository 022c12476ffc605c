package io.flowlake.lake;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A process that tries to create an object for every round that it is told on standard input, and
 * answers with the outcome. Arguments: folder, own name.
 */
final class RacingWriter {
  private RacingWriter() {}

  public static void main(String[] arguments) throws Exception {
    Configuration configuration = HadoopSettings.of(System.getenv());
    Path folder = new Path(arguments[0]);
    folder.getFileSystem(configuration);
    byte[] content = content(arguments[1]);
    BufferedReader rounds =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String round = rounds.readLine(); round != null; round = rounds.readLine()) {
      Path name = name(folder, Integer.parseInt(round));
      System.out.println(AtomicCreate.create(name, content, configuration));
    }
  }

  static Path name(Path folder, int round) {
    return new Path(folder, "%020d.json".formatted(round));
  }

  /** 36 KB or so: long enough to be seen half written, if it could be. */
  static byte[] content(String writer) {
    return (writer + "\n").repeat(4_000).getBytes(StandardCharsets.UTF_8);
  }
}

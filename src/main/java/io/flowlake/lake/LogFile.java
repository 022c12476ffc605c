package io.flowlake.lake;

import io.flowlake.lake.AtomicCreate.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One file of the Delta log: lines of JSON, created under the rules of Delta's {@code LogStore}.
 */
final class LogFile {
  private LogFile() {}

  /** All lines, in memory: a commit of 100,000 files is some 50 MB. */
  static byte[] bytes(Iterator<String> actions) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    while (actions.hasNext()) {
      lines.writeBytes(actions.next().getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /**
   * Creates the file. A commit names its transaction ({@code commitInfo.txnId}) and its data files
   * by random ids, so a file that holds the very same bytes is our own.
   *
   * @throws FileAlreadyExistsException if the name is taken, as Delta expects it
   */
  static void create(Path path, byte[] content, Configuration configuration) throws IOException {
    if (AtomicCreate.create(path, content, configuration) == Outcome.WAS_THERE) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }
}

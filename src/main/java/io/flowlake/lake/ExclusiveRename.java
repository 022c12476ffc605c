package io.flowlake.lake;

import io.flowlake.lake.AtomicCreate.Outcome;
import java.io.IOException;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Creation on file systems whose rename is one step that fails if the name is taken: HDFS and its
 * like.
 */
final class ExclusiveRename {
  private ExclusiveRename() {}

  static Outcome create(Path target, byte[] content, Configuration configuration)
      throws IOException {
    FileContext files = FileContext.getFileContext(target.toUri(), configuration);
    Path written =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FSDataOutputStream out =
          files.create(written, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
        out.write(content);
        out.hsync();
      }
      files.rename(written, target, Options.Rename.NONE);
      return Outcome.CREATED;
    } catch (FileAlreadyExistsException taken) {
      return Outcome.WAS_THERE;
    } finally {
      if (files.util().exists(written)) {
        files.delete(written, false);
      }
    }
  }
}

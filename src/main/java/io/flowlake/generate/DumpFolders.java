package io.flowlake.generate;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** Finds the folder that a path or a URI means. */
final class DumpFolders {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private DumpFolders() {}

  static DumpFolder at(String out, Supplier<Configuration> hadoop) throws IOException {
    try {
      if (!SCHEME.matcher(out).matches()) {
        return new LocalDumpFolder(Path.of(out));
      }
      URI uri = new URI(out);
      if ("file".equalsIgnoreCase(uri.getScheme()) && uri.getPath() != null) {
        return new LocalDumpFolder(Path.of(uri.getPath()));
      }
      return HadoopDumpFolder.at(uri, hadoop.get());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot generate into '%s': it is neither a path nor a URI (%s); name a folder or something like s3a://bucket/raw"
              .formatted(out, e.getMessage()),
          e);
    }
  }
}

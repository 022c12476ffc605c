package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Which folder is meant, in a form that travels to tasks. The settings of file systems travel with
 * it, as with every job of Spark; those of S3A, where keys are kept, do not.
 *
 * @param uri absolute
 * @param settings what the driver knows beyond Hadoop's defaults
 */
record FolderAddress(String uri, Map<String, String> settings) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String LOCAL = "file";

  /**
   * The folder that {@code place} names here: a path without a scheme is one of Hadoop's default
   * file system, most often this machine's, and from the working directory on if it is relative.
   *
   * @throws FlowlakeException (usage) when it is no address
   */
  static FolderAddress of(String place, Configuration hadoop) {
    try {
      Path path = new Path(place);
      URI standard = FileSystem.getDefaultUri(hadoop);
      if (path.toUri().getScheme() == null && LOCAL.equals(standard.getScheme())) {
        // By its text: a URI of Java's ends with a slash when the folder is there, and else not.
        path =
            new Path(
                LOCAL, null, java.nio.file.Path.of(place).toAbsolutePath().normalize().toString());
      } else if (path.toUri().getScheme() == null) {
        path = path.makeQualified(standard, new Path("/"));
      }
      return new FolderAddress(path.toString(), beyondDefaults(hadoop));
    } catch (IllegalArgumentException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use the folder %s: it is no path and no address such as hdfs://host/exports."
              .formatted(place),
          e);
    }
  }

  /** The folder itself, on whichever machine this is. */
  Folder open() throws IOException {
    Path path = new Path(uri);
    if (LOCAL.equals(path.toUri().getScheme())) {
      return new LocalFolder(java.nio.file.Path.of(path.toUri().getPath()));
    }
    Configuration hadoop = new Configuration();
    settings.forEach(hadoop::set);
    try {
      return new HadoopFolder(FileContext.getFileContext(path.toUri(), hadoop), path);
    } catch (UnsupportedFileSystemException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use the folder %s: no file system is known for %s: addresses. Set fs.AbstractFileSystem.%2$s.impl, and have its jar on the class path."
              .formatted(uri, path.toUri().getScheme()),
          e);
    }
  }

  private static Map<String, String> beyondDefaults(Configuration hadoop) {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, String> entry : hadoop) {
      String[] sources = hadoop.getPropertySources(entry.getKey());
      boolean ours =
          sources == null
              || !Arrays.stream(sources).allMatch(source -> source.endsWith("-default.xml"));
      if (ours && !entry.getKey().startsWith("fs.s3a.")) {
        settings.put(entry.getKey(), entry.getValue());
      }
    }
    return settings;
  }

  @Override
  public String toString() {
    return uri; // settings may hold the secrets of other stores
  }
}

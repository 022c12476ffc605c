package io.flowlake.compact;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files under {@code milli:}, as some S3 servers show theirs: listings have times in
 * milliseconds, a question for one object gets whole seconds; and a file whose name begins with
 * {@code sealed} cannot be opened.
 */
public class OddFiles extends RawLocalFileSystem {
  private static final long LISTED_MILLIS = 123;

  @Override
  public URI getUri() {
    return URI.create("milli:///");
  }

  @Override
  public String getScheme() {
    return "milli";
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    FileStatus[] listed = super.listStatus(path);
    for (int i = 0; i < listed.length; i++) {
      listed[i] = withMillis(listed[i], LISTED_MILLIS);
    }
    return listed;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return withMillis(super.getFileStatus(path), 0);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    if (path.getName().startsWith("sealed")) {
      throw new IOException("the object is archived (InvalidObjectState, 403)");
    }
    return super.open(path, bufferSize);
  }

  private static FileStatus withMillis(FileStatus status, long millis) {
    long time = Math.floorDiv(status.getModificationTime(), 1_000L) * 1_000L + millis;
    return new FileStatus(
        status.getLen(), status.isDirectory(), 1, 1 << 25, time, status.getPath());
  }
}

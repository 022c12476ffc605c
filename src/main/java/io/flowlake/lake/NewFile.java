package io.flowlake.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file whose name nobody else has, made with as few requests as can be: nobody looks whether it
 * is there already, and its size is known without asking for it. Thousands of small files in one
 * batch would feel each of them.
 */
final class NewFile implements OutputFile {
  /** S3A then leaves out its looks at the path and at the folders above it. */
  private static final String NO_CHECKS = "fs.s3a.create.performance";

  private final Path path;
  private final Configuration configuration;
  private long bytes = -1;

  NewFile(Path path, Configuration configuration) {
    this.path = path;
    this.configuration = configuration;
  }

  /** The size of the file; only known when it was closed. */
  long bytes() {
    if (bytes < 0) {
      throw new IllegalStateException(path + " is not closed");
    }
    return bytes;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return new Counted(files instanceof LocalFileSystem local ? open(local) : open(files));
  }

  private OutputStream open(FileSystem files) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path).overwrite(true).recursive();
    builder.opt(NO_CHECKS, true);
    return (OutputStream) builder.build();
  }

  /**
   * Hadoop, without its native library, starts a process to set the permissions of each local file,
   * folder and checksum, which takes longer than to write a small file.
   */
  private OutputStream open(LocalFileSystem local) throws IOException {
    java.nio.file.Path target = local.pathToFile(path).toPath();
    Files.createDirectories(target.getParent());
    return new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.CREATE_NEW));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false; // row groups are far smaller than blocks: nothing is to be aligned
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  private final class Counted extends PositionOutputStream {
    private final OutputStream stream;
    private long position;

    Counted(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      stream.write(value);
      position++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
      stream.write(values, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      stream.close();
      bytes = position;
    }
  }
}

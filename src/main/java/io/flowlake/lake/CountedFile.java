package io.flowlake.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A data file that counts the bytes that are read of it. Its size is known from the log, so nobody
 * is asked for it; a file on local disk is read without Hadoop, which starts slowly.
 */
final class CountedFile implements InputFile {
  private final Path path;
  private final long length;
  private final Configuration configuration;
  private final AtomicLong bytesRead = new AtomicLong();

  CountedFile(StoredFile file, Configuration configuration) {
    this.path = new Path(file.path());
    this.length = file.bytes();
    this.configuration = configuration;
  }

  long bytesRead() {
    return bytesRead.get();
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Counting(isLocal() ? local() : remote());
  }

  private boolean isLocal() {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file");
  }

  private SeekableInputStream local() throws IOException {
    return new LocalInputFile(java.nio.file.Path.of(path.toUri().getPath())).newStream();
  }

  private SeekableInputStream remote() throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return HadoopStreams.wrap(
        FutureIO.awaitFuture(
            files
                .openFile(path)
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, "parquet, random, adaptive")
                .optLong(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, length)
                .build()));
  }

  private final class Counting extends SeekableInputStream {
    private final SeekableInputStream inner;

    Counting(SeekableInputStream inner) {
      this.inner = inner;
    }

    @Override
    public int read() throws IOException {
      int read = inner.read();
      bytesRead.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      return counted(inner.read(bytes, offset, count));
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      return counted(inner.read(buffer));
    }

    @Override
    public void readFully(byte[] bytes) throws IOException {
      inner.readFully(bytes);
      counted(bytes.length);
    }

    @Override
    public void readFully(byte[] bytes, int offset, int count) throws IOException {
      inner.readFully(bytes, offset, count);
      counted(count);
    }

    @Override
    public void readFully(ByteBuffer buffer) throws IOException {
      int count = buffer.remaining();
      inner.readFully(buffer);
      counted(count);
    }

    @Override
    public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator)
        throws IOException {
      inner.readVectored(ranges, allocator);
      for (ParquetFileRange range : ranges) {
        counted(range.getLength());
      }
    }

    @Override
    public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
      return inner.readVectoredAvailable(allocator);
    }

    @Override
    public long getPos() throws IOException {
      return inner.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      inner.seek(position);
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }

    private int counted(int count) {
      bytesRead.addAndGet(Math.max(0, count));
      return count;
    }
  }
}

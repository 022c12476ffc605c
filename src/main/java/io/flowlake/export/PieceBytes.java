package io.flowlake.export;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.PieceContent;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a piece until they are uploaded: in memory, and in a temporary file when they are
 * many. They must be kept, for a transfer may have to be repeated.
 */
final class PieceBytes implements Closeable {
  /** So much is kept in memory, for each task at work. */
  private static final int MEMORY = 16 << 20;

  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest md5 = digest("MD5");
  private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(1 << 16);
  private final Path folder;
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private long bytes;

  PieceBytes() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** For a piece whose file, if it needs one, is made in {@code folder}. */
  PieceBytes(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds bytes.
   *
   * @throws FlowlakeException (retry) when this machine's disk does not take them
   */
  void write(byte[] content, int offset, int length) {
    try {
      keep(content, offset, length);
    } catch (IOException e) {
      throw new FlowlakeException(
          ExitCode.RETRY,
          "Cannot keep a piece in %s, on the machine of its task, until it is uploaded: %s. Free space there, or name another folder with -Djava.io.tmpdir in spark.executor.extraJavaOptions (of a local master: --driver-java-options), and run the same command again."
              .formatted(folder, reason(e)),
          e);
    }
  }

  private void keep(byte[] content, int offset, int length) throws IOException {
    sha256.update(content, offset, length);
    md5.update(content, offset, length);
    bytes += length;
    if (memory != null && memory.size() + length > MEMORY) {
      moveToFile(memory);
      memory = null;
    }
    OutputStream target = memory == null ? out : memory;
    if (target == null) {
      throw new IllegalStateException("closed");
    }
    target.write(content, offset, length);
  }

  long bytes() {
    return bytes;
  }

  /** All that was written; nothing can be written after that. */
  PieceContent content() throws IOException {
    if (out != null) {
      out.close();
    }
    byte[] kept = memory == null ? new byte[0] : memory.toByteArray();
    HexFormat hex = HexFormat.of();
    return new Content(
        bytes, kept, file, hex.formatHex(sha256.digest()), hex.formatHex(md5.digest()));
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    return failure instanceof AccessDeniedException
        ? "this user may not write there"
        : String.valueOf(failure.getMessage());
  }

  private void moveToFile(ByteArrayOutputStream kept) throws IOException {
    file = Files.createTempFile(folder, "flowlake-piece", ".gz");
    out = Files.newOutputStream(file);
    kept.writeTo(out);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /** All that was written; its fields are never written to. */
  private static final class Content implements PieceContent {
    private final long bytes;
    private final byte[] kept;
    private final @Nullable Path file;
    private final String sha256;
    private final String md5;

    Content(long bytes, byte[] kept, @Nullable Path file, String sha256, String md5) {
      this.bytes = bytes;
      this.kept = kept;
      this.file = file;
      this.sha256 = sha256;
      this.md5 = md5;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public String md5() {
      return md5;
    }

    @Override
    public InputStream open() throws IOException {
      return file == null
          ? new ByteArrayInputStream(kept)
          : new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }
  }
}

package io.flowlake.export;

import io.flowlake.store.PieceContent;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * Makes a piece of a gzip member (RFC 1952): raw deflate blocks that end on a byte boundary, so
 * that pieces made apart from each other are one member when they are put one after the other, as
 * pigz does it. Not several members: JDK 17 stops after the first one when it reads from a network,
 * and so do other readers.
 */
final class GzipPiece implements Closeable {
  /** No name, no time (so that the same text gives the same bytes), unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** A stored block of no bytes, which is not the last block (RFC 1951, section 3.2.4). */
  private static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xff, (byte) 0xff};

  /** The last block: fixed codes, of no bytes. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private static final int TRAILER_BYTES = 8;

  private final PieceBytes bytes = new PieceBytes();
  private final LineDeflater deflater;
  private final CRC32 crc = new CRC32();
  private long textBytes;

  /** A piece of deflate blocks alone: see {@link #begin}. */
  GzipPiece(int level) {
    this.deflater = new LineDeflater(level, bytes);
  }

  /** Writes the member's header; for its first piece, before all else. */
  void begin() throws IOException {
    bytes.write(HEADER, 0, HEADER.length);
  }

  /** Takes some more of the text. */
  void write(byte[] text, int offset, int length) throws IOException {
    crc.update(text, offset, length);
    textBytes += length;
    deflater.write(text, offset, length);
  }

  /** Ends the last deflate block on a byte boundary. */
  void flush() throws IOException {
    deflater.flush();
  }

  /**
   * Fills up with blocks of no bytes; after {@link #flush}.
   *
   * @param least so many bytes the piece has at least then
   */
  void pad(long least) throws IOException {
    while (bytes.bytes() < least) {
      bytes.write(EMPTY_BLOCK, 0, EMPTY_BLOCK.length);
    }
  }

  /** Ends the member, whose last piece this is. */
  void end(long crcOfAll, long textBytesOfAll) throws IOException {
    byte[] ending = ending(crcOfAll, textBytesOfAll);
    bytes.write(ending, 0, ending.length);
  }

  /** The last block and the trailer: CRC-32 and length of the text modulo 2^32, low bytes first. */
  private static byte[] ending(long crc, long textBytes) {
    byte[] ending = new byte[LAST_BLOCK.length + TRAILER_BYTES];
    System.arraycopy(LAST_BLOCK, 0, ending, 0, LAST_BLOCK.length);
    for (int i = 0; i < 4; i++) {
      ending[LAST_BLOCK.length + i] = (byte) (crc >>> (8 * i));
      ending[LAST_BLOCK.length + 4 + i] = (byte) (textBytes >>> (8 * i));
    }
    return ending;
  }

  /** The CRC-32 of this piece's text. */
  long crc() {
    return crc.getValue();
  }

  /** How long this piece's text is. */
  long textBytes() {
    return textBytes;
  }

  /** What was made; good until {@link #close}. */
  PieceContent content() throws IOException {
    return bytes.content();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}

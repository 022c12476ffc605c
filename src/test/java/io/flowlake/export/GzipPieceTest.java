package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.PieceContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipPieceTest {
  private final ByteArrayOutputStream member = new ByteArrayOutputStream();
  private long crc;
  private long textBytes;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40})
  void piecesAreOneMember(int pieces) throws Exception {
    Random random = new Random(pieces);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < pieces; i++) {
      // Among them none at all, and some that fill the buffers exactly.
      byte[] part = text(random, random.nextInt(4) == 0 ? 0 : random.nextInt(300_000));
      text.write(part);
      add(part, i == 0, random.nextInt(3) * 70_000L);
    }
    end();
    assertArrayEquals(text.toByteArray(), unzipped(member.toByteArray()));
  }

  @Test
  void anEmptyTextIsAMemberToo() throws Exception {
    add(new byte[0], true, 0);
    end();
    assertEquals(0, unzipped(member.toByteArray()).length);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 5, 100_001})
  void paddingReachesTheLeastSizeByLessThanABlock(long least) throws Exception {
    try (GzipPiece piece = new GzipPiece(6)) {
      piece.flush();
      piece.pad(least);
      long bytes = piece.content().bytes();
      assertTrue(
          bytes >= least && bytes <= Math.max(least + 4, 5), () -> bytes + " bytes for " + least);
    }
  }

  @Test
  void theSameTextGivesTheSameBytesHoweverItIsHandedOver() throws Exception {
    byte[] text = text(new Random(1), 1_000_000);
    assertArrayEquals(deflated(text, 1), deflated(text, 65_536));
    assertArrayEquals(deflated(text, 65_536), deflated(text, text.length));
  }

  @Test
  void aDiskThatTakesNoPieceIsNamed(@TempDir Path folder) throws Exception {
    try (PieceBytes bytes = new PieceBytes(folder.resolve("none"))) {
      byte[] half = new byte[12 << 20];
      bytes.write(half, 0, half.length);
      FlowlakeException failure =
          assertThrows(FlowlakeException.class, () -> bytes.write(half, 0, half.length));
      assertEquals(ExitCode.RETRY, failure.exitCode());
      String expected =
          "Cannot keep a piece in %s/none, on the machine of its task, until it is uploaded: there is no such folder. ";
      assertTrue(failure.getMessage().startsWith(expected.formatted(folder)), failure.getMessage());
    }
  }

  @Test
  void contentBeyondTheMemoryIsKeptInAFileAndCanBeReadTwice() throws Exception {
    byte[] noise = new byte[20 << 20]; // cannot be made smaller
    new Random(3).nextBytes(noise);
    try (GzipPiece piece = new GzipPiece(1)) {
      piece.begin();
      piece.write(noise, 0, noise.length);
      piece.flush();
      piece.end(piece.crc(), piece.textBytes());
      PieceContent content = piece.content();
      byte[] first = read(content);
      assertArrayEquals(first, read(content));
      assertEquals(first.length, content.bytes());
      assertEquals(hex("SHA-256", first), content.sha256());
      assertEquals(hex("MD5", first), content.md5());
      assertArrayEquals(noise, unzipped(first));
    }
  }

  private void add(byte[] text, boolean first, long least) throws IOException {
    try (GzipPiece piece = new GzipPiece(6)) {
      if (first) {
        piece.begin();
      }
      piece.write(text, 0, text.length);
      piece.flush();
      piece.pad(least);
      crc = Crc32Joined.of(crc, piece.crc(), piece.textBytes());
      textBytes += piece.textBytes();
      member.write(read(piece.content()));
    }
  }

  private void end() throws IOException {
    try (GzipPiece piece = new GzipPiece(6)) {
      piece.end(crc, textBytes);
      member.write(read(piece.content()));
    }
  }

  private static byte[] deflated(byte[] text, int portion) throws IOException {
    try (GzipPiece piece = new GzipPiece(6)) {
      for (int at = 0; at < text.length; at += portion) {
        piece.write(text, at, Math.min(portion, text.length - at));
      }
      piece.flush();
      return read(piece.content());
    }
  }

  private static byte[] text(Random random, int length) {
    StringBuilder text = new StringBuilder(length + 20);
    while (text.length() < length) {
      text.append(random.nextInt(1_000))
          .append(",10.0.0.")
          .append(random.nextInt(255))
          .append('\n');
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
  }

  private static byte[] unzipped(byte[] member) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(member);
    byte[] text = new GZIPInputStream(in).readAllBytes();
    assertEquals(0, in.available(), "bytes behind the member");
    return text;
  }

  private static byte[] read(PieceContent content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }
}

package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.generate.StreamShape;
import io.flowlake.generate.SyntheticStream;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link LineDeflater} makes of any text, read by zlib. */
class LineDeflaterTest {
  private static final int LEVELS = 9;

  /** Longer than the window and than a block, with all kinds of text after each other. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatZlibReadsIsTheText(long seed) throws Exception {
    Random random = new Random(seed);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (text.size() < 1_000_000) {
      text.write(some(random));
    }
    assertRead(text.toByteArray(), 1 + random.nextInt(LEVELS));
  }

  private static byte[] some(Random random) {
    byte[] some = new byte[random.nextInt(1 << random.nextInt(18))];
    switch (random.nextInt(6)) {
      case 0 -> random.nextBytes(some);
      case 1 -> Arrays.fill(some, (byte) random.nextInt(256));
      case 2 -> Arrays.fill(some, (byte) ','); // a field begins at each byte
      case 3 -> fill(some, random, ",\n 0123456789");
      case 4 -> fill(some, random, "ab,");
      default -> repeat(some, random);
    }
    return some;
  }

  private static void fill(byte[] text, Random random, String characters) {
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) characters.charAt(random.nextInt(characters.length()));
    }
  }

  /** The same bytes at a distance of any size, also one that is too far. */
  private static void repeat(byte[] text, Random random) {
    random.nextBytes(text);
    int distance = 1 + random.nextInt(1 + random.nextInt(40_000));
    for (int i = distance; i < text.length; i++) {
      text[i] = random.nextInt(300) == 0 ? (byte) ',' : text[i - distance];
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 258, 259, 265, 266, 267, 32_767, 32_768, 32_769})
  void smallTexts(int length) throws Exception {
    for (String line : new String[] {"x", ",", ",abcdefg", "\n2026-11-01T00:00:00.123Z,UDP"}) {
      byte[] text =
          Arrays.copyOf(
              line.repeat(length / line.length() + 1).getBytes(StandardCharsets.US_ASCII), length);
      assertRead(text, 4);
    }
  }

  /** Just as far as a match can reach, and a byte farther. */
  @ParameterizedTest
  @ValueSource(ints = {32_767, 32_768, 32_769})
  void theFarthestMatch(int distance) throws Exception {
    byte[] text = new byte[distance + 300];
    new Random(distance).nextBytes(text);
    for (int i = 0; i < distance; i++) {
      text[i] = text[i] == ',' ? (byte) '.' : text[i];
    }
    text[0] = ',';
    System.arraycopy(text, 0, text, distance, 300);
    int bytes = assertRead(text, 9);
    boolean matched = bytes < distance + 100;
    assertEquals(distance <= DeflateSymbols.FARTHEST, matched, () -> bytes + " bytes");
  }

  /** Counts of Fibonacci make the deepest tree there is; the codes have 15 bits at most. */
  @Test
  void symbolsOfVeryDifferentFrequency() throws Exception {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int count = 1;
    int next = 1;
    for (int symbol = 'a'; text.size() + count < 32_000; symbol++) {
      byte[] run = new byte[count];
      Arrays.fill(run, (byte) symbol);
      text.write(run);
      int sum = count + next;
      count = next;
      next = sum;
    }
    assertRead(text.toByteArray(), 4);
  }

  @Test
  void flowsTakeNoMoreThanGzipsUsualLevelAndThreePercent() throws Exception {
    byte[] text = flows(30_000);
    int usual = deflated(text, ExportRequest.USUAL_LEVEL).length;
    int smallest = deflated(text, LEVELS).length;
    int zlib = byZlib(text, 6);
    assertTrue(usual <= 1.03 * zlib, () -> usual + " bytes, zlib " + zlib);
    assertTrue(smallest < usual, () -> smallest + " bytes, " + usual);
  }

  /** What is repeated goes on where the longest match ends, though no field begins there. */
  @Test
  void longFieldsThatAreRepeated() throws Exception {
    byte[] field = new byte[1_050];
    Random random = new Random(11);
    for (int i = 0; i < field.length; i++) {
      field[i] = (byte) ('a' + random.nextInt(26));
    }
    String line = "," + new String(field, StandardCharsets.US_ASCII) + "\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.append(i).append(line);
    }
    int bytes = assertRead(text.toString().getBytes(StandardCharsets.US_ASCII), 4);
    assertTrue(bytes < 10_000, () -> bytes + " bytes");
  }

  /** After 2 GiB and after 4 GiB of text. */
  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE - 300_000, -300_000})
  void numbersOfBytesMayOverflow(int origin) throws Exception {
    byte[] text = flows(6_000);
    assertTrue(text.length > 600_000);
    byte[] late;
    try (PieceBytes bytes = new PieceBytes()) {
      late = deflated(text, new LineDeflater(4, bytes, origin), bytes);
    }
    assertArrayEquals(deflated(text, 4), late);
  }

  /** No larger than it was, but for the heads of blocks. */
  @Test
  void noiseHardlyGrows() throws Exception {
    byte[] noise = new byte[3_000_000];
    new Random(5).nextBytes(noise);
    assertTrue(assertRead(noise, 1) < 1.01 * noise.length);
  }

  /** As an export has them. */
  private static byte[] flows(long count) {
    List<Flow> flows = new ArrayList<>();
    SyntheticStream.of(StreamShape.usual(count, 1, 7))
        .forEach(
            record -> {
              if (record.flow() != null) {
                flows.add(record.flow());
              }
            });
    return NaiveCsv.of(flows, FlowColumn.usual()).getBytes(StandardCharsets.UTF_8);
  }

  /** How many bytes it takes. */
  private static int assertRead(byte[] text, int level) throws IOException, DataFormatException {
    byte[] deflated = deflated(text, level);
    assertArrayEquals(text, inflated(deflated, text.length));
    return deflated.length;
  }

  private static byte[] deflated(byte[] text, int level) throws IOException {
    try (PieceBytes bytes = new PieceBytes()) {
      return deflated(text, new LineDeflater(level, bytes), bytes);
    }
  }

  private static byte[] deflated(byte[] text, LineDeflater deflater, PieceBytes bytes)
      throws IOException {
    deflater.write(text, 0, text.length);
    deflater.flush();
    try (InputStream in = bytes.content().open()) {
      return in.readAllBytes();
    }
  }

  private static byte[] inflated(byte[] deflated, int length) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] text = new byte[length + 1]; // one more, so that all of the input is looked at
      int at = 0;
      int read;
      do {
        read = inflater.inflate(text, at, text.length - at);
        at += read;
      } while (read > 0);
      assertEquals(0, inflater.getRemaining());
      assertTrue(!inflater.finished(), "the last block is that of the member's end");
      return Arrays.copyOf(text, at);
    } finally {
      inflater.end();
    }
  }

  private static int byZlib(byte[] text, int level) {
    Deflater zlib = new Deflater(level, true);
    try {
      zlib.setInput(text);
      zlib.finish();
      byte[] deflated = new byte[text.length];
      return zlib.deflate(deflated);
    } finally {
      zlib.end();
    }
  }
}

package io.flowlake.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.flowlake.model.RejectReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
  private static final byte[] JSON = json();
  private static final byte[] CSV = csv();

  private static byte[] json() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      text.append(
          String.format(
              "{\"startTime\":%d,\"sourceIP\":\"10.0.0.%d\",\"destIP\":\"10.0.0.2\",\"uid\":\"%x\"}\n",
              i, i, random.nextLong()));
    }
    return Dumps.utf8(text.toString());
  }

  private static byte[] csv() {
    StringBuilder text = new StringBuilder("start_time,source_ip,dest_ip,recv_bytes\n");
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      text.append(String.format("%d,10.0.0.1,10.0.0.2,%d\n", i, random.nextInt(1 << 30)));
    }
    return Dumps.utf8(text.toString());
  }

  private static byte[] compressed(Compression compression, byte[] bytes) {
    return switch (compression) {
      case NONE -> bytes;
      case GZIP -> Dumps.gzip(bytes);
      case ZSTD -> Zstd.compress(bytes);
      case BZIP2 -> bzip2(bytes);
    };
  }

  private static byte[] bzip2(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(out, 1)) {
      bzip2.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void readsOneAndSeveralMembers(Compression compression) {
    String expected = Dumps.lines(JSON);
    byte[] once = compressed(compression, JSON);
    assertEquals("native-json " + compression.text(), Dumps.format(once));
    assertEquals(expected, Dumps.lines(once));
    byte[] empty =
        compression == Compression.NONE ? new byte[0] : compressed(compression, new byte[0]);
    byte[] twice = Dumps.joined(once, empty, once);
    assertEquals(expected + "\n" + expected, Dumps.lines(twice));
  }

  /** Network streams give few bytes at a time, and say that none are available. */
  @ParameterizedTest
  @EnumSource
  void readsStreamsThatTrickle(Compression compression) {
    byte[] once = compressed(compression, JSON);
    InputStream raw =
        new ByteArrayInputStream(Dumps.joined(once, once)) {
          @Override
          public synchronized int read(byte[] buffer, int from, int length) {
            return super.read(buffer, from, Math.min(length, 7));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    int flows = 0;
    try (DumpReader reader = DumpReader.open(raw, Dumps.SOURCE)) {
      while (reader.hasNext()) {
        assertTrue(reader.next() instanceof DumpRecord.Parsed);
        flows++;
      }
    }
    assertEquals(80, flows);
  }

  @Test
  void takesZeroPaddingAfterGzip() {
    assertEquals(Dumps.lines(JSON), Dumps.lines(Dumps.joined(Dumps.gzip(JSON), new byte[70_000])));
  }

  @Test
  void rejectsWhatFollowsGzip() {
    String lines = Dumps.lines(Dumps.joined(Dumps.gzip(JSON), Dumps.utf8("garbage")));
    assertEquals(
        Dumps.lines(JSON)
            + "\n41@"
            + JSON.length
            + " BAD_COMPRESSION the gzip data cannot be read past their first "
            + JSON.length
            + " uncompressed bytes: other bytes follow its 1 gzip member(s). The records before are"
            + " kept; deliver the object again",
        lines);
  }

  /** Cut anywhere: never an exception, and the records before the cut are there. */
  @ParameterizedTest
  @EnumSource
  void readsWhatIsBeforeACut(Compression compression) {
    for (byte[] text : List.of(JSON, CSV)) {
      byte[] whole = compressed(compression, text);
      List<DumpRecord> all = Dumps.read(whole, Dumps.SOURCE);
      int flowsBefore = 0;
      for (int cut = Compression.MAGIC_LENGTH; cut < whole.length; cut++) {
        List<DumpRecord> records = Dumps.read(Arrays.copyOf(whole, cut), Dumps.SOURCE);
        int flows = flows(records);
        for (int i = 0; i < flows - (compression == Compression.NONE ? 1 : 0); i++) {
          assertEquals(all.get(i), records.get(i));
        }
        assertTrue(flows >= flowsBefore || compression == Compression.NONE, "monotone");
        flowsBefore = flows;
        if (compression != Compression.NONE) {
          assertCutIsTold(records, flows);
        }
      }
    }
  }

  private static int flows(List<DumpRecord> records) {
    return (int) records.stream().filter(DumpRecord.Parsed.class::isInstance).count();
  }

  /** After the flows: at most one half record, then the damage. */
  private static void assertCutIsTold(List<DumpRecord> records, int flows) {
    List<RejectReason> reasons =
        records.subList(flows, records.size()).stream()
            .map(record -> ((DumpRecord.Rejected) record).reject().reason())
            .toList();
    assertTrue(
        reasons.equals(List.of(RejectReason.BAD_COMPRESSION))
            || reasons.equals(List.of(RejectReason.TRUNCATED, RejectReason.BAD_COMPRESSION)),
        reasons::toString);
  }

  @ParameterizedTest
  @EnumSource
  void survivesFlippedBits(Compression compression) {
    byte[] whole = compressed(compression, JSON);
    Random random = new Random(9);
    for (int round = 0; round < 600; round++) {
      byte[] flipped = whole.clone();
      int bit = random.nextInt(whole.length * 8);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(Dumps.read(flipped, Dumps.SOURCE).size() >= 1);
    }
  }

  /** A failure of the storage is nobody's bad record. */
  @ParameterizedTest
  @EnumSource
  void throwsFailuresOfTheStorageOn(Compression compression) {
    byte[] whole = compressed(compression, JSON);
    for (int at = 0; at < whole.length; at += 13) {
      IOException failure = new IOException("connection reset");
      InputStream raw = failing(whole, at, failure);
      UncheckedIOException thrown =
          assertThrows(
              UncheckedIOException.class,
              () -> {
                try (DumpReader reader = DumpReader.open(raw, Dumps.SOURCE)) {
                  reader.forEachRemaining(
                      record -> assertTrue(record instanceof DumpRecord.Parsed));
                }
              });
      assertSame(failure, thrown.getCause());
    }
  }

  private static InputStream failing(byte[] bytes, int at, IOException failure) {
    return new InputStream() {
      private int position;

      @Override
      public int read() throws IOException {
        if (position == at) {
          throw failure;
        }
        return bytes[position++] & 0xFF;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        int next = read();
        buffer[from] = (byte) next;
        return 1;
      }
    };
  }
}

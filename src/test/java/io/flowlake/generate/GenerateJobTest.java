package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.dump.DumpReader;
import io.flowlake.dump.DumpRecord;
import io.flowlake.dump.DumpSource;
import io.flowlake.generate.GenerateRequest.Target;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateJobTest {
  /**
   * The SHA-256 of one small dirty stream. It changes only with the generator, never with the
   * machine; when it must change, say so in the changelog, for old figures then compare no more.
   */
  private static final String GOLDEN =
      "218ce57f3efc26e93e607cc1ba9bfbea81931fdef1aa8ed5afe942fe0a0519eb";

  @TempDir Path folder;

  @Test
  void theBytesDependOnTheRequestAlone() throws Exception {
    Map<String, String> first = hashes(generate("a", 1, 1));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertEquals(first, hashes(generate("b", 1, 4)));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    Map<String, String> other = hashes(generate("c", 2, 4));
    assertEquals(first.size(), other.size());
    other.values().forEach(hash -> assertFalse(first.containsValue(hash)));
  }

  @Test
  void theStreamIsTheOneThatItAlwaysWas() throws Exception {
    StreamShape shape = shape(5_000, 1, 3);
    run(request(shape, OutputFormat.JSON, OutputCompression.NONE, "golden", 2));
    MessageDigest digest = sha256();
    for (Path dump : files(folder.resolve("golden"))) {
      digest.update(Files.readAllBytes(dump));
    }
    assertEquals(GOLDEN, HexFormat.of().formatHex(digest.digest()));
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void theFilesHoldWhatTheStreamHolds(OutputFormat format) throws Exception {
    StreamShape shape = shape(20_000, 9, 7);
    GenerateReport report = run(request(shape, format, OutputCompression.GZ, format.name(), 2));
    SyntheticStream stream = SyntheticStream.of(shape);
    List<Path> files = files(folder.resolve(format.name()));
    assertEquals(stream.plan().dumps().size(), files.size());
    long rawBytes = 0;
    for (DumpPlan dump : stream.plan().dumps()) {
      rawBytes += NaiveReader.of(format).compare(files.get(dump.number()), stream, dump);
    }
    long written = files.stream().mapToLong(file -> file.toFile().length()).sum();
    long raw = rawBytes;
    assertAll(
        () -> assertEquals(stream.plan().counts(), report.counts()),
        () -> assertEquals(raw, report.rawBytes()),
        () -> assertEquals(written, report.writtenBytes()));
  }

  /** The promise of the counts, kept by the product's own reader. */
  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void theReaderSeesTheSameFlowsAndRejects(OutputFormat format) throws Exception {
    StreamShape shape = shape(20_000, 4, 3);
    run(request(shape, format, OutputCompression.GZ, "read", 2));
    List<Flow> expected = new ArrayList<>();
    SyntheticStream stream = SyntheticStream.of(shape);
    stream.forEach(
        record -> {
          if (record.flow() != null) {
            expected.add(record.flow());
          }
        });
    List<Flow> read = new ArrayList<>();
    int rejects = 0;
    for (Path file : files(folder.resolve("read"))) {
      try (DumpReader reader =
          DumpReader.open(Files.newInputStream(file), new DumpSource(file.toString(), null))) {
        while (reader.hasNext()) {
          if (reader.next() instanceof DumpRecord.Parsed parsed) {
            read.add(parsed.flow());
          } else {
            rejects++;
          }
        }
      }
    }
    assertEquals(expected, read);
    assertEquals(stream.plan().counts().rejects(), rejects);
  }

  @Test
  void dumpsLieInTheFolderOfTheirDay() throws Exception {
    StreamShape shape =
        new StreamShape(100, 5, 2, LocalDate.parse(StreamShape.USUAL_START), -3, 4, Shares.USUAL);
    run(request(shape, OutputFormat.CSV, OutputCompression.NONE, "names", 1));
    Path out = folder.resolve("names");
    assertEquals(
        List.of(
            "2026-11-01/flows-20261101T000000Z-s-3-000001.csv",
            "2026-11-01/flows-20261101T120000Z-s-3-000002.csv",
            "2026-11-02/flows-20261102T000000Z-s-3-000003.csv",
            "2026-11-02/flows-20261102T120000Z-s-3-000004.csv"),
        files(out).stream().map(file -> out.relativize(file).toString()).toList());
  }

  @Test
  void aFolderThatHoldsSomethingIsRefused() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("full")).resolve("x"), "x");
    assertRefused(
        request(shape(10, 1, 1), OutputFormat.JSON, OutputCompression.GZ, "full", 1),
        "it is not empty; name another folder, or add --append");
    assertEquals(1, files(folder.resolve("full")).size());
  }

  @Test
  void appendingNeverReplacesADump() throws Exception {
    GenerateRequest request = appending(shape(10, 1, 1));
    run(request);
    Map<String, String> before = hashes(folder.resolve("append"));
    assertRefused(request, "it holds 2026-11-01/flows-20261101T000000Z-s1-000001.jsonl already");
    assertEquals(before, hashes(folder.resolve("append")));
    run(appending(shape(10, 2, 1)));
    assertEquals(2, files(folder.resolve("append")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:%s/uri", "file://%s/uri", "%s/uri"})
  void aLocalFolderMayBeAPathOrAUri(String template) throws Exception {
    StreamShape shape = shape(10, 1, 2);
    run(
        new GenerateRequest(
            shape,
            OutputFormat.JSON,
            OutputCompression.GZ,
            template.formatted(folder),
            Target.EMPTY,
            1));
    assertEquals(2, files(folder.resolve("uri")).size());
  }

  @Test
  void aHadoopFileSystemGetsTheSameBytes() throws Exception {
    DumpFolder hadoop =
        HadoopDumpFolder.at(folder.resolve("hadoop").toUri(), new Configuration(false));
    assertTrue(hadoop.isEmpty());
    StreamShape shape = shape(1_000, 1, 1);
    GenerateRequest request = request(shape, OutputFormat.JSON, OutputCompression.GZ, "local", 1);
    run(request);
    GeneratePlan plan = GeneratePlan.of(shape);
    World world = new World(plan);
    String name = request.name(plan.dumps().get(0));
    new DumpWriter(request, world.nodes, hadoop)
        .write(name, visitor -> new DumpRows(world).each(plan.dumps().get(0), visitor));
    assertAll(
        () -> assertFalse(hadoop.isEmpty()),
        () -> assertTrue(hadoop.exists(name)),
        () ->
            assertEquals(
                -1,
                Files.mismatch(
                    folder.resolve("local").resolve(name),
                    folder.resolve("hadoop").resolve(name))));
  }

  @Test
  void aFailureLeavesNoPartOfADump() throws IOException {
    Path out = Files.createDirectory(folder.resolve("blocked"));
    // The second day's folder cannot be made, because a file has its name.
    Files.writeString(out.resolve("2026-11-02"), "in the way");
    StreamShape shape =
        new StreamShape(50_000, 5, 2, LocalDate.parse(StreamShape.USUAL_START), 1, 4, Shares.USUAL);
    GenerateRequest request =
        new GenerateRequest(
            shape, OutputFormat.JSON, OutputCompression.GZ, out.toString(), Target.APPEND, 2);
    assertThrows(IOException.class, () -> run(request));
    assertTrue(
        files(out).stream().noneMatch(file -> file.toString().endsWith(".tmp")),
        "temporary files are left");
  }

  @Test
  void nothingSharesAHashByAccident() throws Exception {
    Map<String, String> hashes = hashes(generate("distinct", 1, 2));
    assertEquals(hashes.size(), hashes.values().stream().distinct().count());
    assertNotEquals(0, hashes.size());
  }

  private static GenerateReport run(GenerateRequest request) throws IOException {
    return GenerateJob.run(
        request,
        () -> {
          throw new AssertionError("a local folder needs no Hadoop");
        });
  }

  private Path generate(String name, long seed, int threads) throws IOException {
    run(request(shape(20_000, seed, 9), OutputFormat.JSON, OutputCompression.GZ, name, threads));
    return folder.resolve(name);
  }

  private static StreamShape shape(long flows, long seed, int dumps) {
    return new StreamShape(
        flows,
        50,
        1,
        LocalDate.parse(StreamShape.USUAL_START),
        seed,
        dumps,
        new Shares(0.02, 0.02, 0.01, 0.02, 0.01));
  }

  private GenerateRequest request(
      StreamShape shape,
      OutputFormat format,
      OutputCompression compression,
      String name,
      int threads) {
    String out = folder.resolve(name).toString();
    return new GenerateRequest(shape, format, compression, out, Target.EMPTY, threads);
  }

  private GenerateRequest appending(StreamShape shape) {
    String out = folder.resolve("append").toString();
    return new GenerateRequest(
        shape, OutputFormat.JSON, OutputCompression.NONE, out, Target.APPEND, 1);
  }

  private static void assertRefused(GenerateRequest request, String message) {
    FlowlakeException refusal = assertThrows(FlowlakeException.class, () -> run(request));
    assertAll(
        () -> assertEquals(ExitCode.USAGE, refusal.exitCode()),
        () -> assertTrue(refusal.getMessage().contains(message), refusal.getMessage()));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(root)) {
      hashes.put(root.relativize(file).toString(), hash(file));
    }
    return hashes;
  }

  private static String hash(Path file) {
    try {
      return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.flowlake.compact;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.JavaChild;
import io.flowlake.S3ProxyServer;
import io.flowlake.SparkFixture;
import io.flowlake.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs on the same dumps and the same lake at the same time lose and double nothing. */
@Tag("slow")
class TwoCompactionsTest {
  private static final long LIMIT_MILLIS = 300_000;
  private static final int DUMPS = 12;

  @Test
  void onLocalFiles(@TempDir Path folder) throws Exception {
    TestLake clean = cleanLake(folder);
    String lake = folder.resolve("shared").toString();
    runTwo(clean.raw.toString(), lake, Map.of(), clean);
    new LakeState(new Lake(lake)).assertSameAs(new LakeState(clean.lake));
  }

  @Test
  void onS3(@TempDir Path folder) throws Exception {
    TestLake clean = cleanLake(folder);
    S3ProxyServer server = S3ProxyServer.shared();
    String bucket = server.newBucket();
    Configuration configuration = SparkFixture.session().sparkContext().hadoopConfiguration();
    server.reachFrom(configuration, bucket);
    String raw = "s3a://" + bucket + "/raw";
    String lake = "s3a://" + bucket + "/lake";
    upload(clean.raw, raw, configuration);

    runTwo(raw, lake, server.environment(), clean);

    new LakeState(new Lake(lake)).assertSameAs(new LakeState(clean.lake));
  }

  private static TestLake cleanLake(Path folder) throws IOException {
    TestLake clean = new TestLake(folder);
    SyntheticDumps.write(SyntheticDumps.shape(40_000, 6, 2, DUMPS, 4), clean.raw);
    Compaction.run(SparkFixture.session(), clean.request(size(clean.raw) / 4), Progress.NONE);
    return clean;
  }

  private static void runTwo(
      String raw, String lake, Map<String, String> environment, TestLake clean) throws Exception {
    String[] options = {"--batch-bytes", Long.toString(size(clean.raw) / 4)};
    try (JavaChild one = CompactProcess.start(raw, lake, environment, options);
        JavaChild other = CompactProcess.start(raw, lake, environment, options)) {
      List<OptionalInt> ends = List.of(one.exitCode(LIMIT_MILLIS), other.exitCode(LIMIT_MILLIS));
      // Both finish, or one says that it was in the way and may be run again.
      assertTrue(ends.contains(OptionalInt.of(0)), "exit codes " + ends);
      assertTrue(
          ends.stream().allMatch(end -> end.isPresent() && List.of(0, 5).contains(end.getAsInt())),
          "exit codes " + ends);
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void upload(Path folder, String target, Configuration configuration)
      throws IOException {
    org.apache.hadoop.fs.Path to = new org.apache.hadoop.fs.Path(target);
    FileSystem files = to.getFileSystem(configuration);
    files.copyFromLocalFile(new org.apache.hadoop.fs.Path(folder.toUri()), to);
  }
}

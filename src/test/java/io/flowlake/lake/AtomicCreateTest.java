package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.JavaChild;
import io.flowlake.lake.AtomicCreate.Outcome;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AtomicCreateTest {
  private static final int WRITERS = 8;
  private static final int PROCESSES = 3;
  private static final int ROUNDS = 60;

  static Stream<TestStore> stores() {
    return TestStore.all();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasThereStays(TestStore store) throws Exception {
    Configuration configuration = store.configuration();
    Path path = new Path(store.folder(), "deep/down/object");

    assertEquals(Outcome.CREATED, AtomicCreate.create(path, bytes("ours"), configuration));
    assertEquals(Outcome.WAS_THERE, AtomicCreate.create(path, bytes("that"), configuration));
    assertEquals(Outcome.WAS_THERE, AtomicCreate.create(path, bytes("longer"), configuration));
    assertArrayEquals(bytes("ours"), read(path, configuration));
    assertEquals(
        List.of("object"), names(path.getParent(), configuration), "temporary files left behind");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void anEmptyObjectIsAnObject(TestStore store) throws Exception {
    Configuration configuration = store.configuration();
    Path path = new Path(store.folder(), "empty");

    assertEquals(Outcome.CREATED, AtomicCreate.create(path, new byte[0], configuration));
    assertEquals(Outcome.WAS_THERE, AtomicCreate.create(path, bytes("x"), configuration));
    assertEquals(0, read(path, configuration).length);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofManyThreadsOneWinsAndNobodySeesAPart(TestStore store) throws Exception {
    Configuration configuration = store.configuration();
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS + 1);
    CyclicBarrier barrier = new CyclicBarrier(WRITERS);
    AtomicBoolean over = new AtomicBoolean();
    try {
      List<Future<List<Integer>>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "writer-" + writer;
        writers.add(pool.submit(() -> race(store.folder(), name, barrier, configuration)));
      }
      Future<Integer> reader =
          pool.submit(() -> readWholeOrNothing(store.folder(), over, configuration));
      List<List<Integer>> won = results(writers);
      over.set(true);
      assertTrue(reader.get() > 0, "the reader saw nothing");
      assertOneWinnerEach(won, store.folder(), configuration);
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofSeveralProcessesOneWins(TestStore store) throws Exception {
    List<JavaChild> children = new ArrayList<>();
    try {
      for (int writer = 0; writer < PROCESSES; writer++) {
        children.add(
            JavaChild.start(
                RacingWriter.class,
                store.environment(),
                List.of(),
                store.folder().toString(),
                "writer-" + writer));
      }
      assertOneWinnerEach(raceOf(children), store.folder(), store.configuration());
      for (JavaChild child : children) {
        child.finish();
      }
    } finally {
      children.forEach(JavaChild::close);
    }
  }

  /** Per child, the rounds that it won. */
  private static List<List<Integer>> raceOf(List<JavaChild> children) throws IOException {
    List<List<Integer>> won = new ArrayList<>();
    children.forEach(child -> won.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (JavaChild child : children) {
        child.say(Integer.toString(round));
      }
      for (int child = 0; child < children.size(); child++) {
        if (children.get(child).answer().equals("CREATED")) {
          won.get(child).add(round);
        }
      }
    }
    return won;
  }

  @Test
  void s3IsAnotherNameOfS3a() throws Exception {
    TestStore store = TestStore.s3();
    Configuration configuration = store.configuration();
    Path path = new Path(store.folder(), "object");
    Path sameByS3 = new Path(path.toString().replace("s3a://", "s3://"));

    assertEquals(Outcome.CREATED, AtomicCreate.create(sameByS3, bytes("ours"), configuration));
    assertEquals(Outcome.WAS_THERE, AtomicCreate.create(path, bytes("that"), configuration));
    assertArrayEquals(bytes("ours"), read(path, configuration));
  }

  @Test
  void withoutHardLinksALockDecides(@TempDir java.nio.file.Path folder) throws Exception {
    java.nio.file.Path target = folder.resolve("object");
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Outcome>> writers =
          IntStream.range(0, WRITERS)
              .<Callable<Outcome>>mapToObj(
                  writer ->
                      () ->
                          LinkedFile.create(
                              target, RacingWriter.content("w" + writer), FolderLock::rename))
              .toList();
      List<Outcome> outcomes = results(pool.invokeAll(writers));
      assertEquals(1, outcomes.stream().filter(Outcome.CREATED::equals).count());
      int winner = outcomes.indexOf(Outcome.CREATED);
      assertArrayEquals(RacingWriter.content("w" + winner), Files.readAllBytes(target));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void replacingTakesTheStaleChecksumAway(@TempDir java.nio.file.Path folder) throws Exception {
    Configuration configuration = HadoopSettings.of(Map.of());
    Path path = new Path(folder.resolve("_last_checkpoint").toUri());
    FileSystem.getLocal(configuration).create(path).close();

    LinkedFile.replace(LinkedFile.localPath(path), bytes("new"));
    assertArrayEquals(bytes("new"), read(path, configuration));
  }

  @Test
  void renamingFileSystemsKeepWhatWasThere(@TempDir java.nio.file.Path folder) throws Exception {
    Configuration configuration = new Configuration();
    Path path = new Path(folder.resolve("deep/object").toUri());

    assertEquals(Outcome.CREATED, ExclusiveRename.create(path, bytes("ours"), configuration));
    assertEquals(Outcome.WAS_THERE, ExclusiveRename.create(path, bytes("that"), configuration));
    assertArrayEquals(bytes("ours"), read(path, configuration));
    assertEquals(List.of("object"), names(path.getParent(), configuration));
  }

  @Test
  void aFileSystemThatIsNotKnownToBeSafeIsRefused() {
    Configuration configuration = new Configuration();
    configuration.set("fs.odd.impl", OddFileSystem.class.getName());
    FlowlakeException e =
        assertThrows(
            FlowlakeException.class,
            () -> AtomicCreate.create(new Path("odd:///x"), bytes("x"), configuration));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals(
        "Cannot write odd:/x: file system 'odd' is not known to create a file only if it is"
            + " absent; put the lake on a local disk, s3a, hdfs or abfs",
        e.getMessage());
  }

  /** A file system that we know nothing of. */
  public static final class OddFileSystem extends org.apache.hadoop.fs.RawLocalFileSystem {
    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("odd:///");
    }
  }

  private static List<Integer> race(
      Path folder, String writer, CyclicBarrier barrier, Configuration configuration)
      throws Exception {
    List<Integer> won = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      barrier.await();
      Path path = RacingWriter.name(folder, round);
      if (AtomicCreate.create(path, RacingWriter.content(writer), configuration)
          == Outcome.CREATED) {
        won.add(round);
      }
    }
    return won;
  }

  private static int readWholeOrNothing(
      Path folder, AtomicBoolean over, Configuration configuration) throws IOException {
    int seen = 0;
    for (int round = 0; round < ROUNDS && !over.get(); ) {
      try {
        assertWhole(read(RacingWriter.name(folder, round), configuration));
        seen++;
        round++;
      } catch (FileNotFoundException notYet) {
        Thread.onSpinWait();
      }
    }
    return seen;
  }

  private static void assertWhole(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    assertTrue(text.contains("\n"), "an empty object was seen");
    String writer = text.substring(0, text.indexOf('\n'));
    assertArrayEquals(RacingWriter.content(writer), content, "a part was seen");
  }

  private static void assertOneWinnerEach(
      List<List<Integer>> won, Path folder, Configuration configuration) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      int current = round;
      List<Integer> winners =
          IntStream.range(0, won.size()).filter(w -> won.get(w).contains(current)).boxed().toList();
      assertEquals(1, winners.size(), "winners of round " + round + ": " + winners);
      byte[] content = read(RacingWriter.name(folder, round), configuration);
      assertTrue(Arrays.equals(RacingWriter.content("writer-" + winners.get(0)), content));
    }
    assertEquals(ROUNDS, names(folder, configuration).size());
  }

  private static <T> List<T> results(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    assertFalse(results.isEmpty());
    return results;
  }

  private static List<String> names(Path folder, Configuration configuration) throws IOException {
    return Arrays.stream(folder.getFileSystem(configuration).listStatus(folder))
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  private static byte[] read(Path path, Configuration configuration) throws IOException {
    try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

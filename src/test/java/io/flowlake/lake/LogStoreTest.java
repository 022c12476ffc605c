package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Delta and Delta Kernel rely on. */
class LogStoreTest {
  static Stream<TestStore> stores() {
    return TestStore.all();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aVersionIsWrittenOnce(TestStore store) throws Exception {
    Configuration configuration = store.configuration();
    LogStore log = logStore(store, configuration);
    Path version = version(store, 0);

    log.write(version, List.of("{\"a\":1}", "{\"é\":2}").iterator(), false, configuration);
    FileAlreadyExistsException e =
        assertThrows(
            FileAlreadyExistsException.class,
            () -> log.write(version, List.of("{\"b\":1}").iterator(), false, configuration));
    assertEquals(version.toString(), e.getMessage());
    assertEquals(List.of("{\"a\":1}", "{\"é\":2}"), lines(log.read(version, configuration)));
    assertFalse(log.isPartialWriteVisible(version, configuration));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void overwritingReplaces(TestStore store) throws Exception {
    Configuration configuration = store.configuration();
    LogStore log = logStore(store, configuration);
    Path hint = new Path(store.folder(), "_delta_log/_last_checkpoint");

    log.write(hint, List.of("a long first text").iterator(), true, configuration);
    log.write(hint, List.of("short").iterator(), true, configuration);
    assertEquals(List.of("short"), lines(log.read(hint, configuration)));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void listingStartsAtTheNameAndIsInOrder(TestStore store) throws Exception {
    Configuration configuration = store.configuration();
    LogStore log = logStore(store, configuration);
    for (int version : new int[] {11, 2, 9, 10, 0}) {
      log.write(version(store, version), List.of("{}").iterator(), false, configuration);
    }

    assertEquals(List.of(9L, 10L, 11L), versions(log.listFrom(version(store, 9), configuration)));
    assertEquals(List.of(9L, 10L, 11L), versions(log.listFrom(version(store, 3), configuration)));
    assertEquals(List.of(), versions(log.listFrom(version(store, 12), configuration)));
    Path elsewhere = new Path(store.folder(), "none/_delta_log/00000000000000000000.json");
    assertThrows(FileNotFoundException.class, () -> log.listFrom(elsewhere, configuration));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void kernelCommitsThroughTheSameStores(TestStore store) throws Exception {
    Engine engine = DefaultEngine.create(store.configuration());
    String version = version(store, 0).toString();

    write(engine, version, "first");
    assertThrows(FileAlreadyExistsException.class, () -> write(engine, version, "second"));
    LogStore log = logStore(store, store.configuration());
    assertEquals(
        List.of("{\"c\":\"first\"}"), lines(log.read(version(store, 0), store.configuration())));
    assertFalse(
        Arrays.stream(stackOf(() -> write(engine, version, "third")))
            .noneMatch(frame -> frame.getClassName().equals(log.getClass().getName())),
        "the commit did not go through " + log.getClass());
  }

  private static StackTraceElement[] stackOf(Executable work) {
    return assertThrows(IOException.class, work).getStackTrace();
  }

  private static void write(Engine engine, String path, String value) throws IOException {
    StructType schema = new StructType().add("c", StringType.STRING);
    Row row = new GenericRow(schema, Map.of(0, value));
    engine
        .getJsonHandler()
        .writeJsonFileAtomically(path, Utils.singletonCloseableIterator(row), false);
  }

  private static LogStore logStore(TestStore store, Configuration configuration) throws Exception {
    String scheme = store.folder().toUri().getScheme();
    String name = LogStores.kernelSettings().get("io.delta.kernel.logStore." + scheme + ".impl");
    return Class.forName(name)
        .asSubclass(LogStore.class)
        .getConstructor(Configuration.class)
        .newInstance(configuration);
  }

  private static Path version(TestStore store, int version) {
    return new Path(store.folder(), "_delta_log/%020d.json".formatted(version));
  }

  private static List<String> lines(CloseableIterator<String> iterator) throws IOException {
    List<String> lines = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(lines::add);
    }
    return lines;
  }

  private static List<Long> versions(Iterator<FileStatus> listing) {
    List<Long> versions = new ArrayList<>();
    listing.forEachRemaining(
        status -> versions.add(Long.valueOf(status.getPath().getName().replace(".json", ""))));
    return versions;
  }
}

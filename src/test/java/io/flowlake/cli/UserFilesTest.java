package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.JavaChild;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.store.UserFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved searches and history on disk. */
class UserFilesTest {
  @TempDir Path home;
  private Map<String, String> environment;
  private Path folder;

  @BeforeEach
  void nameHome() {
    environment = Map.of("HOME", home.toString());
    folder = home.resolve(".config/flowlake");
  }

  @Test
  void whereTheyAre() {
    assertEquals(
        folder.resolve("x.json"), UserFile.called("x.json", environment).orElseThrow().path());
    assertEquals(
        Path.of("/etc/xdg/flowlake/x.json"),
        UserFile.called("x.json", Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", "/etc/xdg"))
            .orElseThrow()
            .path());
    assertEquals(
        folder.resolve("x.json"),
        UserFile.called("x.json", Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", "relative"))
            .orElseThrow()
            .path(),
        "a relative folder is to be ignored");
    assertTrue(UserFile.called("x.json", Map.of()).isEmpty());
    assertEquals(
        ExitCode.USAGE,
        assertThrows(FlowlakeException.class, () -> SavedSearches.of(Map.of())).exitCode());
  }

  @Test
  void whatIsSavedReadsBackAndIsTheUsersAlone() throws IOException {
    SavedSearches saved = SavedSearches.of(environment);
    StoredSearch search =
        new StoredSearch(
            "node = '\"quoted\" \\ it''s' and source_ip in 10.0.0.0/8",
            Map.of("last", "2h", "order", "sent_bytes:desc", "all-time", "true"));
    saved.save("mine", search);
    saved.save("other", new StoredSearch("any", Map.of()));
    saved.save("mine", search);
    assertEquals(search, saved.called("mine"));
    assertEquals(List.of("mine", "other"), List.copyOf(all(saved).keySet()));
    Path file = folder.resolve("searches.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    saved.delete("mine");
    assertEquals(List.of("other"), List.copyOf(all(saved).keySet()));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          List.of("searches.json", "searches.json.lock"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Files.createDirectories(folder);
    Path elsewhere = Files.writeString(home.resolve("dotfiles.json"), "{}");
    Files.createSymbolicLink(folder.resolve("searches.json"), elsewhere);
    SavedSearches.of(environment).save("a", new StoredSearch("any", Map.of()));
    assertTrue(Files.isSymbolicLink(folder.resolve("searches.json")));
    assertTrue(Files.readString(elsewhere).contains("\"a\""));
  }

  @Test
  void aLinkToAnAnswerStaysALink() throws IOException {
    Path elsewhere = Files.createDirectory(home.resolve("data"));
    Path answer = Files.writeString(elsewhere.resolve("old.csv"), "old");
    Path link = Files.createSymbolicLink(home.resolve("answer.csv"), answer);
    OutputFile file = new OutputFile("the answer", link);
    assertTrue(file.fault().isEmpty());
    file.write(path -> Files.writeString(path, "new"), "");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(answer));
    try (Stream<Path> left = Files.list(elsewhere)) {
      assertEquals(List.of(answer), left.toList());
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    SavedSearches saved = SavedSearches.of(environment);
    saved.save("web", new StoredSearch("any", Map.of()));
    FlowlakeException near = assertThrows(FlowlakeException.class, () -> saved.called("wed"));
    assertEquals(ExitCode.MISSING, near.exitCode());
    assertEquals(
        "Cannot use the saved search 'wed': there is none in %s. Did you mean 'web'?"
            .formatted(folder.resolve("searches.json")),
        near.getMessage());
    assertEquals(
        "Cannot delete the saved search '../../etc/passwd': there is none in %s. See flowlake searches."
            .formatted(folder.resolve("searches.json")),
        assertThrows(FlowlakeException.class, () -> saved.delete("../../etc/passwd")).getMessage());
  }

  @Test
  void brokenFilesAreToldAndKept() throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("searches.json");
    SavedSearches saved = SavedSearches.of(environment);
    for (Map.Entry<String, String> broken :
        Map.of(
                "{\n\"a\": {\"filter\"", "it is no JSON from line 2 on",
                "[]", "it is no JSON object",
                "", "it is no JSON object")
            .entrySet()) {
      Files.writeString(file, broken.getKey());
      String message =
          "Cannot read %s: %s. Mend it or remove it.".formatted(file, broken.getValue());
      StoredSearch any = new StoredSearch("any", Map.of());
      assertEquals(message, assertThrows(FlowlakeException.class, () -> all(saved)).getMessage());
      assertEquals(
          message, assertThrows(FlowlakeException.class, () -> saved.save("a", any)).getMessage());
      assertEquals(broken.getKey(), Files.readString(file));
    }
    Files.writeString(file, "{\"a\": {\"filter\": \"any\", \"options\": {\"output\": \"/x\"}}}");
    assertEquals(
        "Cannot use a stored search: it has an option that is none. Remove it: {\"filter\":\"any\",\"options\":{\"output\":\"/x\"}}",
        assertThrows(FlowlakeException.class, () -> saved.called("a")).getMessage());
    Files.writeString(file, "{\"a\": {\"options\": {}}}");
    assertEquals(
        "Cannot use a stored search: it has no filter. Remove it: {\"options\":{}}",
        assertThrows(FlowlakeException.class, () -> saved.called("a")).getMessage());
  }

  @Test
  void aBrokenEntryDoesNotHideTheOthers() throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("searches.json");
    Files.writeString(
        file, "{\"b\": {\"filter\": \"any\"}, \"a\\u001b c\": {\"options\": {}}, \"d\": 7}");
    MainTest.Run run = MainTest.Run.in(environment, "searches");
    assertEquals("b  flowlake search any\n", run.out());
    assertEquals(
        """
        flowlake searches: Cannot show the saved search 'a\\u001b c': it has no filter. Mend it in FILE, or forget it: flowlake searches --delete 'a\\u001b c'
        flowlake searches: Cannot show the saved search 'd': it has no filter. Mend it in FILE, or forget it: flowlake searches --delete d
        """
            .replace("FILE", file.toString()),
        run.err());
    assertEquals(0, MainTest.Run.in(environment, "searches", "--delete", "d").exitCode());
  }

  private static Map<String, StoredSearch> all(SavedSearches saved) {
    return saved.all(
        unusable -> {
          throw new AssertionError(unusable);
        });
  }

  @Test
  void historyKeepsTheLastFifty() {
    SearchHistory history = SearchHistory.of(environment).orElseThrow();
    for (int i = 0; i < 60; i++) {
      history.add(
          new SearchHistory.Entry("t" + i, new StoredSearch("any", Map.of("lake", "l")), i));
    }
    List<SearchHistory.Entry> entries = history.entries();
    assertEquals(50, entries.size());
    assertEquals("t59", entries.get(0).at());
    assertEquals(59, entries.get(0).rows());
    assertEquals("t10", entries.get(49).at());
    assertEquals("flowlake search any --lake l", entries.get(0).search().command());
  }

  @Test
  void threadsAndProcessesLoseNothing() throws Exception {
    List<JavaChild> children = new ArrayList<>();
    for (String name : List.of("p1", "p2")) {
      children.add(JavaChild.start(Saver.class, environment, List.of(), name));
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (String name : List.of("t1", "t2")) {
        running.add(threads.submit(() -> Saver.save(environment, name)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdown();
    }
    for (JavaChild child : children) {
      assertEquals("done", child.answer());
      child.close();
    }
    assertEquals(4 * Saver.COUNT, all(SavedSearches.of(environment)).size());
  }

  /** Saves searches one after another, in a thread or in a process of its own. */
  static final class Saver {
    static final int COUNT = 25;

    private Saver() {}

    public static void main(String[] args) {
      save(System.getenv(), args[0]);
      System.out.println("done");
    }

    static void save(Map<String, String> environment, String name) {
      for (int i = 0; i < COUNT; i++) {
        SavedSearches.of(environment).save(name + "." + i, new StoredSearch("any", Map.of()));
      }
    }
  }
}

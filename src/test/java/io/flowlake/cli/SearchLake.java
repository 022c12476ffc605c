package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import io.flowlake.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small lakes to search in, made with the program itself, once a JVM. */
public final class SearchLake {
  /** What makes the lake of docs/search.md, after {@code scripts/flowlake}. */
  static final List<String> TOUR =
      List.of(
          "generate --out raw --flows 20000 --nodes 3 --days 2 --seed 7",
          "compact --raw raw --lake lake");

  /**
   * Node names that attack terminals, spreadsheets, pages, shells, paths, SQL and our own tools.
   */
  static final List<String> HOSTILE =
      List.of(
          "../../etc/passwd",
          "\u001b]0;owned\u0007\u001b[2J\u009b31m",
          "<script>alert(1)</script>",
          "=cmd|'/c calc'!A1",
          "it's",
          "a\" or \"1\"=\"1",
          "'; DROP TABLE flows; --",
          "reflect('java.lang.Runtime','exit')",
          "$(reboot)`reboot`",
          "a=b/c%2Fd",
          "x\u202egnp.exe",
          "new\nline\ttab",
          "Käse 😀");

  private static Path tour;
  private static Path hostile;

  private SearchLake() {}

  /** The lake of the tour: three nodes, two days from 2026-11-01. */
  public static synchronized Path tour() throws IOException {
    if (tour == null) {
      Path folder = Files.createTempDirectory("flowlake-tour");
      for (String command : TOUR) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
          words.add(List.of("raw", "lake").contains(word) ? folder.resolve(word).toString() : word);
        }
        run(words);
      }
      tour = folder.resolve("lake");
    }
    return tour;
  }

  /**
   * A lake with a flow from each of the nodes {@link #HOSTILE}, a minute apart, oldest first; they
   * are the logging nodes as well where such may be called so.
   */
  static synchronized Path hostile() throws IOException {
    if (hostile == null) {
      Path folder = Files.createTempDirectory("flowlake-hostile");
      Path raw = Files.createDirectory(folder.resolve("raw"));
      StringBuilder records = new StringBuilder();
      for (int i = 0; i < HOSTILE.size(); i++) {
        String name = new TextNode(HOSTILE.get(i)).toString();
        boolean unfit = HOSTILE.get(i).chars().anyMatch(c -> VisibleText.isControl((char) c));
        records.append(
            "{\"nodeId\":%s,\"sourceNode\":%s,\"sourceIP\":\"10.0.0.%d\",\"sourcePort\":1000,\"destIP\":\"192.0.2.1\",\"destPort\":443,\"startTime\":\"2026-11-01T00:%02d:00Z\",\"endTime\":\"2026-11-01T01:00:00Z\",\"protocol\":\"TCP\",\"sourceBytes\":%d,\"destBytes\":1,\"meta\":{\"note\":%s}}\n"
                .formatted(unfit ? "\"n1\"" : name, name, i + 1, i, i, name));
      }
      Files.writeString(raw.resolve("1.json"), records);
      Path lake = folder.resolve("lake");
      run(List.of("compact", "--raw", raw.toString(), "--lake", lake.toString()));
      hostile = lake;
    }
    return hostile;
  }

  private static void run(List<String> words) {
    if (words.get(0).equals("compact")) {
      SparkFixture.session(); // the command takes the session that is open
    }
    MainTest.Run run = MainTest.Run.in(Map.of(), words.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
  }
}

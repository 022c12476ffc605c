package io.flowlake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fenced blocks of a document, for tests that run what it says. */
public final class DocBlocks {
  private DocBlocks() {}

  /**
   * The blocks in this language, in their order, without their fences.
   *
   * @param language the word behind the opening fence, such as {@code sh}
   */
  public static List<String> of(Path document, String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("```")) {
        if (block != null) {
          blocks.add(block.toString());
        }
        block = line.equals("```" + language) ? new StringBuilder() : null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}

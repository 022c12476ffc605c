package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.cli.ConsoleProgress.Output;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleProgressTest {
  private static final String REDRAW = "\r\u001b[K";

  private final StringWriter text = new StringWriter();
  private long now;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reading | 1000000 | 0    | 0       | 0    | 1000   | reading [..............................]   0 %  0 B of 1.0 MB  0 flows  0/s
          reading | 1000000 | 0    | 250000  | 5000 | 2000   | reading [########......................]  25 %  250.0 kB of 1.0 MB  5,000 flows  2,500/s  6.0 s left
          reading | 1000000 | 0    | 1500000 | 5000 | 4000   | reading [##############################] 100 %  1.0 MB of 1.0 MB  5,000 flows  1,250/s
          merging | 0       | 2000 | 0       | 500  | 60000  | merging [########......................]  25 %  500 flows  8/s  3:00 min left
          merging | 0       | 2000 | 0       | 2100 | 60000  | merging [##############################] 100 %  2,100 flows  35/s
          folding | 0       | 0    | 0       | 70   | 500    | folding  70 flows  140/s
          """)
  void aLineTellsHowFarItIs(
      String phase,
      long bytes,
      long records,
      long bytesDone,
      long recordsDone,
      long millis,
      String line) {
    try (ConsoleProgress progress = progress(Output.TERMINAL)) {
      progress.phase(phase, bytes, records);
      now += millis;
      progress.advanced(bytesDone, recordsDone);
      assertEquals(REDRAW + line, text.toString());
    }
    assertEquals(REDRAW + line + REDRAW, text.toString(), "the line goes when it is done");
  }

  @Test
  void elsewhereAPlainLineComesEveryHalfMinute() {
    try (ConsoleProgress progress = progress(Output.PLAIN)) {
      progress.batch(7, 1, 100);
      progress.phase("reading", 100, 0);
      for (int second = 0; second <= 65; second++) {
        progress.advanced(second, 10L * second);
        now += 1_000;
      }
    }
    assertEquals(
        """
        batch 7: 1 dump, 100 B
        reading [#########.....................]  30 %  30 B of 100 B  300 flows  10/s  1:10 min left
        reading [##################............]  60 %  60 B of 100 B  600 flows  10/s  40.0 s left
        """,
        text.toString());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'', false"})
  void theLauncherTellsWhetherAPersonWatches(String variable, boolean redrawn) {
    try (ConsoleProgress progress =
        ConsoleProgress.on(new PrintWriter(text), Map.of("FLOWLAKE_TERMINAL", variable))) {
      progress.batch(1, 2, 3);
    }
    assertEquals(redrawn, text.toString().startsWith(REDRAW));
  }

  private ConsoleProgress progress(Output output) {
    return new ConsoleProgress(new PrintWriter(text), output, () -> now);
  }
}

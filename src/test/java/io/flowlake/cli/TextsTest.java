package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.Times;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and times as people see them. */
class TextsTest {
  @Test
  void whatATerminalWouldObeyBecomesVisible() {
    assertEquals("plain Käse 😀", VisibleText.line("plain Käse 😀"));
    assertEquals(
        "a\\u001b[2J\\u0007\\u000d\\u000a\\u0009\\u007f\\u009b\\u202e\\u2066\\u2028z",
        VisibleText.line("a\u001b[2J\u0007\r\n\t\u007f\u009b\u202e\u2066\u2028z"));
    assertEquals("\\ud83d😀\\ude00", VisibleText.line("\ud83d😀\ude00"));
    assertEquals("a\n\tb\\u000d\\u001b", VisibleText.lines("a\n\tb\r\u001b"));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "abc, 3", "Käse, 4", "e\u0301, 1", "日本, 4", "😀, 2", "a\u200db, 2"})
  void widths(String text, int width) {
    assertEquals(width, TextWidth.of(text));
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abcde…", "日本語日本語, 6, 日本…", "abc, 6, abc"})
  void cuts(String text, int most, String cut) {
    assertEquals(cut, TextWidth.cut(text, most));
    assertTrue(TextWidth.of(cut) <= most);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-11-01T22:46:01.765Z, 2026-11-01T22:46:01.765Z",
    "Z, 2026-11-01T22:46:01.765Z, 2026-11-01T22:46:01.765Z",
    "Etc/UTC, 2026-11-01T22:46:01.765123Z, 2026-11-01T22:46:01.765123Z",
    "Europe/Berlin, 2026-11-01T22:46:01Z, 2026-11-01T23:46:01.000+01:00",
    "Europe/Berlin, 2026-07-01T22:46:01.5Z, 2026-07-02T00:46:01.500+02:00",
    "Europe/London, 2026-12-01T00:00:00.000001Z, 2026-12-01T00:00:00.000001Z",
    "Asia/Kolkata, 1969-12-31T23:59:59.999999Z, 1970-01-01T05:29:59.999999+05:30",
    "-09:30, 0001-01-01T12:00Z, 0001-01-01T02:30:00.000-09:30"
  })
  void timesHaveTheirOffsetAndReadBack(String zone, String time, String shown) {
    TimeText text = new TimeText(ZoneId.of(zone));
    assertEquals(shown, text.time(Times.parse(time)));
    assertEquals(Times.parse(time), Times.parse(shown));
  }

  /** The autumn hour that comes twice: only the offset tells which. */
  @Test
  void theHourThatComesTwiceIsNoRiddle() {
    TimeText berlin = new TimeText(ZoneId.of("Europe/Berlin"));
    assertEquals("2026-10-25T02:30:00.000+02:00", berlin.time(Times.parse("2026-10-25T00:30Z")));
    assertEquals("2026-10-25T02:30:00.000+01:00", berlin.time(Times.parse("2026-10-25T01:30Z")));
  }

  @Test
  void coloursNeedATerminalAndNoObjection() {
    String terminal = Colours.TERMINAL;
    assertEquals(Colours.ON, Colours.of(Map.of(terminal, "true")));
    assertEquals(Colours.ON, Colours.of(Map.of(terminal, "true", "NO_COLOR", "")));
    assertEquals(Colours.OFF, Colours.of(Map.of(terminal, "true", "NO_COLOR", "0")));
    assertEquals(Colours.OFF, Colours.of(Map.of(terminal, "true", "TERM", "dumb")));
    assertEquals(Colours.OFF, Colours.of(Map.of(terminal, "false")));
    assertEquals(Colours.OFF, Colours.of(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "edge-1, edge-1",
    "'a b', '''a b'''",
    "'it''s', '''it''\\''''s'''",
    "'$(reboot)', '''$(reboot)'''",
    "'`x`;rm -rf ~', '''`x`;rm -rf ~'''",
    "'', ''''''"
  })
  void shellWords(String text, String word) {
    assertEquals(word, ShellWord.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Büro täglich", "0", "a.b_c-d", "日本"})
  void namesOfSearches(String name) {
    assertEquals("", SavedSearches.fault(name).orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "-rf",
        "a'b",
        "a\"b",
        "a\nb",
        "$(x)",
        "a\u0000",
        "a;b",
        "\u001b[2J",
        "a\u202eb",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
      })
  void noNamesOfSearches(String name) {
    assertTrue(SavedSearches.fault(name).isPresent(), name);
  }
}

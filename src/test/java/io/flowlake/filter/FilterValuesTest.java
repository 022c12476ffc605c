package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flowlake.filter.FilterValues.FlagsMode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of options: the filters that they make, and their refusals. */
class FilterValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DEST_PORT | 443             | dest_port = 443",
        "DEST_PORT | !=22            | dest_port != 22",
        "DEST_PORT | != 22, 23       | dest_port not in [22..23]",
        "DEST_PORT | <>22            | dest_port != 22",
        "DEST_PORT | >1023           | dest_port >= 1024",
        "DEST_PORT | <= 1023         | dest_port <= 1023",
        "DEST_PORT | 80,443          | dest_port in [80, 443]",
        "DEST_PORT | 8000..8100      | dest_port in [8000..8100]",
        "DEST_PORT | 22, 8000..      | dest_port in [22, 8000..]",
        "DEST_PORT | ..1023          | dest_port <= 1023",
        "BYTES     | >=10M           | bytes >= 10M",
        "SENT_BYTES| 1KiB..1MiB      | sent_bytes in [1KiB..1MiB]",
        "DURATION  | >1h30m          | duration > 1h30m",
        "START_TIME| 2026-11-01..2026-11-02 | start_time in [2026-11-01T00:00Z..2026-11-02T00:00Z]",
      })
  void numbers(Quantity quantity, String text, String canonical) {
    assertEquals(canonical, FilterText.canonical(FilterValues.ranges(quantity, text).filter()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NODE        | edge-*          | node = edge-*",
        "NODE        | dc1, dc2        | node in [dc1, dc2]",
        "NODE        | !=dc1           | node != dc1",
        "NODE        | a\\,b           | node = 'a,b'",
        "NODE        | it's            | node = 'it\\'s'",
        "NODE        | ../x            | node = '../x'",
        "NODE        | a\\*b           | node = 'a\\*b'",
        "NODE        | x' or 'a'='a    | node = 'x\\' or \\'a\\'=\\'a'",
        "SOURCE_NODE | and             | source_node = 'and'",
        "PROTOCOL    | tcp,17          | protocol in [TCP, UDP]",
      })
  void texts(FlowColumn column, String text, String canonical) {
    Filter filter = FilterValues.globs(column, text).filter();
    assertEquals(canonical, FilterText.canonical(filter));
    assertEquals(filter, FilterText.parse(canonical).filter());
  }

  @Test
  void addressesWarnOfHostBits() {
    ParsedFilter parsed = FilterValues.addresses(End.EITHER, "!=10.1.2.3/8, 192.0.2.1");
    assertEquals("ip not in [10.0.0.0/8, 192.0.2.1]", FilterText.canonical(parsed.filter()));
    assertEquals(
        List.of("10.1.2.3/8 has bits set behind its prefix: it is read as 10.0.0.0/8."),
        parsed.warnings());
  }

  @Test
  void doubtfulValuesAreToldOf() {
    assertEquals(
        List.of(
            "null is a text here. Write 'not source_node *' for flows that have none, or quote it."),
        FilterValues.globs(FlowColumn.SOURCE_NODE, "edge-1,null").warnings());
    assertEquals(
        List.of("2026-11-01 is its midnight here. Write 2026-11-01..2026-11-02 for the whole day."),
        FilterValues.ranges(Quantity.END_TIME, "2026-11-01").warnings());
    assertEquals(List.of(), FilterValues.globs(FlowColumn.NODE, "edge-1").warnings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL   | SA      | flags all [SYN ACK]",
        "ANY   | syn,rst | flags any [SYN RST]",
        "NONE  | 4       | flags none RST",
        "EXACT | 0       | flags exact 0",
      })
  void flags(FlagsMode mode, String text, String canonical) {
    assertEquals(canonical, FilterText.canonical(FilterValues.flags(mode, text)));
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "0, 0",
    "10M, 10000000",
    "10m, 10000000",
    "10MB, 10000000",
    "1GiB, 1073741824",
    "1.5KiB, 1536",
    "2 K, 2000",
    "8192PiB, -1",
    "8191PiB, 9222246136947933184",
    "0.5, -1"
  })
  void sizes(String text, long bytes) {
    if (bytes < 0) {
      assertThrows(IllegalArgumentException.class, () -> FilterValues.size(text));
    } else {
      assertEquals(bytes, FilterValues.size(text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5m, 300000000",
    "1h30m, 5400000000",
    "250ms, 250000",
    "10us, 10",
    "10µs, 10",
    "3000ns, 3",
    "1.5s, 1500000",
    "2d, 172800000000",
    "0, 0"
  })
  void durations(String text, long micros) {
    assertEquals(micros, FilterValues.duration(text));
  }

  @Test
  void timesAreReadAsInTheLanguage() {
    long time = Times.parse("2026-11-01T22:30:00Z");
    assertEquals(time, FilterValues.time("2026-11-01T22:30Z"));
    assertEquals(time, FilterValues.time(" 2026-11-01 22:30 "));
    assertEquals(time, FilterValues.time("1793572200"));
    assertEquals(time, FilterValues.time("1793572200000"));
    assertEquals(time, FilterValues.time("1793572200s"));
    assertEquals(1_000, FilterValues.time("1ms"));
    assertEquals(1_000_000, FilterValues.time("1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "70000    | '70000' is not a port. Write a number from 0 to 65535.",
        "ssh      | 'ssh' is not a port. Write a number from 0 to 65535.",
        "80,,443  | '80,,443' lacks a value beside its comma or operator.",
        ">        | '>' lacks a value beside its comma or operator.",
        "``       | there is no value.",
        ">80,443  | '>' takes one value, no list and no range.",
        "443..80  | the range is empty: write the lower end first.",
        "80 443   | '80 443' is not a port. Write a number from 0 to 65535.",
        "1 or 1=1 | '1 or 1=1' is not a port. Write a number from 0 to 65535.",
      })
  void portsThatAreNone(String text, String message) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> FilterValues.ranges(Quantity.DEST_PORT, text));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void refusalsNameTheValueAndWhatIsExpected() {
    assertRefused(
        () -> FilterValues.addresses(End.SOURCE, "10.0.0.256"),
        "'10.0.0.256' is not an IPv4 or IPv6 address. Write an address, or a block such as"
            + " 10.0.0.0/8 or 2001:db8::/32.");
    assertRefused(
        () -> FilterValues.protocols("tpc"),
        "'tpc' is no protocol. Did you mean TCP? Write a name such as TCP, or a number of the IANA"
            + " registry.");
    assertRefused(
        () -> FilterValues.flags(FlagsMode.ALL, "SXA"),
        "'SXA' is no TCP flag. Write letters of SPAUFREC, names as in [SYN ACK], or a number from 0"
            + " to 255.");
    assertRefused(
        () -> FilterValues.time("soon"),
        "'soon' is not a time. Write 2026-11-01T22:00Z, 2026-11-01 or seconds since 1970.");
    assertRefused(
        () -> FilterValues.globs(FlowColumn.NODE, "CORP\\node"),
        "'\\n' in 'CORP\\node' is no escape; a backslash itself is written '\\\\'.");
  }

  private static void assertRefused(Executable value, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, value).getMessage());
  }
}

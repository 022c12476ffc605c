package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical text: what it looks like, and that nothing is lost on the way there and back. */
class CanonicalTextTest {
  private static final int FILTERS = 2_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomFiltersComeBackEqual(long seed) {
    List<Flow> flows = new RandomFlows(seed).list(50);
    int matching = 0;
    for (Filter filter : new RandomFilters(seed).list(FILTERS)) {
      String text = FilterText.canonical(filter);
      Filter again = FilterText.parse(text).filter();
      assertEquals(filter, again, text);
      assertEquals(text, FilterText.canonical(again));
      matching += matching(filter, flows, text);
    }
    int all = FILTERS * flows.size();
    assertTrue(matching > all / 10 && matching < all * 9 / 10, matching + " of " + all);
  }

  @Test
  void comparisonsWithTheLimitsComeBackEqual() {
    List<String> numbers =
        List.of("0", "1", "254", "255", "256", "65534", "65535", "9223372036854775807", "0xff");
    List<String> others = List.of("0x7fffffffffffffff", "0x8000000000000000", "-1us", "-1d");
    List<String> all =
        Stream.of(numbers, others, List.of("0xffffffffffffffff")).flatMap(List::stream).toList();
    int read = 0;
    for (String field :
        List.of("port", "dst port", "flags", "flow_flags", "bytes", "duration", "start", "day")) {
      for (String sign : List.of("=", "!=", "<", "<=", ">", ">=")) {
        for (String number : all) {
          read += comesBack(field + " " + sign + " " + number) ? 1 : 0;
        }
      }
    }
    assertTrue(read > 200, read + " could be read");
  }

  /** Whether {@code text} is a filter, which is then asserted to come back from its text. */
  private static boolean comesBack(String text) {
    Filter filter;
    try {
      filter = FilterText.parse(text).filter();
    } catch (FlowlakeException e) {
      return false;
    }
    String canonical = FilterText.canonical(filter);
    assertEquals(filter, FilterText.parse(canonical).filter(), text);
    return true;
  }

  /** Asserts that the text means what the tree means, and that complements are complements. */
  private static int matching(Filter filter, List<Flow> flows, String text) {
    Predicate<Flow> test = FlowTest.of(filter);
    Predicate<Flow> read = FlowTest.of(FilterText.parse(text).filter());
    Predicate<Flow> complement = FlowTest.of(FilterText.parse("not (" + text + ")").filter());
    int matching = 0;
    for (Flow flow : flows) {
      boolean matches = test.test(flow);
      assertEquals(matches, read.test(flow), () -> text + " on " + flow);
      assertEquals(!matches, complement.test(flow), () -> "not (" + text + ") on " + flow);
      matching += matches ? 1 : 0;
    }
    return matching;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                   | any",
        "src net 10.0.0.0/8 and dst port 443  | source_ip = 10.0.0.0/8 and dest_port = 443",
        "host 192.0.2.1 and not port in [53, 123] | ip = 192.0.2.1 and port not in [53, 123]",
        "port != 22                           | port != 22",
        "not port > 1023                      | not port >= 1024",
        "bytes > 10M and recv bytes >= 1GiB   | bytes > 10M and recv_bytes >= 1GiB",
        "bytes <= 9999999                     | bytes < 10M",
        "duration > 90m                       | duration > 1h30m",
        "flags S/SA                           | flags S/SA",
        "flags all [SYN,ACK] or flags any SR or flags none RF or flags exact S | flags all [SYN ACK] or flags any [SYN RST] or flags none [FIN RST] or flags exact SYN",
        "flow_flags any 262144                | flow_flags any no_route",
        "flow_flags any 1                     | flow_flags any 1",
        "defunct or open                      | defunct or open",
        "node edge-* or node 'a b' or node = \"it's\" | node = edge-* or node = 'a b' or node = 'it\\'s'",
        "node 'open'                          | node = 'open'",
        "start >= 2026-11-01T22:00Z and end < 2026-11-02 | start_time >= 2026-11-01T22:00Z and end_time < 2026-11-02T00:00Z",
        "active 2026-11-01T22:00Z..2026-11-01T23:00Z | active 2026-11-01T22:00Z..2026-11-01T23:00Z",
        "proto 6 or ! proto icmp               | protocol = TCP or protocol != ICMP",
      })
  void canonical(String text, String canonical) {
    assertEquals(canonical, FilterText.canonical(FilterText.parse(text).filter()));
  }
}

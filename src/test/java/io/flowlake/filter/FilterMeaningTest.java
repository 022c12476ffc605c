package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.model.Flow;
import io.flowlake.model.Times;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters mean, on a few flows that one can oversee. */
class FilterMeaningTest {
  private static final long START = Times.parse("2026-11-01T22:30Z");
  private static final long MINUTE = 60_000_000L;

  /** Ten minutes of HTTPS. */
  private static final Flow TCP =
      new Flow(
          "edge-1",
          START,
          START + 10 * MINUTE,
          "TCP",
          "edge-1",
          "10.1.4.7",
          50_742,
          "dc1",
          "172.16.9.20",
          443,
          192_614L,
          1_928L,
          0x1B,
          0L,
          null,
          "{\"a\":1}");

  /** Open, without ports, bytes at one side only, over IPv6, blocked. */
  private static final Flow ICMP =
      new Flow(
          "dc1",
          START,
          null,
          "ICMP",
          null,
          "fe80::1",
          null,
          "local",
          "2001:db8::1",
          null,
          98L,
          null,
          null,
          262_144L,
          "9aa2bbc3-4265-475b-b977-c94b1ee25a1f",
          null);

  /** Nothing is known that need not be. */
  private static final Flow BARE =
      new Flow(
          "a*b",
          START,
          START,
          "UNKNOWN",
          null,
          "10.0.0.1",
          null,
          null,
          "10.0.0.2",
          null,
          null,
          null,
          null,
          null,
          null,
          null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "any                                              | TCP ICMP BARE",
        "not any                                          | -",
        // addresses
        "src net 10.0.0.0/8                               | TCP BARE",
        "dst net 10.0.0.0/8                               | BARE",
        "net 10.0.0.0/8                                   | TCP BARE",
        "ip != 10.0.0.0/8                                 | ICMP",
        "source_ip != 10.0.0.0/8                          | ICMP",
        "ip = 0.0.0.0/0                                   | TCP BARE",
        "ip = ::/0                                        | ICMP",
        "host ::ffff:10.1.4.7                             | TCP",
        "ip in [172.16.9.20, 2001:db8::/32]               | TCP ICMP",
        "ip 172.16.9.21                                   | -",
        // ports: ICMP has none
        "dst port 443                                     | TCP",
        "dst port != 53                                   | TCP ICMP BARE",
        "dst port != 443                                  | ICMP BARE",
        "dst port >= 0                                    | TCP",
        "not dst port >= 0                                | ICMP BARE",
        "port 443                                         | TCP",
        "port > 1023                                      | TCP",
        "not port > 1023                                  | ICMP BARE",
        "port > 50742                                     | -",
        "port < 443                                       | -",
        "port <= 443                                      | TCP",
        "dst port 443..443                                | TCP",
        "dst port in [80, 440..442]                       | -",
        "dst port in [..443]                              | TCP",
        "dst port in [443..]                              | TCP",
        "dst port not in [80, 443]                        | ICMP BARE",
        "dst port in []                                   | -",
        // bytes
        "bytes = 194542                                   | TCP",
        "bytes = 98                                       | ICMP",
        "bytes >= 0                                       | TCP ICMP",
        "sent bytes >= 0                                  | TCP",
        "recv bytes > 98                                  | TCP",
        "bytes != 98                                      | TCP BARE",
        // text
        "node edge-*                                      | TCP",
        "node ?????1                                      | TCP",
        "node EDGE-1                                      | -",
        "node a*b                                         | BARE",
        "node 'a\\*b'                                     | BARE",
        "node 'a\\?b'                                     | -",
        "src node *                                       | TCP",
        "not src node *                                   | ICMP BARE",
        "dst node in [dc1, local]                         | TCP ICMP",
        "dst node != dc1                                  | ICMP BARE",
        "proto 6                                          | TCP",
        "protocol in [icmp, unknown]                      | ICMP BARE",
        "activity 9aa2bbc3-*                              | ICMP",
        "meta *a*                                         | TCP",
        // flags: 0x1B is FIN SYN PSH ACK
        "flags all [SYN ACK]                              | TCP",
        "flags all [SYN RST]                              | -",
        "flags any [SYN RST]                              | TCP",
        "flags none [RST URG]                             | TCP",
        "not flags any [RST URG]                          | TCP ICMP BARE",
        "flags exact [SYN PSH ACK FIN]                    | TCP",
        "flags exact SA                                   | -",
        "flags S/SR                                       | TCP",
        "flags S/SA                                       | -",
        "tcp_flags = 27                                   | TCP",
        "flow_flags any no_route                          | ICMP",
        "flow_flags exact 0                               | TCP",
        "flow_flags = 0                                   | TCP",
        "defunct                                          | ICMP",
        // times
        "open                                             | ICMP",
        "not open                                         | TCP BARE",
        "start = 2026-11-01T22:30Z                        | TCP ICMP BARE",
        "start 2026-11-01..2026-11-02                     | TCP ICMP BARE",
        "start 2026-11-01T22:00Z..2026-11-01T22:30Z       | -",
        "start < 2026-11-01T22:30Z                        | -",
        "start = 2026-11-01T23:30+01:00                   | TCP ICMP BARE",
        "start = 1793572200                               | TCP ICMP BARE",
        "start = 1793572200000                            | TCP ICMP BARE",
        "end > 2026-11-01T22:30Z                          | TCP",
        "end >= 2026-11-01T22:30Z                         | TCP BARE",
        "duration = 10m                                   | TCP",
        "duration >= 0                                    | TCP BARE",
        "not duration > 5m                                | ICMP BARE",
        "active 2026-11-01T22:40Z..2026-11-01T23:00Z      | TCP",
        "active 2026-11-01T22:30Z..2026-11-01T22:31Z      | TCP ICMP BARE",
        "active 2026-11-01T22:00Z..2026-11-01T22:30Z      | -",
        "active 2026-11-01T22:35Z                         | TCP",
        "active ..2026-11-01T22:30:00.000001Z             | TCP ICMP BARE",
        "day 2026-11-01                                   | TCP ICMP BARE",
        "day 2026-10-31..2026-11-01                       | TCP ICMP BARE",
        "day < 2026-11-01                                 | -",
        // logic: not binds before and, and before or
        "proto udp and open or proto tcp                  | TCP",
        "proto udp and (open or proto tcp)                | -",
        "not proto tcp and open                           | ICMP",
        "not (proto tcp and open)                         | TCP ICMP BARE",
      })
  void matches(String text, String names) {
    var test = FlowTest.of(FilterText.parse(text).filter());
    StringBuilder matching = new StringBuilder();
    matching.append(test.test(TCP) ? "TCP " : "");
    matching.append(test.test(ICMP) ? "ICMP " : "");
    matching.append(test.test(BARE) ? "BARE " : "");
    assertEquals(names, matching.isEmpty() ? "-" : matching.toString().strip());
  }
}

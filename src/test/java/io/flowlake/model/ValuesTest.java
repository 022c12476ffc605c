package io.flowlake.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of raw text and what it means. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-01T22:46:01.765Z, 2026-11-01T22:46:01.765Z",
    "2026-11-01T22:46:01.765123Z, 2026-11-01T22:46:01.765123Z",
    "2026-11-01T22:46:01.765123987Z, 2026-11-01T22:46:01.765123Z",
    "2026-11-01T22:46:01Z, 2026-11-01T22:46:01.000Z",
    "2026-11-01T22:46Z, 2026-11-01T22:46:00.000Z",
    "2026-11-01T22:46:01, 2026-11-01T22:46:01.000Z",
    "2026-11-01 22:46:01, 2026-11-01T22:46:01.000Z",
    "2026-11-01T23:46:01+01:00, 2026-11-01T22:46:01.000Z",
    "2026-11-01T23:46:01.5+0100, 2026-11-01T22:46:01.500Z",
    "2026-11-01, 2026-11-01T00:00:00.000Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00.000Z",
    "2026-10-31T00:00:00.1Z, 2026-10-31T00:00:00.100Z",
    "1761952560, 2025-10-31T23:16:00.000Z",
    "1761952560.123456, 2025-10-31T23:16:00.123456Z",
    "1761952560123, 2025-10-31T23:16:00.123Z",
    "1761952560123.7, 2025-10-31T23:16:00.123700Z",
    "1761952560123456, 2025-10-31T23:16:00.123456Z",
    "1761952560123456789, 2025-10-31T23:16:00.123456Z",
    "1.761952560e9, 2025-10-31T23:16:00.000Z",
    "0, 1970-01-01T00:00:00.000Z",
    "-1.5, 1969-12-31T23:59:58.500Z",
  })
  void times(String raw, String expected) {
    assertEquals(expected, Times.format(Times.parse(raw)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-01T24:00:01Z",
        "2026-11-01T22:46:01.Z",
        "2026-11-01T22:46:01.12x4Z",
        "1e999999999",
        "1e-999999999",
        "99999999999999999999999",
        "",
        "-",
        "."
      })
  void noTimes(String raw) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Times.parse(raw));
    assertTrue(refused.getMessage().contains("'" + raw + "'"), refused.getMessage());
  }

  @Test
  void usualTimesAreReadAsTheGeneralParserReadsThem() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long micros = random.nextLong(-62_135_596_800_000_000L, 253_402_300_800_000_000L);
      String text =
          Instant.EPOCH
              .plusNanos(0)
              .plusSeconds(Math.floorDiv(micros, 1_000_000L))
              .plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000)
              .toString();
      assertEquals(micros, Times.parse(text), text);
      assertEquals(micros, Times.parse(Times.format(micros)));
    }
  }

  @Test
  void daysAreUtcAlsoBefore1970() {
    assertEquals(-1, Times.dayOf(-1));
    assertEquals(0, Times.dayOf(0));
    assertEquals(1, Times.dayOf(Times.DAY_MICROS));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.4.7, 10.1.4.7",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::FFFF:0a00:0001, 10.0.0.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
    "fe80::1%eth0, fe80::1",
    "::, ::",
    "0:0:0:0:0:0:0:0, ::",
    "::1.2.3.4, ::102:304",
  })
  void addresses(String raw, String canonical) {
    assertEquals(canonical, IpAddress.canonical(raw));
    assertEquals(IpAddress.parse(raw), IpAddress.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1.2",
        "10.1.2.3.4",
        "10.1.2.256",
        "010.1.2.3",
        "10.1.2.",
        "1",
        "host",
        ":::",
        "2001:db8::g",
        "10.1.2.3/8",
        "1::2::3",
        "10.1.2.3%eth0",
        "１.2.3.4"
      })
  void noAddresses(String raw) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(raw));
    assertEquals("'" + raw + "' is not an IPv4 or IPv6 address", refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "0.0.0.0/0, 192.0.2.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 10.0.0.1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1/32, 192.0.2.2, false",
    "::ffff:10.0.0.0/104, 10.9.9.9, true",
  })
  void blocks(String block, String address, boolean inside) {
    assertEquals(inside, CidrBlock.parse(block).contains(IpAddress.parse(address)));
  }

  @Test
  void blocksPrintTheirNetwork() {
    assertEquals("10.0.0.0/8", CidrBlock.parse("10.1.2.3/8").toString());
    assertTrue(CidrBlock.hasHostBits("10.1.2.3/8"));
    assertFalse(CidrBlock.hasHostBits("10.0.0.0/8"));
    assertThrows(IllegalArgumentException.class, () -> CidrBlock.parse("10.0.0.0/33"));
    assertThrows(IllegalArgumentException.class, () -> CidrBlock.parse("10.0.0.0/"));
    assertThrows(IllegalArgumentException.class, () -> CidrBlock.parse("::ffff:10.0.0.0/8"));
  }

  @ParameterizedTest
  @CsvSource({"27, 27", "00100001, 33", "0x1b, 27", "18.0, 18", "0, 0", "255, 255", "11, 11"})
  void flagNumbers(String raw, int flags) {
    assertEquals(flags, TcpFlags.parseNumber(raw));
  }

  @ParameterizedTest
  @ValueSource(strings = {"256", "-1", "x", "0xzz", "", "SYN"})
  void noFlagNumbers(String raw) {
    assertThrows(IllegalArgumentException.class, () -> TcpFlags.parseNumber(raw));
  }

  @ParameterizedTest
  @CsvSource({
    "SYN ACK, 18",
    "syn|ack, 18",
    "...AP.SF, 27",
    "SA, 18",
    "FIN, 1",
    "CWR ECE, 192",
    "ECE, 64",
    "EC, 192"
  })
  void flagNames(String raw, int flags) {
    assertEquals(flags, TcpFlags.parseNames(raw));
  }

  @Test
  void flagsAreShownInTheProductsOrder() {
    assertEquals("SYN PSH ACK URG FIN RST ECE CWR", TcpFlags.text(255));
    assertEquals("", TcpFlags.text(0));
    assertNull(TcpFlags.parseNames("SYNX"));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, TCP",
    "6, TCP",
    "6.0, TCP",
    "Udp, UDP",
    "icmp, ICMP",
    "58, IPv6-ICMP",
    "ipv6-icmp, IPv6-ICMP",
    "unknown, UNKNOWN",
    "47, GRE",
    "ospf, OSPFIGP"
  })
  void protocols(String raw, String name) {
    assertEquals(name, Protocol.parse(raw));
  }

  @Test
  void protocolsThatTheRegistryDoesNotKnow() {
    assertNull(Protocol.parse("unknown_transport"));
    assertNull(Protocol.parse("200"));
    assertNull(Protocol.parse("-6"));
    assertEquals(Protocol.UNKNOWN, Protocol.named(200));
    assertEquals("BIT-EMU", Protocol.named(146));
    assertEquals(132, Protocol.number("sctp").orElseThrow());
  }

  @Test
  void columnsAreKnownByEveryName() {
    for (String name : new String[] {"source_ip", "sourceIP", "srcIp", "Source IP", "SOURCE-IP"}) {
      assertEquals(Optional.of(FlowColumn.SOURCE_IP), FlowColumn.named(name));
    }
    assertEquals(Optional.of(FlowColumn.RECV_BYTES), FlowColumn.named("destBytes"));
    assertEquals(Optional.of(FlowColumn.FLOW_FLAGS), FlowColumn.named("flags"));
    assertEquals(Optional.empty(), FlowColumn.named("colour"));
  }

  @ParameterizedTest
  @CsvSource({
    "compcat, compact",
    "lkae, lake",
    "bach-bytes, batch-bytes",
    "FLOWLAKE_LAEK, FLOWLAKE_LAKE",
    "rejct, rejects",
    "xyz, ''",
    "summry, summary"
  })
  void theNearestNameIsFound(String name, String nearest) {
    List<String> known =
        List.of("compact", "lake", "batch-bytes", "rejects", "FLOWLAKE_LAKE", "summary");
    assertEquals(nearest, Nearest.of(name, known).orElse(""));
  }

  @Test
  void theNearestNameMayDifferInCase() {
    List<String> known = List.of("TCP", "sourceIP");
    assertEquals(Optional.of("TCP"), Nearest.ignoringCase("tpc", known));
    assertEquals(Optional.of("sourceIP"), Nearest.ignoringCase("SOURCIP", known));
    assertEquals(Optional.empty(), Nearest.ignoringCase("x".repeat(100_000), known));
  }

  @Test
  void everyNameOfAColumnFindsIt() {
    for (FlowColumn column : FlowColumn.all()) {
      assertEquals(column.columnName(), column.everyName().get(0));
      for (String name : column.everyName()) {
        assertEquals(Optional.of(column), FlowColumn.named(name), name);
      }
    }
  }

  @Test
  void excerptsShowNothingThatHides() {
    assertEquals("'a\\u0007b\\u202ec\\u200bd é😀'", Excerpt.quoted("a\u0007b\u202ec\u200bd é😀"));
    assertEquals("x".repeat(100) + "…", Excerpt.of("x".repeat(101)));
    assertEquals("x".repeat(99) + "…", Excerpt.of("x".repeat(99) + "😀"));
  }

  @Test
  void flowFlagsHaveNames() {
    assertEquals(1_007_616_000L, FlowFlags.DEFUNCT);
    assertEquals(List.of("no_acl_match", "no_route"), FlowFlags.names(65_536 | 262_144 | 1));
    assertEquals(Optional.of(524_288L), FlowFlags.bit("Invalid-TCP"));
    assertEquals(Optional.empty(), FlowFlags.bit("invalid"));
    assertEquals(8, FlowFlags.names().size());
  }
}

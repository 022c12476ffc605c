package io.flowlake.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The names of the IP protocols: the IANA registry "Assigned Internet Protocol Numbers" (RFC 5237),
 * as of 2024, where a space or the word "protocol" of an entry is a hyphen or left out.
 */
public final class Protocol {
  /** The name for a protocol that the source did not know. */
  public static final String UNKNOWN = "UNKNOWN";

  private static final String[] NAMES = names();
  private static final Map<String, Integer> NUMBERS = numbers();

  private Protocol() {}

  /** The name of an IANA protocol number; {@link #UNKNOWN} where the registry assigns none. */
  public static String named(int number) {
    String name = number >= 0 && number < NAMES.length ? NAMES[number] : null;
    return name == null ? UNKNOWN : name;
  }

  /** The IANA number of a protocol name (any case); empty for {@link #UNKNOWN} and other text. */
  public static OptionalInt number(String name) {
    Integer number = NUMBERS.get(name.toUpperCase(Locale.ROOT));
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /**
   * The canonical name for a protocol written as a name (any case) or a number; null when it is no
   * protocol that the registry knows, nor {@code UNKNOWN}.
   */
  public static @Nullable String parse(String text) {
    return switch (text) {
      case "TCP", "tcp" -> "TCP";
      case "UDP", "udp" -> "UDP";
      default -> parseOther(text.strip());
    };
  }

  private static @Nullable String parseOther(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.equals(UNKNOWN)) {
      return UNKNOWN;
    }
    Integer number = NUMBERS.get(upper);
    if (number == null && !upper.isEmpty() && Character.isDigit(upper.charAt(0))) {
      number = parseNumber(upper);
    }
    return number == null || number < 0 || number >= NAMES.length ? null : NAMES[number];
  }

  private static @Nullable Integer parseNumber(String text) {
    try {
      long number = Numbers.parseWhole(text);
      return number > 255 ? null : (Integer) (int) number;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int number = 0; number < NAMES.length; number++) {
      numbers.put(NAMES[number].toUpperCase(Locale.ROOT), number);
    }
    numbers.put("ICMP6", 58);
    numbers.put("ICMPV6", 58);
    numbers.put("IPV6ICMP", 58);
    numbers.put("OSPF", 89);
    return numbers;
  }

  private static String[] names() {
    return """
    HOPOPT ICMP IGMP GGP IPv4 ST TCP CBT EGP IGP BBN-RCC-MON NVP-II PUP ARGUS EMCON XNET CHAOS UDP
    MUX DCN-MEAS HMP PRM XNS-IDP TRUNK-1 TRUNK-2 LEAF-1 LEAF-2 RDP IRTP ISO-TP4 NETBLT MFE-NSP
    MERIT-INP DCCP 3PC IDPR XTP DDP IDPR-CMTP TP++ IL IPv6 SDRP IPv6-Route IPv6-Frag IDRP RSVP GRE
    DSR BNA ESP AH I-NLSP SWIPE NARP Min-IPv4 TLSP SKIP IPv6-ICMP IPv6-NoNxt IPv6-Opts
    any-host-internal CFTP any-local-network SAT-EXPAK KRYPTOLAN RVD IPPC any-distributed-file-system
    SAT-MON VISA IPCV CPNX CPHB WSN PVP BR-SAT-MON SUN-ND WB-MON WB-EXPAK ISO-IP VMTP SECURE-VMTP
    VINES IPTM NSFNET-IGP DGP TCF EIGRP OSPFIGP Sprite-RPC LARP MTP AX.25 IPIP MICP SCC-SP ETHERIP
    ENCAP any-private-encryption GMTP IFMP PNNI PIM ARIS SCPS QNX A/N IPComp SNP Compaq-Peer
    IPX-in-IP VRRP PGM any-0-hop L2TP DDX IATP STP SRP UTI SMP SM PTP ISIS-over-IPv4 FIRE CRTP CRUDP
    SSCOPMCE IPLT SPS PIPE SCTP FC RSVP-E2E-IGNORE Mobility-Header UDPLite MPLS-in-IP manet Shim6
    WESP ROHC Ethernet AGGFRAG NSH Homa BIT-EMU"""
        .strip()
        .split("\\s+");
  }
}

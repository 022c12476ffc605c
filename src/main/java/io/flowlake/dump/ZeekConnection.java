package io.flowlake.dump;

import io.flowlake.model.Flow;
import io.flowlake.model.IpAddress;
import io.flowlake.model.Numbers;
import io.flowlake.model.Protocol;
import io.flowlake.model.TcpFlags;
import io.flowlake.model.Times;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one Zeek connection as text, and the flow that they are. One object is reused for
 * all records of a dump.
 */
final class ZeekConnection {
  private static final ZeekField[] NODE_FIELDS = {
    ZeekField.NODE_NAME, ZeekField.PEER, ZeekField.SYSTEM_NAME, ZeekField.SYSTEM
  };

  private final NodeNames nodes;
  private final Map<ZeekField, String> values = new EnumMap<>(ZeekField.class);

  ZeekConnection(DumpSource source) {
    nodes = new NodeNames(source);
  }

  void clear() {
    values.clear();
  }

  /** Takes the value of a field that is set. */
  void put(ZeekField field, String value) throws BadRecordException {
    if (values.put(field, value) != null) {
      throw BadRecordException.malformed(
          "the record has the field '" + field.zeekName() + "' twice");
    }
  }

  /** The value of a field; null where it is not set. */
  @Nullable String value(ZeekField field) {
    return values.get(field);
  }

  /** Whether the ports hold the ICMP type and code instead. */
  boolean isIcmp() {
    return "icmp".equalsIgnoreCase(value(ZeekField.PROTO));
  }

  /** Whether a column of the flow says all that the field says; what is not goes into meta. */
  boolean isColumn(ZeekField field) {
    return switch (field) {
      case TS, ORIG_H, RESP_H, DURATION, ORIG_IP_BYTES, RESP_IP_BYTES -> true;
      case ORIG_P, RESP_P -> !isIcmp();
      case PROTO -> protocol() != null;
      case ORIG_BYTES -> value(ZeekField.ORIG_IP_BYTES) == null;
      case RESP_BYTES -> value(ZeekField.RESP_IP_BYTES) == null;
      case NODE_NAME, PEER, SYSTEM_NAME, SYSTEM -> field == nodeField();
      case HISTORY -> false;
      case PATH -> true;
    };
  }

  /** How a field is called in meta: ICMP has its type and code where others have ports. */
  String metaName(String name, @Nullable ZeekField field) {
    if (isIcmp() && field == ZeekField.ORIG_P) {
      return "icmp_type";
    }
    return isIcmp() && field == ZeekField.RESP_P ? "icmp_code" : name;
  }

  /** The flow of the fields taken since {@link #clear}. */
  Flow flow(@Nullable String meta) throws BadRecordException {
    long start = start();
    String protocol = protocol();
    boolean icmp = isIcmp();
    ZeekField nodeField = nodeField();
    return new Flow(
        nodes.nodeOf(nodeField.zeekName(), value(nodeField)),
        start,
        end(start),
        protocol == null ? Protocol.UNKNOWN : protocol,
        null,
        address(ZeekField.ORIG_H),
        icmp ? null : port(ZeekField.ORIG_P),
        null,
        address(ZeekField.RESP_H),
        icmp ? null : port(ZeekField.RESP_P),
        bytes(ZeekField.RESP_IP_BYTES, ZeekField.RESP_BYTES),
        bytes(ZeekField.ORIG_IP_BYTES, ZeekField.ORIG_BYTES),
        "TCP".equals(protocol) ? flags(value(ZeekField.HISTORY)) : null,
        null,
        null,
        meta);
  }

  /**
   * The flags that a history shows, whichever side sent them; PSH and URG are not in it. Null when
   * it shows none.
   */
  static @Nullable Integer flags(@Nullable String history) {
    int flags = 0;
    for (int i = 0; history != null && i < history.length(); i++) {
      flags |=
          switch (history.charAt(i)) {
            case 'S', 's' -> TcpFlags.SYN;
            case 'H', 'h' -> TcpFlags.SYN | TcpFlags.ACK;
            case 'A', 'a', 'D', 'd' -> TcpFlags.ACK;
            case 'F', 'f' -> TcpFlags.FIN;
            case 'R', 'r' -> TcpFlags.RST;
            default -> 0;
          };
    }
    return flags == 0 ? null : (Integer) flags;
  }

  private ZeekField nodeField() {
    for (ZeekField field : NODE_FIELDS) {
      if (value(field) != null) {
        return field;
      }
    }
    return ZeekField.NODE_NAME;
  }

  /** Null for a text that is no protocol; Zeek's {@code unknown_transport} is UNKNOWN. */
  private @Nullable String protocol() {
    String value = value(ZeekField.PROTO);
    return value == null || value.equals("unknown_transport")
        ? Protocol.UNKNOWN
        : Protocol.parse(value);
  }

  private String required(ZeekField field) throws BadRecordException {
    String value = value(field);
    if (value == null) {
      throw BadRecordException.missing(field.zeekName());
    }
    return value;
  }

  private long start() throws BadRecordException {
    String value = required(ZeekField.TS);
    try {
      long micros = DecimalSeconds.micros(value);
      return micros >= 0 ? micros : Times.parse(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(ZeekField.TS.zeekName(), value, e);
    }
  }

  /** A connection of one packet has no duration: it ends when it starts. */
  private long end(long start) throws BadRecordException {
    String value = value(ZeekField.DURATION);
    if (value == null) {
      return start;
    }
    try {
      return DecimalSeconds.plus(start, value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(ZeekField.DURATION.zeekName(), value, e);
    }
  }

  private String address(ZeekField field) throws BadRecordException {
    String value = required(field);
    try {
      return IpAddress.canonical(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(field.zeekName(), value, e);
    }
  }

  private @Nullable Integer port(ZeekField field) throws BadRecordException {
    String value = value(field);
    try {
      return value == null ? null : (Integer) Numbers.parsePort(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(field.zeekName(), value, e);
    }
  }

  /** Bytes on the wire where Zeek counted them: the others are guessed from sequence numbers. */
  private @Nullable Long bytes(ZeekField first, ZeekField second) throws BadRecordException {
    ZeekField field = value(first) == null ? second : first;
    String value = value(field);
    try {
      return value == null ? null : (Long) Numbers.parseByteCount(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(field.zeekName(), value, e);
    }
  }
}

package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.IpAddress;
import io.flowlake.model.Numbers;
import io.flowlake.model.Protocol;
import io.flowlake.model.TcpFlags;
import io.flowlake.model.Times;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one native record as text, and the flow that they are. One object is reused for all
 * records of a dump.
 */
final class NativeFields {
  private final NodeNames nodes;

  /** What the record at hand has; an empty text where it says that there is nothing. */
  private final Map<FlowColumn, String> values = new EnumMap<>(FlowColumn.class);

  /** How the raw field of each column is called in this dump, as far as is known. */
  private final Map<FlowColumn, String> names = new EnumMap<>(FlowColumn.class);

  private final MetaText meta = new MetaText();

  NativeFields(DumpSource source) {
    nodes = new NodeNames(source);
    FlowColumn.all().forEach(column -> names.put(column, column.rawField()));
  }

  /** Tells how this dump calls a column, for messages. */
  void called(FlowColumn column, String name) {
    names.put(column, name);
  }

  void clear() {
    values.clear();
    meta.clear();
  }

  /** Where the record's meta and its fields beyond the columns go. */
  MetaText meta() {
    return meta;
  }

  /** Takes a field's text; {@code ""} and {@code "-"} mean the same as no field. */
  void put(FlowColumn column, String name, String value) throws BadRecordException {
    if (values.put(column, isAbsent(value) ? "" : value) != null) {
      String other = name(column);
      throw BadRecordException.malformed(
          other.equals(name)
              ? "the record has the field " + Excerpt.quoted(name) + " twice"
              : "the fields "
                  + Excerpt.quoted(other)
                  + " and "
                  + Excerpt.quoted(name)
                  + " mean the same");
    }
    if (!name.equals(names.get(column))) {
      names.put(column, name);
    }
  }

  static boolean isAbsent(String value) {
    return value.isEmpty() || (value.length() == 1 && value.charAt(0) == '-');
  }

  /** The flow of the fields taken since {@link #clear}. */
  Flow flow() throws BadRecordException {
    long start = requiredTime();
    Long end = end(start);
    String protocol = protocol();
    boolean noPorts = protocol.equals("ICMP") || protocol.equals("IPv6-ICMP");
    return new Flow(
        nodes.nodeOf(name(FlowColumn.NODE), value(FlowColumn.NODE)),
        start,
        end,
        protocol,
        value(FlowColumn.SOURCE_NODE),
        address(FlowColumn.SOURCE_IP),
        port(FlowColumn.SOURCE_PORT, noPorts),
        value(FlowColumn.DEST_NODE),
        address(FlowColumn.DEST_IP),
        port(FlowColumn.DEST_PORT, noPorts),
        count(FlowColumn.RECV_BYTES),
        count(FlowColumn.SENT_BYTES),
        tcpFlags(),
        count(FlowColumn.FLOW_FLAGS),
        value(FlowColumn.ACTIVITY_ID),
        meta.text());
  }

  private @Nullable String value(FlowColumn column) {
    String value = values.get(column);
    return value == null || value.isEmpty() ? null : value;
  }

  private String name(FlowColumn column) {
    return names.getOrDefault(column, column.columnName());
  }

  private String required(FlowColumn column) throws BadRecordException {
    String value = value(column);
    if (value == null) {
      throw BadRecordException.missing(name(column));
    }
    return value;
  }

  private long requiredTime() throws BadRecordException {
    return time(FlowColumn.START_TIME, required(FlowColumn.START_TIME));
  }

  private @Nullable Long end(long start) throws BadRecordException {
    String value = value(FlowColumn.END_TIME);
    if (value == null) {
      return null;
    }
    long end = time(FlowColumn.END_TIME, value);
    if (end < start) {
      throw BadRecordException.badValue(
          name(FlowColumn.END_TIME),
          Excerpt.quoted(value)
              + " is before "
              + name(FlowColumn.START_TIME)
              + " "
              + Excerpt.quoted(required(FlowColumn.START_TIME)));
    }
    return end;
  }

  private long time(FlowColumn column, String value) throws BadRecordException {
    try {
      return Times.parse(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(name(column), value, e);
    }
  }

  private String address(FlowColumn column) throws BadRecordException {
    String value = required(column);
    try {
      return IpAddress.canonical(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(name(column), value, e);
    }
  }

  /** Some exporters write port 0 for protocols without ports. */
  private @Nullable Integer port(FlowColumn column, boolean zeroIsNone) throws BadRecordException {
    String value = value(column);
    if (value == null) {
      return null;
    }
    try {
      int port = Numbers.parsePort(value);
      return zeroIsNone && port == 0 ? null : (Integer) port;
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(name(column), value, e);
    }
  }

  private @Nullable Long count(FlowColumn column) throws BadRecordException {
    String value = value(column);
    if (value == null) {
      return null;
    }
    try {
      return Numbers.parseByteCount(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(name(column), value, e);
    }
  }

  private @Nullable Integer tcpFlags() throws BadRecordException {
    String value = value(FlowColumn.TCP_FLAGS);
    if (value == null) {
      return null;
    }
    boolean letter = Character.isLetter(value.charAt(0)) || value.charAt(0) == '.';
    Integer named = letter ? TcpFlags.parseNames(value) : null;
    if (named != null) {
      return named;
    }
    try {
      return TcpFlags.parseNumber(value);
    } catch (IllegalArgumentException e) {
      throw BadRecordException.badValue(name(FlowColumn.TCP_FLAGS), value, e);
    }
  }

  /** What is no protocol of the registry stays in {@code meta}. */
  private String protocol() throws BadRecordException {
    String value = value(FlowColumn.PROTOCOL);
    if (value == null) {
      return Protocol.UNKNOWN;
    }
    String protocol = Protocol.parse(value);
    if (protocol == null) {
      meta.takeExtra("protocol", JsonText.literal(value));
      return Protocol.UNKNOWN;
    }
    return protocol;
  }
}

package io.flowlake.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns of the {@code flows} table, declared once: schema, parsers, headers and documentation
 * derive from this list. The order is the table's.
 */
public enum FlowColumn {
  NODE(ColumnType.STRING, false, "Node", "nodeId", "the node that logged the flow (partition)"),
  DAY(ColumnType.DATE, false, "Day", "", "UTC date of start_time (partition)"),
  START_TIME(ColumnType.TIMESTAMP, false, "Start Time", "startTime", "first packet, UTC"),
  END_TIME(
      ColumnType.TIMESTAMP,
      true,
      "End Time",
      "endTime",
      "last packet; null = still open when reported"),
  PROTOCOL(
      ColumnType.STRING,
      false,
      "Protocol",
      "protocol",
      "TCP, UDP, ICMP, another IANA name, or UNKNOWN"),
  SOURCE_NODE(
      ColumnType.STRING,
      true,
      "Source Node",
      "sourceNode",
      "the node that initiated the flow",
      "srcNode"),
  SOURCE_IP(
      ColumnType.STRING,
      false,
      "Source IP",
      "sourceIP",
      "IPv4 or IPv6 address, canonical text",
      "srcIp"),
  SOURCE_PORT(
      ColumnType.INT,
      true,
      "Source Port",
      "sourcePort",
      "null where the protocol has none",
      "srcPort"),
  DEST_NODE(
      ColumnType.STRING,
      true,
      "Dest Node",
      "destNode",
      "the node that received the flow",
      "dstNode"),
  DEST_IP(
      ColumnType.STRING,
      false,
      "Dest IP",
      "destIP",
      "IPv4 or IPv6 address, canonical text",
      "dstIp"),
  DEST_PORT(
      ColumnType.INT, true, "Dest Port", "destPort", "null where the protocol has none", "dstPort"),
  RECV_BYTES(
      ColumnType.LONG,
      true,
      "Recv Bytes",
      "destBytes",
      "bytes received at the source node; null = not known"),
  SENT_BYTES(
      ColumnType.LONG,
      true,
      "Sent Bytes",
      "sourceBytes",
      "bytes sent from the source node; null = not known"),
  TCP_FLAGS(
      ColumnType.INT,
      true,
      "TCP Flags",
      "tcpFlags",
      "bit mask of all flags seen: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128; null = not known"),
  FLOW_FLAGS(
      ColumnType.LONG,
      true,
      "Flow Flags",
      "flags",
      "bit mask of why a flow was blocked; null = not known"),
  ACTIVITY_ID(
      ColumnType.STRING, true, "Activity ID", "activityID", "threat-intelligence activity id"),
  META(
      ColumnType.STRING,
      true,
      "Meta",
      "meta",
      "JSON: anything else that the source said, as it came");

  private static final List<FlowColumn> ALL = List.of(values());
  private static final List<FlowColumn> KEY =
      List.of(
          NODE,
          START_TIME,
          PROTOCOL,
          SOURCE_NODE,
          SOURCE_IP,
          SOURCE_PORT,
          DEST_NODE,
          DEST_IP,
          DEST_PORT);
  private static final List<FlowColumn> USUAL =
      List.of(
          START_TIME,
          END_TIME,
          PROTOCOL,
          SOURCE_NODE,
          SOURCE_IP,
          SOURCE_PORT,
          DEST_NODE,
          DEST_IP,
          DEST_PORT,
          RECV_BYTES,
          SENT_BYTES,
          TCP_FLAGS,
          NODE);
  private static final Map<String, FlowColumn> BY_FOLDED_NAME = byFoldedName();

  private final String columnName;
  private final ColumnType type;
  private final boolean nullable;
  private final String title;
  private final String rawField;
  private final String meaning;
  private final List<String> aliases;

  FlowColumn(
      ColumnType type,
      boolean nullable,
      String title,
      String rawField,
      String meaning,
      String... aliases) {
    this.columnName = name().toLowerCase(Locale.ROOT);
    this.type = type;
    this.nullable = nullable;
    this.title = title;
    this.rawField = rawField;
    this.meaning = meaning;
    this.aliases = List.of(aliases);
  }

  /** Every column, in the table's order. */
  public static List<FlowColumn> all() {
    return ALL;
  }

  /** The columns that identify a flow (nulls equal), in the order that breaks ties. */
  public static List<FlowColumn> key() {
    return KEY;
  }

  /**
   * What is shown and exported unless asked otherwise: the product page's columns, then the node.
   */
  public static List<FlowColumn> usual() {
    return USUAL;
  }

  /**
   * The column that a name means: the column's own name, its raw field, its title or an API
   * parameter name, whatever the case, spaces, underscores and hyphens.
   */
  public static Optional<FlowColumn> named(String name) {
    return Optional.ofNullable(BY_FOLDED_NAME.get(fold(name)));
  }

  /** Every name that {@link #named} finds the column by, the table's own first. */
  public List<String> everyName() {
    Stream<String> others = Stream.of(title, rawField).filter(name -> !name.isEmpty());
    return Stream.of(Stream.of(columnName), others, aliases.stream()).flatMap(s -> s).toList();
  }

  /** The name in the table, such as {@code source_ip}. It is part of the public API. */
  public String columnName() {
    return columnName;
  }

  /** The column's place in the table's order, from 0. */
  @SuppressWarnings("EnumOrdinal") // the order of declaration is the table's order
  public int index() {
    return ordinal();
  }

  /** The column's type. */
  public ColumnType type() {
    return type;
  }

  /** Whether the column may be null. */
  public boolean nullable() {
    return nullable;
  }

  /** The product page's title, such as {@code Source IP}. */
  public String title() {
    return title;
  }

  /** The field of a native raw record, such as {@code sourceIP}; empty where there is none. */
  public String rawField() {
    return rawField;
  }

  /** What the column means, in half a sentence. */
  public String meaning() {
    return meaning;
  }

  private static Map<String, FlowColumn> byFoldedName() {
    Map<String, FlowColumn> names = new HashMap<>();
    for (FlowColumn column : values()) {
      names.put(fold(column.name()), column);
      names.put(fold(column.title), column);
      if (!column.rawField.isEmpty()) {
        names.put(fold(column.rawField), column);
      }
      column.aliases.forEach(alias -> names.put(fold(alias), column));
    }
    return Collections.unmodifiableMap(names);
  }

  private static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.chars()
        .filter(c -> c != ' ' && c != '_' && c != '-')
        .map(Character::toLowerCase)
        .forEach(c -> folded.append((char) c));
    return folded.toString();
  }

  /** The column names joined by a comma and a space, as in messages. */
  public static String names() {
    return String.join(", ", Arrays.stream(values()).map(FlowColumn::columnName).toList());
  }
}

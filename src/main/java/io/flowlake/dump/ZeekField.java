package io.flowlake.dump;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a Zeek connection that become columns; see Zeek's {@code Conn::Info} record. */
enum ZeekField {
  TS("ts"),
  ORIG_H("id.orig_h"),
  ORIG_P("id.orig_p"),
  RESP_H("id.resp_h"),
  RESP_P("id.resp_p"),
  PROTO("proto"),
  DURATION("duration"),
  ORIG_BYTES("orig_bytes"),
  RESP_BYTES("resp_bytes"),
  ORIG_IP_BYTES("orig_ip_bytes"),
  RESP_IP_BYTES("resp_ip_bytes"),
  HISTORY("history"),
  /** Where several workers or sensors write one log: the first of these that is set is the node. */
  NODE_NAME("_node_name"),
  PEER("peer"),
  SYSTEM_NAME("_system_name"),
  SYSTEM("@system"),
  /** Which log a JSON record is of, where logs are mixed. */
  PATH("_path");

  private static final Map<String, ZeekField> BY_NAME = byName();

  private final String zeekName;

  ZeekField(String zeekName) {
    this.zeekName = zeekName;
  }

  /** The field of that name; JSON exporters also write {@code id_orig_h}. Null for all others. */
  static @Nullable ZeekField named(String name) {
    return BY_NAME.get(name);
  }

  String zeekName() {
    return zeekName;
  }

  private static Map<String, ZeekField> byName() {
    Map<String, ZeekField> fields = new HashMap<>();
    for (ZeekField field : values()) {
      fields.put(field.zeekName, field);
      if (field.zeekName.startsWith("id.")) {
        fields.put(field.zeekName.replace('.', '_'), field);
      }
    }
    return fields;
  }
}

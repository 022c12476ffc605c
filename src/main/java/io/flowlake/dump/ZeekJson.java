package io.flowlake.dump;

import io.flowlake.model.Excerpt;
import io.flowlake.model.Flow;
import io.flowlake.model.RejectReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Zeek's log of connections as JSON, one object a connection. */
final class ZeekJson implements DumpFormat {
  private static final Set<String> ADDRESS = Set.of("id.orig_h", "id_orig_h");

  /** Fields that a log of connections has and no other log. */
  private static final Set<String> OF_CONNECTIONS =
      Set.of("conn_state", "orig_ip_bytes", "resp_ip_bytes", "orig_pkts", "orig_bytes");

  @Override
  public String name() {
    return "zeek-json";
  }

  @Override
  public FormatMatch match(DumpHead head) {
    if (!head.hasJsonObject()) {
      return FormatMatch.NO;
    }
    Set<String> names = head.jsonNames();
    if (names.stream().noneMatch(ADDRESS::contains)) {
      return FormatMatch.NO;
    }
    return names.stream().anyMatch(OF_CONNECTIONS::contains)
        ? FormatMatch.YES
        : FormatMatch.almost(
            "a Zeek log in JSON, but not of connections: it has no conn_state; keep it out of the"
                + " raw prefix");
  }

  @Override
  public RecordReader open(ByteWindow window, DumpHead head, DumpSource source) {
    return new RecordReader(
        name(), window, new JsonSplitter(window, head.jsonLayout()), new Parser(source));
  }

  /** Reads one JSON object. */
  private static final class Parser implements RecordParser {
    private final ZeekConnection connection;

    /** The fields of the record at hand with their values' JSON text, in order of appearance. */
    private final Map<String, String> fields = new LinkedHashMap<>();

    Parser(DumpSource source) {
      connection = new ZeekConnection(source);
    }

    @Override
    public Flow parse(RecordBytes record) throws BadRecordException {
      connection.clear();
      fields.clear();
      try (JsonCursor cursor = new JsonCursor(record)) {
        for (String name = cursor.next(); name != null; name = cursor.next()) {
          if (!cursor.isNull()) {
            take(cursor, name);
          }
        }
      }
      checkLog();
      return connection.flow(meta());
    }

    private void take(JsonCursor cursor, String name) throws BadRecordException {
      ZeekField field = ZeekField.named(name);
      boolean nested = cursor.isNested();
      String text = nested ? "" : cursor.text();
      String json = cursor.json();
      if (field != null) {
        if (nested) {
          throw BadRecordException.badValue(
              name, Excerpt.quoted(json) + " is an object or an array, and no plain value");
        }
        if (!NativeFields.isAbsent(text)) {
          connection.put(field, text);
        }
      }
      if (fields.put(name, json) != null) {
        throw BadRecordException.malformed(
            "the record has the field " + Excerpt.quoted(name) + " twice");
      }
    }

    /** Where all logs go into one file, each record tells its log. */
    private void checkLog() throws BadRecordException {
      String path = connection.value(ZeekField.PATH);
      if (path != null && !ZeekHeader.isConnectionPath(path)) {
        throw new BadRecordException(
            RejectReason.NOT_A_DUMP,
            "the record is of the Zeek log "
                + Excerpt.quoted(path)
                + ", and only connections (conn) are flows");
      }
    }

    private @Nullable String meta() {
      StringBuilder meta = new StringBuilder(256);
      fields.forEach(
          (name, json) -> {
            ZeekField field = ZeekField.named(name);
            if (field == null || (connection.value(field) != null && !connection.isColumn(field))) {
              JsonText.appendMember(meta, connection.metaName(name, field), json);
            }
          });
      return meta.isEmpty() ? null : meta.append('}').toString();
    }
  }
}

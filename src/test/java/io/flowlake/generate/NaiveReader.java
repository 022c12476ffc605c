package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.IpAddress;
import io.flowlake.model.Numbers;
import io.flowlake.model.TcpFlags;
import io.flowlake.model.Times;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads dumps slowly and plainly, with nothing of the generator's. */
abstract class NaiveReader {
  static NaiveReader of(OutputFormat format) {
    return format == OutputFormat.JSON ? new Json() : new Csv();
  }

  /** The fields of a line by raw name; null, absent and "-" alike are not in it. */
  abstract Map<String, String> fields(String line);

  abstract int headerLines();

  /** Compares a file with a dump line by line; its size in bytes. */
  long compare(Path file, SyntheticStream stream, DumpPlan dump) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      bytes = in.readAllBytes();
    }
    List<String> lines = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
    List<SyntheticRecord> records = new ArrayList<>();
    stream.forEach(dump, records::add);
    assertEquals(headerLines() + records.size() + 1, lines.size());
    assertEquals("", lines.get(lines.size() - 1));
    for (int i = 0; i < records.size(); i++) {
      compare(records.get(i), lines.get(headerLines() + i));
    }
    return bytes.length;
  }

  private void compare(SyntheticRecord record, String line) {
    if (record.kind() == RecordKind.EMPTY) {
      assertEquals("", line);
    } else if (record.kind().isCorrupt()) {
      assertThrows(RuntimeException.class, () -> flow(line), line);
    } else {
      assertEquals(record.flow(), flow(line), line);
    }
  }

  private Flow flow(String line) {
    Map<String, String> fields = fields(line);
    Function<FlowColumn, @Nullable String> field = column -> fields.get(column.rawField());
    return new Flow(
        field.apply(FlowColumn.NODE),
        Times.parse(field.apply(FlowColumn.START_TIME)),
        or(field.apply(FlowColumn.END_TIME), Times::parse),
        field.apply(FlowColumn.PROTOCOL),
        field.apply(FlowColumn.SOURCE_NODE),
        IpAddress.canonical(field.apply(FlowColumn.SOURCE_IP)),
        or(field.apply(FlowColumn.SOURCE_PORT), Numbers::parsePort),
        field.apply(FlowColumn.DEST_NODE),
        IpAddress.canonical(field.apply(FlowColumn.DEST_IP)),
        or(field.apply(FlowColumn.DEST_PORT), Numbers::parsePort),
        or(field.apply(FlowColumn.RECV_BYTES), Numbers::parseByteCount),
        or(field.apply(FlowColumn.SENT_BYTES), Numbers::parseByteCount),
        or(field.apply(FlowColumn.TCP_FLAGS), TcpFlags::parseNumber),
        or(field.apply(FlowColumn.FLOW_FLAGS), Numbers::parseWhole),
        field.apply(FlowColumn.ACTIVITY_ID),
        field.apply(FlowColumn.META));
  }

  private static <T> @Nullable T or(@Nullable String text, Function<String, T> parse) {
    return text == null ? null : parse.apply(text);
  }

  private static final class Json extends NaiveReader {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    int headerLines() {
      return 0;
    }

    @Override
    Map<String, String> fields(String line) {
      JsonNode object;
      try {
        object = mapper.readTree(line);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
      Map<String, String> fields = new HashMap<>();
      object
          .properties()
          .forEach(
              entry -> {
                JsonNode value = entry.getValue();
                if (!value.isNull() && !value.asText().equals("-")) {
                  fields.put(entry.getKey(), value.isObject() ? value.toString() : value.asText());
                }
              });
      return fields;
    }
  }

  private static final class Csv extends NaiveReader {
    private static final List<String> HEADER =
        List.of(
            ("nodeId,sourceNode,sourceIP,sourcePort,sourceBytes,destNode,destIP,destPort,destBytes,"
                    + "startTime,endTime,protocol,tcpFlags,flags,activityID,meta")
                .split(","));

    @Override
    int headerLines() {
      return 1;
    }

    @Override
    Map<String, String> fields(String line) {
      List<String> values = split(line);
      Map<String, String> fields = new HashMap<>();
      for (int i = 0; i < HEADER.size(); i++) {
        String value = values.get(i);
        if (!value.isEmpty() && !value.equals("-")) {
          fields.put(HEADER.get(i), value);
        }
      }
      return fields;
    }

    private static List<String> split(String line) {
      List<String> values = new ArrayList<>();
      StringBuilder value = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          value.append(c);
          i++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == ',' && !quoted) {
          values.add(value.toString());
          value.setLength(0);
        } else {
          value.append(c);
        }
      }
      values.add(value.toString());
      return values;
    }
  }
}

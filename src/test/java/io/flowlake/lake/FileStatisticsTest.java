package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatisticsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_EXACT = 64;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 5_000})
  void noValueLiesOutsideItsBoundsAndNullsAreExact(int rows) throws IOException {
    List<Flow> flows = FlowRows.random(rows, rows);
    JsonNode statistics = statistics(flows);
    assertEquals(rows, statistics.get("numRecords").asLong());
    for (FlowColumn column : FlowsSchema.STORED) {
      List<Object> values = flows.stream().map(flow -> value(flow, column)).toList();
      long nulls = values.stream().filter(Objects::isNull).count();
      assertEquals(nulls, statistics.get("nullCount").get(column.columnName()).asLong());
      JsonNode min = statistics.get("minValues").get(column.columnName());
      JsonNode max = statistics.get("maxValues").get(column.columnName());
      boolean bounded = nulls < rows && column != FlowColumn.META;
      assertEquals(bounded, min != null, column + " min");
      assertEquals(bounded, max != null, column + " max");
      if (bounded) {
        values.stream()
            .filter(Objects::nonNull)
            .forEach(value -> assertWithin(column, min, value, max));
      }
    }
  }

  @Test
  void boundsAreValuesWhereNothingWasCut() throws IOException {
    List<Flow> flows = FlowRows.random(1_000, 3);
    JsonNode statistics = statistics(flows);
    for (FlowColumn column :
        List.of(FlowColumn.SENT_BYTES, FlowColumn.DEST_PORT, FlowColumn.FLOW_FLAGS)) {
      long[] values =
          flows.stream()
              .map(flow -> value(flow, column))
              .filter(Objects::nonNull)
              .mapToLong(value -> ((Number) value).longValue())
              .sorted()
              .toArray();
      String name = column.columnName();
      assertEquals(values[0], statistics.get("minValues").get(name).asLong());
      assertEquals(values[values.length - 1], statistics.get("maxValues").get(name).asLong());
    }
    assertEquals("0.0.0.0", statistics.get("minValues").get("dest_ip").asText());
    assertEquals("fe80::", statistics.get("maxValues").get("dest_ip").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T00:00:00Z,        2026-11-01T00:00:00.000Z, 2026-11-01T00:00:00.000Z",
    "2026-11-01T00:00:00.123Z,    2026-11-01T00:00:00.123Z, 2026-11-01T00:00:00.123Z",
    "2026-11-01T00:00:00.123001Z, 2026-11-01T00:00:00.123Z, 2026-11-01T00:00:00.124Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z, 1970-01-01T00:00:00.000Z",
    "0001-01-01T00:00:00Z,        0001-01-01T00:00:00.000Z, 0001-01-01T00:00:00.000Z",
    "0001-01-01T00:00:00.000001Z, 0001-01-01T00:00:00.000Z, 0001-01-01T00:00:00.001Z",
    // A year of five digits would be unreadable; readers take a maximum as up to 1 ms more.
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
  })
  void timesAreWidenedToMilliseconds(String time, String min, String max) throws IOException {
    JsonNode statistics = statistics(List.of(FlowRows.bare(Times.parse(time))));
    assertEquals(min, statistics.get("minValues").get("start_time").asText());
    assertEquals(max, statistics.get("maxValues").get("start_time").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "'',  0, 0",
    "a,   64, 64",
    "a,   65, 65",
    "🚀,  64, 64",
    "🚀,  65, 65",
    "\uDBFF\uDFFF, 66, 66"
  })
  void longTextsAreCutAtWholeCharacters(String character, int count, int maxCharacters)
      throws IOException {
    String text = character.repeat(count);
    JsonNode statistics = statistics(List.of(withMetaAndActivity(text)));
    String min = statistics.get("minValues").get("activity_id").asText();
    String max = statistics.get("maxValues").get("activity_id").asText();
    assertEquals(character.repeat(Math.min(count, LONGEST_EXACT)), min);
    assertEquals(maxCharacters, max.codePointCount(0, max.length()));
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(max), "half a character");
    assertFalse(statistics.get("maxValues").has("meta"));
    assertEquals(0, statistics.get("nullCount").get("meta").asLong());
  }

  /** As a long text is cut, so that what follows is greater still. */
  @Test
  void theGreatestTextIsTheGreatestByBytes() throws IOException {
    String stem = "x".repeat(LONGEST_EXACT);
    List<Flow> flows =
        List.of(
            withMetaAndActivity(stem + "\uFFFF"),
            withMetaAndActivity(stem + "🚀"),
            withMetaAndActivity(stem + "\uDBFF\uDFFF\uDBFF\uDFFFz"));
    JsonNode max = statistics(flows).get("maxValues").get("activity_id");
    flows.forEach(flow -> assertTrue(compareBytes(flow.activityId(), max.asText()) <= 0));
  }

  private static Flow withMetaAndActivity(String text) {
    Flow bare = FlowRows.bare(0);
    return new Flow(
        bare.node(),
        0,
        null,
        bare.protocol(),
        null,
        bare.sourceIp(),
        null,
        null,
        bare.destIp(),
        null,
        null,
        null,
        null,
        null,
        text,
        text);
  }

  private static JsonNode statistics(List<Flow> flows) throws IOException {
    FileStatistics statistics = new FileStatistics();
    flows.forEach(flow -> statistics.add(InFlight.row(flow)));
    assertEquals(flows.size(), statistics.rows());
    return JSON.readTree(statistics.json());
  }

  private static Object value(Flow flow, FlowColumn column) {
    return InFlight.values(flow, 0, 0)[column.index()];
  }

  private static void assertWithin(FlowColumn column, JsonNode min, Object value, JsonNode max) {
    String message = column + ": " + min + " <= " + value + " <= " + max;
    switch (column.type()) {
      case STRING -> {
        assertTrue(compareBytes(min.asText(), (String) value) <= 0, message);
        assertTrue(compareBytes((String) value, max.asText()) <= 0, message);
      }
      case TIMESTAMP -> {
        assertTrue(Times.parse(min.asText()) <= (Long) value, message);
        assertTrue((Long) value <= Times.parse(max.asText()), message);
      }
      case DATE, INT, LONG -> {
        assertTrue(min.canConvertToLong() && max.canConvertToLong(), message);
        assertTrue(min.asLong() <= ((Number) value).longValue(), message);
        assertTrue(((Number) value).longValue() <= max.asLong(), message);
      }
    }
  }

  /** The order of texts in Delta and Parquet: that of their UTF-8 bytes. */
  private static int compareBytes(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}

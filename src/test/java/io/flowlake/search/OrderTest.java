package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.search.Order.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {
  @ParameterizedTest
  @CsvSource({
    "newest, newest",
    " Newest , newest",
    "OLDEST, oldest",
    "closest, closest",
    "start_time, oldest",
    "startTime:desc, newest",
    "sent_bytes, sent_bytes:asc",
    "sourceBytes : DESC, sent_bytes:desc",
    "dstPort:asc, dest_port:asc",
    "meta:desc, meta:desc"
  })
  void readsWhatItPrints(String text, String printed) {
    Order order = Order.parse(text);
    assertEquals(printed, order.text());
    assertEquals(order, Order.parse(printed));
  }

  @Test
  void everyColumnCanBeTheOrder() {
    for (FlowColumn column : FlowColumn.all()) {
      for (Direction direction : Direction.values()) {
        Order order = Order.by(column, direction);
        assertEquals(order, Order.parse(order.text()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|there is no column ''",
        "bites:asc|there is no column 'bites'",
        "neuest|there is no column 'neuest' (did you mean newest?)",
        "sent_byte:desc|there is no column 'sent_byte' (did you mean sent_bytes?)",
        "sent_bytes:down|'down' is no direction",
        "sent_bytes:|'' is no direction",
        "sent_bytes:asc:desc|'asc:desc' is no direction",
        "start_time desc; DROP TABLE flows|there is no column 'start_time desc; drop table flows'",
        "(SELECT 1)|there is no column '(select 1)'"
      })
  void refusesOthersInWords(String text, String why) {
    FlowlakeException refused = assertThrows(FlowlakeException.class, () -> Order.parse(text));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "Cannot order by '%s': %s; take newest, oldest, closest, or COLUMN:asc or COLUMN:desc with one of the columns %s."
            .formatted(text, why, FlowColumn.names()),
        refused.getMessage());
  }
}

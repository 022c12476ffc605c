package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.Flow;
import io.flowlake.model.Times;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which days a commit changed, whoever wrote it: Delta lets writers leave much of a remove out. */
class DayChangesTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** {@code FILE} is a file of the first day; what changed are the first day and the second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'path': FILE, 'dataChange': true}                             | true  | true",
        "{'path': FILE, 'dataChange': true, 'deletionTimestamp': 1}     | true  | true",
        "{'path': FILE, 'dataChange': true, 'partitionValues': null}    | true  | true",
        "{'path': FILE, 'dataChange': true, 'partitionValues': {}}      | true  | true",
        "{'path': FILE, 'dataChange': true, 'partitionValues': PARTITION, 'extendedFileMetadata': true, 'size': 7} | true  | false",
        "{'path': FILE, 'dataChange': true, 'partitionValues': PARTITION} | true  | false",
        "{'path': FILE, 'dataChange': false}                            | false | false",
        "{'path': FILE, 'dataChange': false, 'partitionValues': PARTITION} | false | false",
      })
  void aRemovedFileChangesItsDayOrEveryDay(String remove, boolean first, boolean second)
      throws Exception {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    Partition partition = new Partition((int) FIRST.toEpochDay(), "n1");
    DataFile file =
        lake.write(partition, new ArrayList<>(List.of(flow(0))), FileLayout.DEFAULT).get(0);
    lake.commit(List.of(RandomLake.added(file)));
    lake.add(new ArrayList<>(List.of(flow(1))), FileLayout.DEFAULT);
    String json =
        remove
            .replace('\'', '"')
            .replace("FILE", JSON.writeValueAsString(file.path()))
            .replace("PARTITION", "{\"day\": \"%s\", \"node\": \"n1\"}".formatted(FIRST));
    ObjectNode action = JSON.createObjectNode();
    action.set("remove", JSON.readTree(json));
    lake.commit(List.of(action));
    assertEquals(
        Stream.of(first, second).map(Optional::of).toList(),
        Stream.of(0, 1).map(day -> changed(lake, day, 2)).toList());
  }

  /** A later commit that names its day does not hide that an earlier one changed all. */
  @Test
  void everyDayStaysChangedForExportsBeforeIt() throws Exception {
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    lake.add(new ArrayList<>(List.of(flow(0), flow(1))), FileLayout.DEFAULT);
    ObjectNode remove = JSON.createObjectNode();
    remove.putObject("remove").put("path", "nowhere.parquet").put("dataChange", true);
    lake.commit(List.of(remove)); // version 2
    lake.add(new ArrayList<>(List.of(flow(1))), FileLayout.DEFAULT);
    assertEquals(Optional.of(true), changed(lake, 0, 1));
    assertEquals(Optional.of(false), changed(lake, 0, 2));
    assertEquals(Optional.of(true), changed(lake, 1, 2));
    assertEquals(Optional.of(false), changed(lake, 1, 3));
  }

  private static Optional<Boolean> changed(RandomLake lake, int day, long version) {
    return FlowsLog.newest(lake.lake(), new Configuration())
        .daysChangedSince(List.of(version))
        .changed(FIRST.plusDays(day), version);
  }

  private static Flow flow(int day) {
    long start = FIRST.plusDays(day).toEpochDay() * Times.DAY_MICROS;
    return new Flow(
        "n1",
        start,
        start,
        "UDP",
        null,
        "10.0.0.1",
        1,
        null,
        "10.0.0.2",
        53,
        1L,
        2L,
        null,
        null,
        null,
        null);
  }
}

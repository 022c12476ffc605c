package io.flowlake.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * A lake on local disk whose data files the product writes and whose log is written by hand, which
 * needs no Spark.
 */
public final class RandomLake {
  /** Few flows make several files, row groups and pages. */
  public static final FileLayout TINY = new FileLayout(60_000, 20_000, 50);

  private static final Configuration HADOOP = new Configuration();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private long version;

  /** A lake at {@code root} whose table of flows is empty, in version 0. */
  public RandomLake(Path root) {
    this.root = root;
    ObjectNode protocol = JSON.createObjectNode();
    protocol.putObject("protocol").put("minReaderVersion", 1).put("minWriterVersion", 2);
    ObjectNode table = JSON.createObjectNode();
    ObjectNode metadata =
        table.putObject("metaData").put("id", "5ef5bd3a-6c4f-4b21-8a38-9e0e5a2f7c11");
    metadata.put("description", FlowsTable.DESCRIPTION);
    metadata.putObject("format").put("provider", "parquet").putObject("options");
    metadata.put("schemaString", FlowsSchema.table().json());
    metadata.putArray("partitionColumns").add("day").add("node");
    metadata.putObject("configuration");
    commit(0, List.of(protocol, table));
  }

  /** Commits {@code flows} as one more version; each partition in files of its own. */
  public RandomLake add(List<Flow> flows, FileLayout layout) {
    Map<Partition, List<Flow>> partitions = new TreeMap<>();
    for (Flow flow : flows) {
      partitions
          .computeIfAbsent(new Partition(flow.day(), flow.node()), key -> new ArrayList<>())
          .add(flow);
    }
    List<ObjectNode> actions = new ArrayList<>();
    partitions.forEach(
        (partition, rows) ->
            write(partition, rows, layout).forEach(file -> actions.add(added(file))));
    commit(++version, actions);
    return this;
  }

  /** Where the lake is. */
  public Lake lake() {
    return new Lake(root.toString());
  }

  /** Commits lines of the log as they are. */
  void commit(List<ObjectNode> actions) {
    commit(++version, actions);
  }

  List<DataFile> write(Partition partition, List<Flow> flows, FileLayout layout) {
    try (FlowFileWriter writer = new FlowFileWriter(lake().flows(), partition, layout, HADOOP)) {
      flows.sort(Comparator.comparingLong(Flow::startTime));
      for (Flow flow : flows) {
        writer.write(InFlight.row(flow));
      }
      return writer.finishAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode added(DataFile file) {
    ObjectNode action = JSON.createObjectNode();
    ObjectNode add = action.putObject("add").put("path", file.path()).put("size", file.bytes());
    add.putObject("partitionValues")
        .put(FlowColumn.DAY.columnName(), file.partition().dayText())
        .put(FlowColumn.NODE.columnName(), file.partition().node());
    add.put("modificationTime", 0).put("dataChange", true).put("stats", file.stats());
    return action;
  }

  private void commit(long number, List<ObjectNode> actions) {
    try {
      Path log = Files.createDirectories(root.resolve("flows/_delta_log"));
      Files.write(
          log.resolve("%020d.json".formatted(number)),
          actions.stream().map(ObjectNode::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.flowlake.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Spark kept of a job ({@code spark.eventLog.enabled}). */
final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> events = new ArrayList<>();

  /** Reads all files below {@code folder}. */
  EventLog(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(EventLog::isEvents).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          events.add(JSON.readTree(line));
        }
      }
    }
  }

  private static boolean isEvents(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.startsWith(".") && !name.startsWith("appstatus");
  }

  /** How many tasks a stage ended well, by the stage's name. */
  Map<String, Integer> tasksThatSucceeded() {
    return tasks("Success");
  }

  /** How many tasks were at work in an executor that was lost, by the stage's name. */
  Map<String, Integer> tasksThatWereLost() {
    return tasks("ExecutorLostFailure");
  }

  private Map<String, Integer> tasks(String reason) {
    Map<Integer, String> stages = new TreeMap<>();
    Map<String, Integer> tasks = new TreeMap<>();
    for (JsonNode event : events) {
      switch (event.path("Event").asText()) {
        case "SparkListenerStageSubmitted" -> {
          JsonNode stage = event.path("Stage Info");
          stages.put(stage.path("Stage ID").asInt(), stage.path("Stage Name").asText());
        }
        case "SparkListenerTaskEnd" -> {
          if (event.path("Task End Reason").path("Reason").asText().equals(reason)) {
            tasks.merge(stages.get(event.path("Stage ID").asInt()), 1, Integer::sum);
          }
        }
        default -> {} // of no interest here
      }
    }
    return tasks;
  }
}

package io.flowlake;

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
public final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The exit code that a Worker sees then. */
  private static final String KILLED = "exited with code 137";

  private final List<JsonNode> events = new ArrayList<>();

  /** Reads all files below {@code folder}. */
  public EventLog(Path folder) throws IOException {
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
  public Map<String, Integer> tasksThatSucceeded() {
    return tasks("Success");
  }

  /** How many tasks were at work in an executor that was lost, by the stage's name. */
  public Map<String, Integer> tasksThatWereLost() {
    return tasks("ExecutorLostFailure");
  }

  /** How many executors ended as {@code kill -9} ends them. */
  public long executorsThatWereKilled() {
    return events.stream()
        .filter(event -> event.path("Event").asText().equals("SparkListenerExecutorRemoved"))
        .filter(event -> event.path("Removed Reason").asText().contains(KILLED))
        .count();
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

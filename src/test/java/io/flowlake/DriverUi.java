package io.flowlake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Spark UI of a running driver.
 *
 * @param port on loopback
 */
public record DriverUi(int port) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An executor of an application. */
  public record Executor(String application, String id) {}

  /** The executors that are at work on a task; none when the driver does not answer. */
  public List<Executor> busyExecutors() throws IOException, InterruptedException {
    List<Executor> busy = new ArrayList<>();
    Optional<String> applications = page("/api/v1/applications");
    if (applications.isEmpty()) {
      return busy;
    }
    String application = JSON.readTree(applications.get()).path(0).path("id").asText();
    Optional<String> executors = page("/api/v1/applications/" + application + "/executors");
    if (executors.isPresent()) {
      for (JsonNode executor : JSON.readTree(executors.get())) {
        if (executor.path("activeTasks").asInt() > 0) {
          busy.add(new Executor(application, executor.path("id").asText()));
        }
      }
    }
    return busy;
  }

  /** A page; empty when there is no answer, as before the driver listens and after its end. */
  private Optional<String> page(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      HttpResponse<String> page = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return page.statusCode() == 200 ? Optional.of(page.body()) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}

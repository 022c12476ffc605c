package io.flowlake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All pages of a Spark UI: those that others link to, and what scripts and REST clients ask for.
 */
public final class SparkPages {
  private static final int MOST = 300;
  private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)\"");
  private static final Pattern APPLICATION = Pattern.compile("\"id\" : \"([^\"]+)\"");
  private static final Pattern STAGE =
      Pattern.compile("\"stageId\" : (\\d+),\\s*\"attemptId\" : (\\d+)");

  /** Neither styles nor what would change anything, nor the same page in another order. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(".*(/static/|kill|sort=|Sort=|desc=|page=|pageSize|\\.ico).*");

  private static final List<String> REST =
      List.of(
          "environment",
          "executors",
          "allexecutors",
          "allmiscellaneousprocess",
          "jobs",
          "stages?details=true&withSummaries=true",
          "storage/rdd",
          "sql?details=true&planDescription=true&length=100");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI root;
  private final Map<String, String> pages = new LinkedHashMap<>();

  private SparkPages(URI root) {
    this.root = root;
  }

  /**
   * What the UI on a port of this machine shows now, by path; nothing where none answers.
   *
   * @throws AssertionError when the pages never end
   */
  public static Map<String, String> now(int port) throws InterruptedException {
    SparkPages all = new SparkPages(URI.create("http://127.0.0.1:" + port));
    all.rest();
    all.linked("/jobs/");
    return all.pages;
  }

  private void rest() throws InterruptedException {
    Matcher application = APPLICATION.matcher(see("/api/v1/applications"));
    if (!application.find()) {
      return;
    }
    String api = "/api/v1/applications/" + application.group(1) + "/";
    for (String resource : REST) {
      see(api + resource);
    }
    Matcher stage = STAGE.matcher(pages.getOrDefault(api + REST.get(5), ""));
    while (stage.find()) {
      String one = "stages/" + stage.group(1) + "/" + stage.group(2);
      see(api + one + "?details=true");
      see(api + one + "/taskList?length=1000");
      see("/stages/stage/?id=" + stage.group(1) + "&attempt=" + stage.group(2));
    }
    see("/executors/threadDump/?executorId=driver");
  }

  private void linked(String first) throws InterruptedException {
    Deque<String> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      String path = open.remove();
      Matcher link = LINK.matcher(see(path));
      while (link.find()) {
        URI next = root.resolve(path).resolve(link.group(1).replace("&amp;", "&"));
        String found = next.toString().replace(root.toString(), "");
        if (found.startsWith("/") && !LEFT_OUT.matcher(found).matches() && isNew(found, open)) {
          open.add(found);
        }
      }
    }
  }

  private boolean isNew(String path, Deque<String> open) {
    if (pages.size() > MOST) {
      throw new AssertionError("more than %d pages: %s".formatted(MOST, pages.keySet()));
    }
    return !pages.containsKey(path) && !open.contains(path);
  }

  /** The page, kept if it is one; else nothing. */
  private String see(String path) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(10)).build();
      HttpResponse<String> page = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (page.statusCode() != 200) {
        return "";
      }
      pages.put(path, page.body());
      return page.body();
    } catch (IOException | IllegalArgumentException e) {
      return ""; // not up yet, or over
    }
  }
}

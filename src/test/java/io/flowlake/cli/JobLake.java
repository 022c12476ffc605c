package io.flowlake.cli;

import io.flowlake.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Dumps, lake and target for jobs, as environment variables say where they are. */
final class JobLake {
  private final Map<String, String> places;

  /** The lake of the tour, for dry runs; exports go below {@code folder}. */
  JobLake(Path folder) throws IOException {
    SparkFixture.session(); // the commands take the session that is open
    Path lake = SearchLake.tour();
    this.places =
        Map.of(
            "FLOWLAKE_RAW",
            lake.resolveSibling("raw").toString(),
            "FLOWLAKE_LAKE",
            lake.toString(),
            "FLOWLAKE_TARGET",
            Files.createDirectory(folder.resolve("exports")) + "/");
  }

  /** {@code environment} with our own places in the stead of its own. */
  Map<String, String> over(Map<String, String> environment) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(places);
    return all;
  }

  /** What the program itself says to a job's arguments. */
  MainTest.Run dryRun(Map<String, String> environment, List<String> arguments) {
    return MainTest.Run.in(
        over(environment),
        Stream.concat(arguments.stream(), Stream.of("--dry-run")).toArray(String[]::new));
  }
}

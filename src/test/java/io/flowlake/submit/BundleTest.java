package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * scripts/bundle takes of our libraries what a Spark distribution lacks, and none of which it has a
 * version of its own. scripts/check-airflow makes a bundle and runs from it.
 */
class BundleTest {
  @Test
  void librariesAreThoseThatSparkLacks() throws IOException {
    Matcher groups =
        Pattern.compile("(?m)^beside_spark='(.*)'$")
            .matcher(Files.readString(Path.of("scripts/bundle")));
    assertTrue(groups.find());
    Pattern beside = Pattern.compile(groups.group(1));
    Set<String> ofSpark =
        SubmitHome.distribution().stream().map(BundleTest::library).collect(Collectors.toSet());
    Set<String> lacking = new TreeSet<>();
    Set<String> taken = new TreeSet<>();
    for (Path jar : SubmitHome.classPath()) {
      String name = jar.getFileName().toString();
      if (!ofSpark.contains(library(name))) {
        lacking.add(name);
      }
      if (beside.matcher(jar.toString()).find()) {
        taken.add(name);
      }
    }
    assertEquals(lacking, taken);
  }

  /** A jar's name without its version. */
  private static String library(String jar) {
    return jar.replaceFirst("-[0-9].*", "");
  }
}

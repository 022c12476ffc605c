package io.flowlake.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The text of {@code --version}, from what the build wrote into {@code version.properties}. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("Cannot tell the version: " + RESOURCE + " is not on the class path");
      }
      versions.load(in);
    }
    return new String[] {
      "flowlake %s (Spark %s, Delta %s)"
          .formatted(
              versions.getProperty("version"),
              versions.getProperty("spark"),
              versions.getProperty("delta"))
    };
  }
}

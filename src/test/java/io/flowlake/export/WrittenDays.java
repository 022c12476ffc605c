package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What exports wrote into a bucket, as somebody sees it who may read there.
 *
 * @param hadoopSettings S3A's, with his keys
 * @param prefix with a slash at its end
 */
record WrittenDays(Map<String, String> hadoopSettings, String bucket, String prefix) {
  /** What {@link #sha256} says where there is no object. */
  static final String ABSENT = "absent";

  static DayReport.Done done(DayReport report) {
    return Objects.requireNonNull(report.done(), () -> report.toString());
  }

  /** The object is there, is one whole gzip file, and is what the report says. */
  void assertWhole(DayReport report) throws Exception {
    DayReport.Done done = done(report);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    long lines = 0;
    long textBytes = 0;
    try (InputStream object = new DigestInputStream(object(report.day()), sha256);
        InputStream text = new GZIPInputStream(object, 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = text.read(buffer); n > 0; n = text.read(buffer)) {
        textBytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    assertEquals(done.rows() + 1, lines);
    assertEquals(done.textBytes(), textBytes);
    if (done.parts() == 1) {
      assertEquals(done.sha256(), HexFormat.of().formatHex(sha256.digest()));
    }
  }

  /** The bytes of a day. */
  InputStream object(LocalDate day) throws IOException {
    Path path = path(day);
    return path.getFileSystem(configuration()).open(path);
  }

  /** The hash of a day's bytes, or {@link #ABSENT}. */
  String sha256(LocalDate day) throws Exception {
    try (InputStream object = object(day)) {
      return sha256(object);
    } catch (FileNotFoundException e) {
      return ABSENT;
    }
  }

  static String sha256(InputStream object) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    object.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Puts an object there, as if an export had. */
  void put(LocalDate day, java.nio.file.Path file) throws IOException {
    Path path = path(day);
    path.getFileSystem(configuration()).copyFromLocalFile(new Path(file.toUri()), path);
  }

  private Path path(LocalDate day) {
    return new Path("s3a://" + bucket + "/" + prefix + Export.objectName(day));
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    hadoopSettings.forEach(configuration::set);
    return configuration;
  }
}

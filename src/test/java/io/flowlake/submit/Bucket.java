package io.flowlake.submit;

import io.flowlake.S3ProxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A bucket of the tests' S3 server, as somebody sees it who may do everything there. */
final class Bucket {
  private final String name = S3ProxyServer.shared().newBucket();
  private final FileSystem files;

  Bucket() throws IOException {
    Configuration configuration = new Configuration();
    S3ProxyServer.shared().hadoopSettings(name).forEach(configuration::set);
    this.files = FileSystem.newInstance(new Path(address("")).toUri(), configuration);
  }

  String name() {
    return name;
  }

  /** Such as {@code s3a://bucket/lake}. */
  String address(String key) {
    return "s3a://" + name + "/" + key;
  }

  OutputStream create(String key) throws IOException {
    return files.create(new Path(address(key)), true);
  }

  /** Of the object's bytes. */
  String sha256(String key) throws Exception {
    try (InputStream object = files.open(new Path(address(key)))) {
      return sha256(object);
    }
  }

  /** Of the text in a gzip object. */
  String textSha256(String key) throws Exception {
    try (InputStream text = new GZIPInputStream(files.open(new Path(address(key))), 1 << 16)) {
      return sha256(text);
    }
  }

  private static String sha256(InputStream bytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }
}

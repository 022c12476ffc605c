package io.flowlake.cli;

import io.flowlake.store.FolderLocation;
import io.flowlake.store.S3Location;
import io.flowlake.store.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Targets as lines for people; keys never. */
final class TargetText {
  private static final String STARS = "****";

  private TargetText() {}

  /** All settings, one a line. */
  static List<String> lines(Target target) {
    List<String> lines = new ArrayList<>();
    add(lines, "target", target.name());
    if (target.place() instanceof S3Location s3) {
      add(lines, "address", s3.address());
      add(lines, "bucket", s3.bucket());
      add(lines, "prefix", s3.prefix().isEmpty() ? null : s3.prefix());
      add(lines, "region", s3.region());
      add(lines, "endpoint", server(target).orElseThrow());
      add(lines, "bucket stands in", s3.addressing().name().toLowerCase(Locale.ROOT));
      add(lines, "KMS key", s3.kmsKey());
      add(lines, "access key", STARS);
      add(lines, "secret key", STARS);
      add(lines, "keys from", target.keys().inWords());
    } else if (target.place() instanceof FolderLocation folder) {
      add(lines, "folder", folder.uri());
    }
    return lines;
  }

  /** Whose bucket it is; empty for a folder. */
  static Optional<String> server(Target target) {
    return target.place() instanceof S3Location s3
        ? Optional.of(s3.endpoint() == null ? "Amazon's" : s3.endpoint())
        : Optional.empty();
  }

  /** Said when the place took an object. */
  static String validated(Target target) {
    return "exports can go there: %s took the empty object 'validation'"
        .formatted(VisibleText.line(Secrets.shown("", target.place().address())));
  }

  private static void add(List<String> lines, String what, @Nullable String value) {
    if (value != null) {
      lines.add("%-16s  %s".formatted(what, VisibleText.line(Secrets.shown("", value))));
    }
  }
}

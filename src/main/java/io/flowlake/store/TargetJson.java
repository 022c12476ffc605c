package io.flowlake.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A target as {@code targets.json} has it. */
final class TargetJson {
  private TargetJson() {}

  static ObjectNode write(Target target) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (target.place() instanceof S3Location s3) {
      node.put("bucket", s3.bucket()).put("region", s3.region()).put("prefix", s3.prefix());
      node.put("addressing", s3.addressing().name().toLowerCase(Locale.ROOT));
      if (s3.endpoint() != null) {
        node.put("endpoint", s3.endpoint());
      }
      if (s3.kmsKey() != null) {
        node.put("kms_key", s3.kmsKey());
      }
      node.set("keys", keys(target.keys()));
    } else {
      node.put("folder", target.place().address());
    }
    return node;
  }

  /**
   * The target {@code name} of what the file {@code path} says.
   *
   * @throws FlowlakeException (usage) when somebody changed it into what cannot be used
   */
  static Target read(String name, JsonNode node, Path path) {
    try {
      return new Target(name, place(node), keys(node.path("keys")));
    } catch (FlowlakeException | IllegalArgumentException e) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use the target %s of %s: %s. Save it again with flowlake target set."
              .formatted(name, path, e.getMessage()),
          e);
    }
  }

  private static Place place(JsonNode node) {
    if (node.hasNonNull("folder")) {
      return new FolderLocation(node.path("folder").asText());
    }
    String addressing = text(node, "addressing");
    return S3Location.of(
        text(node, "bucket"),
        text(node, "region"),
        text(node, "prefix"),
        text(node, "endpoint"),
        addressing == null ? null : Addressing.valueOf(addressing.toUpperCase(Locale.ROOT)),
        text(node, "kms_key"));
  }

  private static ObjectNode keys(KeySource source) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (source instanceof KeySource.Profile profile) {
      return node.put("profile", profile.name());
    }
    if (source instanceof KeySource.HadoopProvider provider) {
      return node.put("hadoop_provider", provider.providers());
    }
    if (source instanceof KeySource.SavedFile saved) {
      return node.put("file", saved.path().toString());
    }
    return source instanceof KeySource.Environment ? node.put("environment", true) : node;
  }

  private static KeySource keys(JsonNode node) {
    if (node.hasNonNull("profile")) {
      return new KeySource.Profile(node.path("profile").asText());
    }
    if (node.hasNonNull("hadoop_provider")) {
      return new KeySource.HadoopProvider(node.path("hadoop_provider").asText());
    }
    if (node.hasNonNull("file")) {
      return new KeySource.SavedFile(Path.of(node.path("file").asText()));
    }
    return node.path("environment").asBoolean()
        ? new KeySource.Environment()
        : new KeySource.DefaultChain();
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : null;
  }
}

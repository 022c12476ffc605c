package io.flowlake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file of jobs/kubernetes: one object of Kubernetes. */
record KubernetesFile(Path path, JsonNode object) {
  static final Path FOLDER = Path.of("jobs/kubernetes");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KUBEFLOW = "kubeflow-v1beta2.schema.json";
  private static final String APACHE = "apache-v1.schema.json";

  /** All of them. */
  static List<KubernetesFile> all() throws IOException {
    List<KubernetesFile> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        all.add(new KubernetesFile(file, parse(Files.readString(file))));
      }
    }
    return all;
  }

  /** Reads YAML as Kubernetes does: with aliases, without a key twice. */
  static JsonNode parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return JSON.valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(text));
  }

  String kind() {
    return object.path("kind").asText();
  }

  boolean isApaches() {
    return object.path("apiVersion").asText().startsWith("spark.apache.org/");
  }

  /** The application's own part. */
  JsonNode spec() {
    JsonNode spec = object.path("spec");
    return spec.has("template") ? spec.path("template") : spec;
  }

  /** What flowlake gets. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    spec().path(isApaches() ? "driverArgs" : "arguments").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The data of the ConfigMap that all jobs take their variables from. */
  static Map<String, String> settings() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    parse(Files.readString(FOLDER.resolve("settings.yaml")))
        .path("data")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
    return variables;
  }

  /** What the schema of its kind says against {@code object}; nothing for one that is right. */
  List<String> faults() throws IOException {
    ObjectNode definitions = (ObjectNode) resource(KUBEFLOW).get("$defs");
    JsonNode schema;
    if (isApaches()) {
      ObjectNode apaches = resource(APACHE);
      definitions.setAll((ObjectNode) apaches.get("$defs"));
      schema = apaches.set("$defs", definitions);
    } else {
      schema =
          JSON.createObjectNode()
              .put("$ref", "#/$defs/" + definition(kind()))
              .set("$defs", definitions);
    }
    JsonSchema checked =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    return checked.validate(object).stream().map(ValidationMessage::getMessage).toList();
  }

  private static String definition(String kind) {
    return kind.equals("ConfigMap") ? "IoK8sApiCoreV1ConfigMap" : "SparkV1beta2" + kind;
  }

  private static ObjectNode resource(String name) throws IOException {
    try (InputStream stream =
        KubernetesFile.class.getResourceAsStream("/io/flowlake/jobs/" + name)) {
      String text =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace(KUBEFLOW + "#", "#");
      return (ObjectNode) JSON.readTree(text);
    }
  }
}

"""Writes kubeflow-v1beta2.schema.json from the Kubeflow operator's own models: see README.md beside this file."""

import json
from pathlib import Path

from kubeflow_spark_api.models.io_k8s_api_core_v1_config_map import IoK8sApiCoreV1ConfigMap
from kubeflow_spark_api.models.spark_v1beta2_scheduled_spark_application import SparkV1beta2ScheduledSparkApplication
from kubeflow_spark_api.models.spark_v1beta2_spark_application import SparkV1beta2SparkApplication

# Words that the models leave open and the operator's API documentation names.
WORDS = {
    ("SparkV1beta2SparkApplicationSpec", "type"): ["Java", "Python", "R", "Scala"],
    ("SparkV1beta2SparkApplicationSpec", "mode"): ["cluster", "client", "in-cluster-client"],
    ("SparkV1beta2RestartPolicy", "type"): ["Never", "OnFailure", "Always"],
    ("SparkV1beta2ScheduledSparkApplicationSpec", "concurrencyPolicy"): ["Allow", "Forbid", "Replace"],
}


def strict(node):
    """Without words and nulls; objects with known fields take no others, for a cluster would drop those unseen."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    alternatives = [option for option in node.get("anyOf", []) if option != {"type": "null"}]
    if len(alternatives) == 1 and "anyOf" in node:
        return strict(alternatives[0])
    kept = {key: value for key, value in node.items() if key not in ("title", "description", "default")}
    result = {key: strict(value) for key, value in kept.items() if key not in ("properties", "$defs")}
    for names in ("properties", "$defs"):
        if names in kept:
            result[names] = {name: strict(value) for name, value in sorted(kept[names].items())}
    if "properties" in kept:
        result["additionalProperties"] = False
    return result


VERSIONS = {
    IoK8sApiCoreV1ConfigMap: ("ConfigMap", "v1"),
    SparkV1beta2SparkApplication: ("SparkApplication", "sparkoperator.k8s.io/v1beta2"),
    SparkV1beta2ScheduledSparkApplication: ("ScheduledSparkApplication", "sparkoperator.k8s.io/v1beta2"),
}
definitions = {}
for model, (kind, version) in VERSIONS.items():
    schema = strict(model.model_json_schema(by_alias=True))
    definitions.update(schema.pop("$defs"))
    definitions[model.__name__] = schema
    schema["properties"]["apiVersion"] = {"const": version}
    schema["properties"]["kind"] = {"const": kind}
    schema["required"] = sorted({*schema.get("required", []), "apiVersion", "kind"})
# The generated models of these hold their parser's own fields.
definitions["IoK8sApimachineryPkgApiResourceQuantity"] = {"type": ["string", "number"]}
definitions["IoK8sApimachineryPkgUtilIntstrIntOrString"] = {"type": ["string", "integer"]}
for (definition, field), words in WORDS.items():
    definitions[definition]["properties"][field] = {"enum": words}
whole = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Made by make_kubeflow_schema.py from kubeflow-spark-api 2.4.0 (Apache-2.0).",
    "$defs": dict(sorted(definitions.items())),
}
Path(__file__).with_name("kubeflow-v1beta2.schema.json").write_text(json.dumps(whole, indent=1) + "\n")

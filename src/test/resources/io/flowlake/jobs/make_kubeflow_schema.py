"""Writes kubeflow-v1beta2.schema.json from the Kubeflow operator's own models: see README.md beside this file."""

import json
from pathlib import Path

from kubeflow_spark_api.models.spark_v1beta2_scheduled_spark_application import SparkV1beta2ScheduledSparkApplication
from kubeflow_spark_api.models.spark_v1beta2_spark_application import SparkV1beta2SparkApplication


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


definitions = {}
roots = {}
for model in (SparkV1beta2SparkApplication, SparkV1beta2ScheduledSparkApplication):
    schema = strict(model.model_json_schema(by_alias=True))
    definitions.update(schema.pop("$defs"))
    definitions[model.__name__] = schema
    kind = model.__name__.removeprefix("SparkV1beta2")
    schema["properties"]["apiVersion"] = {"const": "sparkoperator.k8s.io/v1beta2"}
    schema["properties"]["kind"] = {"const": kind}
    schema["required"] = sorted({*schema["required"], "apiVersion", "kind"})
    roots[kind] = {"$ref": f"#/$defs/{model.__name__}"}
whole = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Made by make_kubeflow_schema.py from kubeflow-spark-api 2.4.0 (Apache-2.0).",
    "oneOf": list(roots.values()),
    "$defs": dict(sorted(definitions.items())),
}
Path(__file__).with_name("kubeflow-v1beta2.schema.json").write_text(json.dumps(whole, indent=1) + "\n")

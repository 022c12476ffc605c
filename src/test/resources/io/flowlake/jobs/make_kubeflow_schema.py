"""Writes kubeflow-v1beta2.schema.json from the Kubeflow operator's own models: see README.md beside this file."""

import json
from pathlib import Path

from kubeflow_spark_api.models.io_k8s_api_core_v1_config_map import IoK8sApiCoreV1ConfigMap
from kubeflow_spark_api.models.spark_v1beta2_scheduled_spark_application import SparkV1beta2ScheduledSparkApplication
from kubeflow_spark_api.models.spark_v1beta2_spark_application import SparkV1beta2SparkApplication

# What the CRDs ask for and the models leave open: the kubebuilder markers of the types that both are generated from,
# api/v1beta2/sparkapplication_types.go of kubeflow/spark-operator at 07f3cecdbf9afe670d991dfbdb911334eb29930b.
# The words of concurrencyPolicy are constants of the operator, which its CRD leaves open too.
COUNT = {"type": "integer", "minimum": 0}
FROM_ONE = {"type": "integer", "minimum": 1}
POD_NAME = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
RULES = {
    "SparkV1beta2DriverSpec": {"cores": FROM_ONE, "podName": {"type": "string", "pattern": POD_NAME}},
    "SparkV1beta2ExecutorSpec": {"cores": FROM_ONE, "instances": FROM_ONE},
    "SparkV1beta2PrometheusSpec": {"port": {"type": "integer", "minimum": 1024, "maximum": 49151}},
    "SparkV1beta2RestartPolicy": {
        "type": {"enum": ["Never", "Always", "OnFailure"]},
        "onFailureRetries": COUNT,
        "onFailureRetryInterval": FROM_ONE,
        "onSubmissionFailureRetries": COUNT,
        "onSubmissionFailureRetryInterval": FROM_ONE,
    },
    "SparkV1beta2ScheduledSparkApplicationSpec": {"concurrencyPolicy": {"enum": ["Allow", "Forbid", "Replace"]}},
    "SparkV1beta2SparkApplicationSpec": {
        "mode": {"enum": ["cluster", "client"]},
        "pythonVersion": {"enum": ["2", "3"]},
        "type": {"enum": ["Java", "Python", "Scala", "R"]},
    },
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
for definition, fields in RULES.items():
    properties = definitions[definition]["properties"]
    for field, rule in fields.items():
        assert properties[field].get("type") == rule.get("type", "string"), (definition, field, properties[field])
        properties[field] = rule
whole = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Made by make_kubeflow_schema.py from kubeflow-spark-api 2.4.0 (Apache-2.0).",
    "$defs": dict(sorted(definitions.items())),
}
Path(__file__).with_name("kubeflow-v1beta2.schema.json").write_text(json.dumps(whole, indent=1) + "\n")

"""Runs the statements of a JSON file, a list of texts, and writes what came of each as JSON.

With SPARK_REMOTE set the session is one of Spark Connect, else Spark runs in a JVM of this process.
"""

import json
import sys

from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession


def outcome(spark, statement):
    try:
        return [[None if value is None else str(value) for value in row] for row in spark.sql(statement).collect()]
    except AnalysisException as refused:
        return str(refused)


def main():
    source, target = sys.argv[1:]
    spark = SparkSession.builder.getOrCreate()
    with open(source, encoding="utf-8") as file:
        statements = json.load(file)
    outcomes = [outcome(spark, statement) for statement in statements]
    with open(target, "w", encoding="utf-8") as file:
        json.dump(outcomes, file)
    spark.stop()


main()

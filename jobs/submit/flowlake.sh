#!/usr/bin/env bash
# Runs a flowlake command through spark-submit and ends with its exit code:
#
#   SPARK_HOME=/opt/spark /opt/flowlake/jobs/submit/flowlake.sh exports --lake s3a://flows/lake
#
# It runs from a folder that scripts/bundle made: flowlake.jar, jars/ (what a Spark distribution lacks) and jobs/.
#
#   SPARK_HOME                    Spark 4.2 for Scala 2.13; needed
#   FLOWLAKE_MASTER               the Spark master (default: what Spark is configured to)
#   FLOWLAKE_SPARK_SUBMIT_ARGS    more options of spark-submit, such as --executor-memory 8g --conf spark.x=y; jars of
#                                 --jars join those of the bundle, which stand in the place of Spark's own spark.jars
#   FLOWLAKE_CONFIG               a file of flowlake's settings; every FLOWLAKE_… that flowlake knows works as well
#   FLOWLAKE_LOG_LEVEL            level of the log on standard error (default warn)
#
# Spark's settings and logging are the cluster's own (SPARK_CONF_DIR, or conf/ in SPARK_HOME); where it has none, those
# of jobs/conf. Keys of stores come from the environment or a file, never from a command line: docs/schedule.md.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
home=${self%/jobs/submit/*}

refuse() { # code, message
  printf 'flowlake.sh: Cannot run: %s\n' "$2" >&2
  exit "$1"
}

[ -n "${SPARK_HOME:-}" ] || refuse 2 "SPARK_HOME is not set; set it to a Spark 4.2 distribution"
[ -x "$SPARK_HOME/bin/spark-submit" ] || refuse 3 "SPARK_HOME is $SPARK_HOME, which has no bin/spark-submit; correct it"
[ -s "$home/flowlake.jar" ] || refuse 3 "$home/flowlake.jar is not there; make a folder to run from with scripts/bundle"

options=(--class io.flowlake.cli.Main)
[ -z "${FLOWLAKE_MASTER:-}" ] || options+=(--master "$FLOWLAKE_MASTER")
libraries=
if [ -d "$home/jars" ]; then # in an image they are among Spark's own
  libraries=$(find "$home/jars" -name '*.jar' | LC_ALL=C sort | paste -sd, -)
fi

settings=${SPARK_CONF_DIR:-$SPARK_HOME/conf}
[ -e "$settings/spark-defaults.conf" ] || [ ! -e "$home/jobs/conf/spark-defaults.conf" ] ||
  options+=(--properties-file "$home/jobs/conf/spark-defaults.conf")
[ -e "$settings/log4j2.properties" ] ||
  export LOG4J_CONFIGURATION_FILE=${LOG4J_CONFIGURATION_FILE:-$home/jobs/conf/log4j2.properties}

words=()
if [ -n "${FLOWLAKE_SPARK_SUBMIT_ARGS:-}" ]; then
  IFS=$' \t\n' read -r -d '' -a words <<<"$FLOWLAKE_SPARK_SUBMIT_ARGS" || true
fi
for ((i = 0; i < ${#words[@]}; i++)); do
  case ${words[i]} in # spark-submit takes the last --jars alone
    --jars=*) libraries+=${libraries:+,}${words[i]#--jars=} ;;
    --jars) libraries+=${libraries:+,}${words[++i]:-} ;;
    *) options+=("${words[i]}") ;;
  esac
done
[ -z "$libraries" ] || options+=(--jars "$libraries")

# Java takes the encoding of arguments and file names from the locale, and node names are any text.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

exec "$SPARK_HOME/bin/spark-submit" "${options[@]}" "$home/flowlake.jar" "$@"

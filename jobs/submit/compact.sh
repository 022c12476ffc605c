#!/usr/bin/env bash
# Compacts through spark-submit: dumps that are new below FLOWLAKE_RAW go into the lake. For every hour.
#
#   jobs/submit/compact.sh [options of flowlake compact, such as --summary FILE or --dry-run]
#
#   FLOWLAKE_RAW     the folder or prefix of the raw dumps; needed
#   FLOWLAKE_LAKE    the lake; needed
#   and what flowlake.sh beside it takes: SPARK_HOME, FLOWLAKE_MASTER, …
#
# It takes no day: the lake knows which dumps it has read, so the job may be run late, again, and twice at once.
# The exit code is the job's; docs/schedule.md says what to do on each.
set -euo pipefail

for name in FLOWLAKE_RAW FLOWLAKE_LAKE; do
  [ -n "${!name:-}" ] || {
    echo "compact.sh: Cannot compact: $name is not set; set it, its meaning is at the head of $0" >&2
    exit 2
  }
done
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/flowlake.sh" compact \
  --raw "$FLOWLAKE_RAW" --lake "$FLOWLAKE_LAKE" "$@"

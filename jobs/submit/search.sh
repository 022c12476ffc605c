#!/usr/bin/env bash
# Searches through spark-submit: for a report at night, or a needle in a lake that is too large for one machine.
#
#   jobs/submit/search.sh 'proto tcp and dst port 22' --from 2026-11-01 --to 2026-11-02 --format csv --output FILE
#
#   FLOWLAKE_LAKE    the lake; needed
#   and what flowlake.sh beside it takes: SPARK_HOME, FLOWLAKE_MASTER, …
#
# Name the range: the default, the last two hours, depends on when the run starts.
# The exit code is the search's; docs/schedule.md says what to do on each.
set -euo pipefail

[ -n "${FLOWLAKE_LAKE:-}" ] || {
  echo "search.sh: Cannot search: FLOWLAKE_LAKE is not set; set it, its meaning is at the head of $0" >&2
  exit 2
}
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/flowlake.sh" search --lake "$FLOWLAKE_LAKE" "$@"

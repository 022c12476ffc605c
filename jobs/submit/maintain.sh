#!/usr/bin/env bash
# Maintains the lake through spark-submit: folds small files, vacuums, deletes days past their time. For every week.
#
#   jobs/submit/maintain.sh --date 2026-11-01 | --date yesterday  [options of flowlake maintain]
#
#   FLOWLAKE_LAKE         the lake; needed
#   FLOWLAKE_KEEP_DAYS    how many days to keep, --date counted (default: all)
#   and what flowlake.sh beside it takes: SPARK_HOME, FLOWLAKE_MASTER, …
#
# The day must be named: a run that comes late, or again, then deletes no more than it would have in time.
# The exit code is the job's; docs/schedule.md says what to do on each.
set -euo pipefail

[ -n "${FLOWLAKE_LAKE:-}" ] || {
  echo "maintain.sh: Cannot maintain: FLOWLAKE_LAKE is not set; set it, its meaning is at the head of $0" >&2
  exit 2
}
case " $*" in
  *" --date"* | *" --help"*) ;;
  *)
    echo "maintain.sh: Cannot maintain: no day is named; add --date 2026-11-01, or --date yesterday" >&2
    exit 2
    ;;
esac
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/flowlake.sh" maintain \
  --lake "$FLOWLAKE_LAKE" ${FLOWLAKE_KEEP_DAYS:+--keep-days "$FLOWLAKE_KEEP_DAYS"} "$@"

#!/usr/bin/env bash
# Exports through spark-submit: each UTC day that is named becomes one object in the target. For every day.
#
#   jobs/submit/export.sh --date 2026-11-01 | --date yesterday | --from DAY --to DAY | --stale  [options of flowlake export]
#
#   FLOWLAKE_LAKE      the lake; needed
#   FLOWLAKE_TARGET    where to: a target's name, s3://bucket/prefix, or a folder with a slash; needed
#   and what flowlake.sh beside it takes: SPARK_HOME, FLOWLAKE_MASTER, …
#
# The day must be named: what a run does must not depend on when it happens to start. Schedulers that cannot name one
# (cron) ask for yesterday. The exit code is the job's; docs/schedule.md says what to do on each.
set -euo pipefail

for name in FLOWLAKE_LAKE FLOWLAKE_TARGET; do
  [ -n "${!name:-}" ] || {
    echo "export.sh: Cannot export: $name is not set; set it, its meaning is at the head of $0" >&2
    exit 2
  }
done
case " $*" in
  *" --from"*" --to"* | *" --to"*" --from"*) ;;
  *" --from"*)
    echo "export.sh: Cannot export: no last day is named; add --to 2026-11-02, or --to yesterday" >&2
    exit 2
    ;;
  *" --date"* | *" --stale"* | *" --help"*) ;;
  *)
    echo "export.sh: Cannot export: no day is named; add --date 2026-11-01, --date yesterday, or --stale" >&2
    exit 2
    ;;
esac
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/flowlake.sh" export \
  --lake "$FLOWLAKE_LAKE" --target "$FLOWLAKE_TARGET" "$@"

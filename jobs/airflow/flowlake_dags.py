"""Flowlake's jobs in Apache Airflow 3: compact every hour, export every day, maintain every week.

Put this file into Airflow's folder of DAGs. It needs Airflow and its standard provider, and on the workers a
bundle (scripts/bundle) and a Spark distribution. A worker's environment says where things are:

  FLOWLAKE_HOME        the bundle (default /opt/flowlake); its jobs/submit scripts are run
  FLOWLAKE_SUMMARIES   a folder that driver and worker both see, for the runs' summaries (default: a temporary one,
                       which is right where the driver runs on the worker, as it does unless Spark is told otherwise)
  SPARK_HOME, FLOWLAKE_RAW, FLOWLAKE_LAKE, FLOWLAKE_TARGET, …   as the heads of jobs/submit/*.sh say

Each task does the same however late it runs and however often: its day comes from Airflow, not from the clock. So
clearing a run of flowlake_export exports its day again. docs/schedule.md has backfills and what to do on each exit code.
"""

import json
import os
import re
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import DAG, BaseOperator, CronDataIntervalTimetable, CronTriggerTimetable
from airflow.sdk.exceptions import AirflowException, AirflowFailException

# Exit codes after which the same command would fail again, or (6) not fail and so hide what it found: somebody has to
# look first. All others are tried again: 5 asks for it, a killed job (130, 137, 143) goes on where it was, and 1 is also
# what spark-submit says when it does not reach its cluster. To run a job again never does harm.
NEEDS_A_PERSON = {
    2: "the command line or a setting is wrong",
    3: "an input or a table is missing",
    4: "credentials or a permission are missing",
    6: "more records were rejected than allowed, or an export would lose a day",
}


class FlowlakeOperator(BaseOperator):
    """Runs a script of jobs/submit. Its exit code and its summary decide how the task ends; the summary is the XCom."""

    template_fields = ("arguments",)

    def __init__(self, *, job, arguments=(), **kwargs):
        super().__init__(**kwargs)
        self.job = job
        self.arguments = list(arguments)
        self.hook = SubprocessHook()

    def command(self, summary):
        home = os.environ.get("FLOWLAKE_HOME") or "/opt/flowlake"
        return [f"{home}/jobs/submit/{self.job}.sh", *self.arguments, "--summary", str(summary)]

    def check_day(self):
        """A day that is missing or not over is a slip of whoever started the run: tried again it would be there again."""
        if "--date" not in self.arguments:
            return
        day = self.arguments[self.arguments.index("--date") + 1]
        if not day:
            raise AirflowFailException(
                f"Cannot {self.job}: the run has no logical date, and so no day. Start it with one: "
                f"airflow dags trigger {self.dag_id} --logical-date 2026-11-01T00:00:00+00:00"
            )
        today = datetime.now(timezone.utc).date().isoformat()
        if self.job == "export" and day >= today:
            raise AirflowFailException(
                f"Cannot export {day}: in UTC it is {today}, and that day is not over. The run of tomorrow exports today; "
                f"for an earlier day: airflow dags trigger {self.dag_id} --logical-date 2026-11-01T00:00:00+00:00"
            )

    def execute(self, context):
        self.check_day()
        task = context["ti"]
        name = re.sub(r"[^\w.-]", "_", f"{task.dag_id}-{task.run_id}-{task.try_number}.json")
        with tempfile.TemporaryDirectory(prefix="flowlake-") as temporary:
            summary = Path(os.environ.get("FLOWLAKE_SUMMARIES") or temporary, name)
            exit_code = self.hook.run_command(self.command(summary)).exit_code
            report = json.loads(summary.read_text()) if summary.exists() else {}
        if exit_code == 0:
            # A standalone cluster in cluster mode can report 0 for a driver that failed (SPARK-56539).
            exit_code = report.get("exit", 1)
        if exit_code == 0:
            return report
        message = f"flowlake {self.job} ended with {exit_code}: {report.get('message', 'it left no summary, see its log')}"
        if exit_code in NEEDS_A_PERSON:
            raise AirflowFailException(f"{message} ({NEEDS_A_PERSON[exit_code]})")
        raise AirflowException(message)

    def on_kill(self):
        self.hook.send_sigterm()


def flowlake_dag(name, schedule, job, arguments, description, limit):
    """A DAG of one task, one run at a time, and no runs for the time before it was switched on."""
    with DAG(
        dag_id=name,
        description=description,
        schedule=schedule,
        start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        max_active_runs=1,
        default_args={
            "retries": 3,
            "retry_delay": timedelta(minutes=5),
            "retry_exponential_backoff": True,
            "max_retry_delay": timedelta(hours=1),
            "execution_timeout": limit,
        },
        tags=["flowlake"],
    ) as dag:
        FlowlakeOperator(task_id=job, job=job, arguments=arguments)
    return dag


# The day of a run; of one without a logical date, as a run by hand may be, an empty word, which is refused in words.
DAY = "{{ ds | default('') }}"

compact = flowlake_dag(
    "flowlake_compact",
    CronTriggerTimetable("5 * * * *", timezone="UTC"),
    "compact",
    [],
    "New raw dumps into the lake",
    timedelta(hours=6),
)

# With data intervals, so that the day is the one before the run: the last one that is over. A run that is started by
# hand now has today as its day, which is refused.
export = flowlake_dag(
    "flowlake_export",
    CronDataIntervalTimetable("30 1 * * *", timezone="UTC"),
    "export",
    ["--date", DAY],
    "A UTC day as one object; clear a run to export its day again",
    timedelta(hours=6),
)

# Late flows come for days. Which days they changed only the lake knows.
export_stale = flowlake_dag(
    "flowlake_export_stale",
    CronTriggerTimetable("30 2 * * *", timezone="UTC"),
    "export",
    ["--stale"],
    "The days again whose flows changed since their export",
    timedelta(hours=12),
)

# Without data intervals the day is that of the run, from which FLOWLAKE_KEEP_DAYS counts back.
maintain = flowlake_dag(
    "flowlake_maintain",
    CronTriggerTimetable("30 3 * * 0", timezone="UTC"),
    "maintain",
    ["--date", DAY],
    "Small files folded, old days and files that nothing needs deleted",
    timedelta(hours=12),
)

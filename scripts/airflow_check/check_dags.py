"""Proves jobs/airflow/flowlake_dags.py in a real Airflow; scripts/check-airflow prepares what it needs and calls it.

Airflow imports, renders and runs the tasks, and they run the bundle's submit scripts. Only spark-submit is a stand-in: it
notes what it was called with and ends as it is told. What it was called with is then run by flowlake itself, --dry-run.
"""

import contextlib
import copy
import io
import json
import os
import re
import shlex
import subprocess
import sys
import unittest
from datetime import timedelta
from pathlib import Path

import pendulum
from airflow.cli.cli_parser import get_parser
from airflow.configuration import conf
from airflow.dag_processing.dagbag import DagBag
from airflow.models.xcom import XComModel
from airflow.sdk.exceptions import AirflowFailException
from airflow.serialization.encoders import coerce_to_core_timetable
from airflow.timetables.base import TimeRestriction
from airflow.utils.session import create_session

HOME = Path(__file__).resolve().parents[2]
WORK = Path(os.environ["AIRFLOW_HOME"])
CALLS = WORK / "calls"
ANSWERS = WORK / "answers"
# Long ago enough that no run is in Airflow's future.
DAY = pendulum.datetime(2026, 11, 1, tz="UTC")

BAG = DagBag(dag_folder=os.environ["AIRFLOW__CORE__DAGS_FOLDER"], bundle_name="dags-folder")


def run(dag_id, logical_date, *answers):
    """Runs the DAG once, as clearing its run would; the calls of spark-submit and the run.

    answers -- the exit codes of the calls, one after the other, the last one for all that follow; a word with "quiet" in
               it leaves no summary
    """
    CALLS.unlink(missing_ok=True)
    ANSWERS.write_text("".join(f"{answer}\n" for answer in answers or ["0"]))
    dag = BAG.get_dag(dag_id)
    for task in dag.tasks:
        task.retry_delay = timedelta(0)
        task.retry_exponential_backoff = 0
    dag_run = dag.test(logical_date=logical_date)
    calls = CALLS.read_text().splitlines() if CALLS.exists() else []
    return [json.loads(call) for call in calls], dag_run


def after_jar(call):
    """The arguments that flowlake gets."""
    jar = next(i for i, word in enumerate(call) if word.endswith("/flowlake.jar"))
    return call[jar + 1 :]


def dry_run(arguments):
    """What flowlake itself says to them."""
    environment = {name: value for name, value in os.environ.items() if name != "SPARK_HOME"}
    command = [HOME / "scripts" / "flowlake", *arguments, "--dry-run"]
    dry = subprocess.run(command, capture_output=True, text=True, env=environment)
    if dry.returncode != 0:
        raise AssertionError(f"{arguments}: exit code {dry.returncode}: {dry.stderr}")
    return dry.stdout


def retries(dag_id):
    return BAG.get_dag(dag_id).tasks[0].retries


class Caller(unittest.TestCase):
    def test_a_real_database_is_out_of_reach(self):
        self.assertEqual(f"sqlite:///{WORK}/airflow.db", conf.get("database", "sql_alchemy_conn"))


class Dags(unittest.TestCase):
    def test_they_are_imported(self):
        self.assertEqual({}, BAG.import_errors)
        self.assertEqual(
            {"flowlake_compact", "flowlake_export", "flowlake_export_stale", "flowlake_maintain"}, set(BAG.dag_ids)
        )

    def test_no_storms(self):
        for dag in BAG.dags.values():
            self.assertFalse(dag.catchup, dag.dag_id)
            self.assertEqual(1, dag.max_active_runs, dag.dag_id)

    def test_when_they_run(self):
        expected = {
            "flowlake_compact": ("2026-11-01T00:05", "2026-11-01T01:05"),
            "flowlake_export": ("2026-11-02T01:30", "2026-11-03T01:30"),
            "flowlake_export_stale": ("2026-11-01T02:30", "2026-11-02T02:30"),
            "flowlake_maintain": ("2026-11-01T03:30", "2026-11-08T03:30"),
        }
        self.assertEqual(expected, {dag_id: when(dag_id) for dag_id in expected})


def when(dag_id):
    """When the first two runs from DAY on start."""
    timetable = coerce_to_core_timetable(BAG.get_dag(dag_id).timetable)
    info, starts = None, []
    for _ in range(2):
        info = timetable.next_dagrun_info(
            last_automated_data_interval=info and info.data_interval,
            restriction=TimeRestriction(earliest=DAY, latest=None, catchup=True),
        )
        starts.append(info.run_after.strftime("%Y-%m-%dT%H:%M"))
    return tuple(starts)


class Commands(unittest.TestCase):
    """What each task runs for a given day; flowlake takes all of it."""

    EXPECTED = {
        "flowlake_compact": ["compact", "--raw", os.environ["FLOWLAKE_RAW"], "--lake", os.environ["FLOWLAKE_LAKE"]],
        "flowlake_export": [
            *("export", "--lake", os.environ["FLOWLAKE_LAKE"], "--target", os.environ["FLOWLAKE_TARGET"]),
            *("--date", "2026-11-01"),
        ],
        "flowlake_export_stale": [
            *("export", "--lake", os.environ["FLOWLAKE_LAKE"], "--target", os.environ["FLOWLAKE_TARGET"], "--stale"),
        ],
        "flowlake_maintain": [
            *("maintain", "--lake", os.environ["FLOWLAKE_LAKE"], "--keep-days", "90", "--date", "2026-11-01"),
        ],
    }

    def test_every_dag_is_here(self):
        self.assertEqual(set(BAG.dag_ids), set(self.EXPECTED))

    def test_they_are_what_flowlake_takes(self):
        for dag_id, expected in self.EXPECTED.items():
            with self.subTest(dag_id):
                calls, dag_run = run(dag_id, DAY)
                self.assertEqual("success", dag_run.state)
                self.assertEqual(1, len(calls))
                arguments = after_jar(calls[0])
                self.assertEqual(expected, arguments[:-2])
                self.assertEqual("--summary", arguments[-2])
                again, _ = run(dag_id, DAY)
                self.assertEqual(expected, after_jar(again[0])[:-2], "a cleared run does the same")
                self.assertRegex(dry_run(arguments[:-2]), "would|no day that was exported")


class ExitCodes(unittest.TestCase):
    def test_tried_again(self):
        for exit_code in (5, 1):
            with self.subTest(exit_code):
                calls, dag_run = run("flowlake_export", DAY, exit_code)
                self.assertEqual("failed", dag_run.state)
                self.assertEqual(1 + retries("flowlake_export"), len(calls))

    def test_left_to_a_person(self):
        for exit_code in (2, 3, 4, 6):
            with self.subTest(exit_code):
                calls, dag_run = run("flowlake_compact", DAY, exit_code)
                self.assertEqual("failed", dag_run.state)
                self.assertEqual(1, len(calls))

    def test_done_at_the_second_try(self):
        calls, dag_run = run("flowlake_export", DAY, 5, 0)
        self.assertEqual("success", dag_run.state)
        self.assertEqual(2, len(calls))
        self.assertEqual(calls[0][:-1], calls[1][:-1], "but for the summary's name")
        with create_session() as session:
            summary = session.scalar(
                XComModel.get_many(run_id=dag_run.run_id, dag_ids="flowlake_export", key="return_value").with_only_columns(
                    XComModel.value
                )
            )
        self.assertEqual({"command": "export", "exit": 0}, summary if isinstance(summary, dict) else json.loads(summary))

    def test_nothing_done_is_no_success(self):
        for what, answers, tries in (
            ("0 without a summary", ["0 quiet"], 1 + retries("flowlake_export")),
            ("0, but the summary says 4", ["0 4"], 1),
        ):
            with self.subTest(what):
                calls, dag_run = run("flowlake_export", DAY, *answers)
                self.assertEqual("failed", dag_run.state)
                self.assertEqual(tries, len(calls))


class Days(unittest.TestCase):
    """A day that cannot be is refused at once, in words: nothing is run, and nothing tried again."""

    def refused(self, dag_id, day, words):
        task = copy.copy(BAG.get_dag(dag_id).tasks[0])
        task.arguments = ["--date", day]
        with self.assertRaisesRegex(AirflowFailException, words):
            task.check_day()

    def failed_at_once(self, dag_id, logical_date):
        calls, dag_run = run(dag_id, logical_date)
        self.assertEqual("failed", dag_run.state)
        self.assertEqual([], calls)
        self.assertEqual([1], [task.try_number for task in dag_run.get_task_instances()])

    def test_a_day_that_is_not_over(self):
        today = pendulum.now("UTC")
        self.refused("flowlake_export", today.to_date_string(), "Cannot export .*: in UTC it is .*, and that day is not over")
        self.refused("flowlake_export", today.add(days=1).to_date_string(), "that day is not over")
        self.failed_at_once("flowlake_export", today)

    def test_upkeep_as_of_today(self):
        calls, dag_run = run("flowlake_maintain", pendulum.now("UTC"))
        self.assertEqual("success", dag_run.state)
        self.assertEqual(1, len(calls))

    def test_no_day(self):
        for dag_id in ("flowlake_export", "flowlake_maintain"):
            with self.subTest(dag_id):
                self.refused(dag_id, "", "the run has no logical date, and so no day. Start it with one: .* " + dag_id)
                self.failed_at_once(dag_id, None)


class Documents(unittest.TestCase):
    def test_airflow_takes_their_lines(self):
        lines = [line for line in (HOME / "docs" / "schedule.md").read_text().splitlines() if line.startswith("airflow ")]
        self.assertEqual(7, len(lines))
        for line in lines:
            with self.subTest(line):
                arguments = get_parser().parse_args(shlex.split(line)[1:])
                self.assertIn(arguments.dag_id, BAG.dag_ids)
                if line.startswith("airflow backfill "):
                    self.assertEqual(["2026-11-01", "2026-11-02", "2026-11-03"], backfilled(line))


def backfilled(line):
    """The days of the runs that this command would make; Airflow must know the DAG from a run."""
    run("flowlake_export", DAY)
    arguments = get_parser().parse_args([*shlex.split(line)[1:], "--dry-run"])
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        arguments.func(arguments)
    return re.findall(r"(?m)^\| (\d{4}-\d\d-\d\d) ", printed.getvalue())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])

# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4. Can the lake be trusted?
#
# Every record that was read is counted once: new, updated, duplicate or rejected. The lake keeps that ledger (`ingest_log`), the
# rejects themselves (`rejects`), and, in its table's log, what each batch wrote. This notebook audits them. All times are UTC.

# %%
import os

import matplotlib.pyplot as plt
import pandas as pd
from pyspark.sql import SparkSession

import charts
import flowlake

LAKE = flowlake.place(os.environ.get("FLOWLAKE_LAKE", "lake"))  # a folder, or the URI of one: s3a://bucket/lake
FIRST_DAY = os.environ.get("FLOWLAKE_FIRST_DAY")  # YYYY-MM-DD, of flows that are open or there twice; None: from the first that the lake has
LAST_DAY = os.environ.get("FLOWLAKE_LAST_DAY")  # None: to the last
BATCHES_SHOWN = 30  # of more, the last

spark = SparkSession.builder.appName("flowlake: quality").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

for name in ("flows", "all_rejects", "ingest_log"):
    spark.sql(flowlake.view(name, LAKE, name.removeprefix("all_")))
# A dump that is read again gets a new row in the ledger, and its earlier rejects become history: what stands is of its last reading.
spark.sql(
    """
    CREATE OR REPLACE TEMPORARY VIEW last_readings AS
    SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY dump ORDER BY batch DESC) AS place
      FROM ingest_log WHERE format NOT IN ('changed', 'gone', 'unreadable'))
    WHERE place = 1
    """
)
spark.sql("CREATE OR REPLACE TEMPORARY VIEW rejects AS SELECT * FROM all_rejects LEFT SEMI JOIN last_readings USING (dump, batch)");

# %% [markdown]
# ## Does the ledger add up?
#
# For each dump: read = new + updated + duplicate + rejected. Over all: the rejects that stand, those of each dump's last reading, are
# those that it counted, and the flows in the table are those that were new; fewer, if old days were deleted (`flowlake maintain
# --keep-days`), as the table's history tells. Everything below must say *yes*.

# %%
sums = spark.sql(
    """
    SELECT count(*) AS dumps, count(DISTINCT batch) AS batches, sum(records_read) AS records_read, sum(new) AS new, sum(updated) AS updated,
           sum(duplicate) AS duplicate, sum(rejected) AS rejected, count_if(note IS NOT NULL) AS notes,
           count_if(records_read <> new + updated + duplicate + rejected) AS unbalanced
    FROM ingest_log
    """
).first()
if not sums.dumps:
    raise ValueError(f"Cannot audit {LAKE}: its ledger is empty; run flowlake compact first, or name another lake with FLOWLAKE_LAKE")
last = spark.sql("SELECT coalesce(sum(records_read), 0) AS records_read, coalesce(sum(rejected), 0) AS rejected FROM last_readings").first()
kept = spark.table("rejects").count()
stored = spark.table("flows").count()
spark.sql(f"DESCRIBE HISTORY {flowlake.table(LAKE)}").createOrReplaceTempView("history")
history = spark.sql("SELECT count_if(operation = 'DELETE') AS deletes, min(version) AS first FROM history").first()
deleted = "old days were deleted" if history.deletes else f"history begins at version {history.first}, days may have been deleted before" if history.first else ""
all_stored = stored <= sums.new if deleted else stored == sums.new
print(f"{sums.records_read:,} records of {sums.dumps:,} dumps in {sums.batches:,} batches")
checks = pd.DataFrame(
    [
        ("every dump adds up", sums.unbalanced == 0, f"{sums.unbalanced} do not"),
        ("every reject is kept", kept == last.rejected, f"{kept:,} kept, {last.rejected:,} counted at the last readings"),
        ("every new flow is in the table", all_stored, f"{stored:,} in the table, {sums.new:,} counted{'; ' if deleted else ''}{deleted}"),
        ("every dump was read as it should be", sums.notes == 0, f"{sums.notes} have a note"),
    ],
    columns=["check", "holds", "figures"],
)
checks.assign(holds=checks.holds.map({True: "yes", False: "NO"}))

# %% [markdown]
# ## What did each batch bring?
#
# The last `BATCHES_SHOWN` batches: on the left what was new, on the right all else, on a scale of its own. Duplicates are harmless: nodes deliver at least once.
# Updates close flows that were reported open. Rejects are on no account normal: the next picture tells why.

# %%
batches = spark.sql(
    f"""
    SELECT batch, max(finished_at) AS finished, count(*) AS dumps, sum(bytes) AS bytes, sum(records_read) AS records_read, sum(new) AS new,
           sum(updated) AS updated, sum(duplicate) AS duplicate, sum(rejected) AS rejected
    FROM ingest_log GROUP BY batch ORDER BY batch DESC LIMIT {BATCHES_SHOWN}
    """
).toPandas()
shown = batches.iloc[::-1]
of_all = f", the last {len(shown)} of {sums.batches:,} batches" if sums.batches > len(shown) else ""
places = list(range(len(shown)))

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
left.bar(places, shown.new.astype(float), color=charts.BLUE, width=0.7)
left.set(title=f"New flows{of_all}", ylabel="records")
bottom = pd.Series(0.0, index=shown.index)
for column, color in (("updated", charts.GREEN), ("duplicate", charts.SKY), ("rejected", charts.RED)):
    right.bar(places, shown[column].astype(float), bottom=bottom, color=color, width=0.7, label=f"{column}: {int(shown[column].sum()):,}")
    bottom += shown[column].astype(float)
right.set(title="Everything else")
right.margins(y=0.25)
right.legend(loc="upper left", ncols=3, fontsize=9, columnspacing=1, handlelength=1.4)
step = max(1, len(shown) // 15)
for axes in (left, right):
    charts.counts(axes.yaxis)
    axes.set_xticks(places[::step], shown.batch[::step])
    axes.set_xlabel("batch")
    axes.grid(axis="x", visible=False)
plt.show()
shown.assign(bytes=shown.bytes.map(charts.bytes_text))

# %% [markdown]
# ## What was rejected, and why?
#
# A reject keeps its place and its bytes, so it can be mended at its source and read again (`flowlake compact --replay-rejects`).
# One reason for one dump is a broken delivery; one reason everywhere is a format that changed. These are the rejects that stand: of a
# dump that was read again, those of its last reading.

# %%
reasons = spark.sql("SELECT reason, count(*) AS rejects, count(DISTINCT dump) AS dumps FROM rejects GROUP BY reason ORDER BY rejects DESC, reason").toPandas()
examples = spark.sql(
    """
    SELECT reason, regexp_extract(dump, '[^/]+/[^/]+$', 0) AS dump, line, detail, left(make_valid_utf8(CAST(bytes AS STRING)), 60) AS beginning
    FROM (SELECT *, row_number() OVER (PARTITION BY reason ORDER BY dump, line, offset) AS place FROM rejects)
    WHERE place <= 2 ORDER BY reason, place
    """
).toPandas()
if len(reasons):
    figure, axes = plt.subplots(figsize=(9, 1.3 + 0.4 * len(reasons)))
    charts.bars_with_values(axes, reasons.reason, reasons.rejects, lambda count: f"{count:,.0f}", charts.RED)
    axes.set(title=f"{kept:,} rejects: {kept / max(1, last.records_read):.3%} of what was read", xlabel="rejects")
    charts.counts(axes.xaxis)
    plt.show()
with pd.option_context("display.max_colwidth", 70):
    display(examples)

# %% [markdown]
# ## How late do flows come?
#
# From the table's own log: how many rows each batch added to which UTC day. A batch's newest day is taken for the day on which it came;
# rows of earlier days count as so many days late. Calendar days are counted, not hours: a flow that started at 23:59 and came in a batch
# with one of 00:01 is a day late here. It tells when a day's export may begin, and how often `flowlake export --stale` has something to do. (A batch that takes
# in many days at once, such as a first one, seems late and is not. The log goes back 30 days or more. Folding small files adds no rows and does not count.)

# %%
log = spark.read.schema(
    """
    add STRUCT<path: STRING, partitionValues: MAP<STRING, STRING>, stats: STRING, dataChange: BOOLEAN>,
    remove STRUCT<path: STRING, partitionValues: MAP<STRING, STRING>, stats: STRING, dataChange: BOOLEAN>, txn STRUCT<version: BIGINT>
    """
).option("pathGlobFilter", "?" * 20 + ".json").json(f"{LAKE.rstrip('/')}/flows/_delta_log")
log.selectExpr("*", "bigint(regexp_extract(input_file_name(), '([0-9]+)[.]json$', 1)) AS commit").createOrReplaceTempView("log")
arrivals = spark.sql(
    """
    WITH files AS (
           SELECT commit, add.path, date(add.partitionValues['day']) AS day, bigint(get_json_object(add.stats, '$.numRecords')) AS rows, add.dataChange AS is_new
           FROM log WHERE add IS NOT NULL),
         added AS (SELECT commit, day, rows FROM files WHERE is_new),
         -- What a batch replaces may have been folded before, so all files count here; of one whose log is gone, its removal tells as much.
         removed AS (
           SELECT log.commit, coalesce(files.day, date(remove.partitionValues['day'])) AS day,
                  -coalesce(files.rows, bigint(get_json_object(remove.stats, '$.numRecords'))) AS rows
           FROM log LEFT JOIN files ON log.remove.path = files.path WHERE log.remove.dataChange),
         batches AS (SELECT commit, max(txn.version) AS batch FROM log GROUP BY commit),
         changed AS (
           SELECT batch, day, sum(rows) AS flows
           FROM (SELECT * FROM added UNION ALL SELECT * FROM removed) JOIN batches USING (commit)
           WHERE batch IS NOT NULL GROUP BY batch, day HAVING flows > 0)
    SELECT batch, day, flows, datediff(max(day) OVER (PARTITION BY batch), day) AS days_late FROM changed ORDER BY batch, day
    """
).toPandas()
late = arrivals.groupby("days_late").flows.sum()
grid = arrivals.pivot(index="batch", columns="day", values="flows").tail(BATCHES_SHOWN)
grid.columns = pd.to_datetime(grid.columns)

labels = ["in time" if days == 0 else f"{days} day{'s' if days > 1 else ''} late" for days in late.index]
if len(late):
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), width_ratios=[1, 1.5])
    charts.bars_with_values(left, labels, late.astype(float), lambda count: f"{count:,.0f}", charts.ORANGE)
    left.set(xscale="log", xlim=(0.7, late.max() * 30), title="Flows by how late they came", xlabel="flows (logarithmic)")
    charts.counts(left.xaxis)
    mesh = right.imshow(grid.to_numpy(dtype=float), cmap=charts.HEAT, norm="log", aspect="auto")
    right.set_xticks(range(len(grid.columns)), [f"{day:%d %b}" for day in grid.columns])
    step = max(1, len(grid) // 12)
    right.set_yticks(range(0, len(grid), step), grid.index[::step])
    right.tick_params(axis="x", rotation=45 if len(grid.columns) > 8 else 0)
    right.grid(False)
    right.set(title="What each batch added to each day", xlabel="day of the flows (UTC)", ylabel="batch")
    charts.counts(figure.colorbar(mesh, ax=right, label="flows", pad=0.02).ax.yaxis)
    plt.show()
pd.DataFrame({"came": labels, "flows": late.to_numpy(), "share": (late / late.sum()).map("{:.3%}".format).to_numpy()})

# %% [markdown]
# ## Which flows are still open, and which are there twice?
#
# On the days asked for, by default all. A flow without an end was open when it was last reported; if it is days old, its closing report was lost. Two *closed* records of
# one key that differ are two flows and both stay; there should be next to none.

# %%
on_days = flowlake.on_days(FIRST_DAY or "0001-01-01", LAST_DAY or "9999-12-31")
still_open = spark.sql(f"SELECT day, count(*) AS flows, count_if(end_time IS NULL) AS open FROM flows WHERE {on_days} GROUP BY day ORDER BY day").toPandas()
shared = spark.sql(
    f"""
    SELECT count(*) AS keys, coalesce(sum(rows), 0) AS rows FROM (
      SELECT count(*) AS rows FROM flows WHERE {on_days}
      GROUP BY day, node, start_time, protocol, source_node, source_ip, source_port, dest_node, dest_ip, dest_port HAVING rows > 1)
    """
).first()
print(f"{charts.number_of(int(still_open.open.sum()), 'flow')} still open; {charts.number_of(shared.rows, 'row')} with {charts.number_of(shared.keys, 'key')} in common")
still_open.assign(share=(still_open.open / still_open.flows).map("{:.2%}".format))

# %% [markdown]
# ## In short

# %%
findings = {
    **{name: int(sums[name]) for name in ("dumps", "batches", "records_read", "new", "updated", "duplicate", "rejected", "unbalanced")},
    "rejects_kept": kept,
    "flows": stored,
    "reasons": {row.reason: int(row.rejects) for row in reasons.itertuples()},
    "rejects_ever": spark.table("all_rejects").count(),
    "days_deleted": bool(history.deletes),
    "everything_adds_up": bool(checks.holds.all()),
    "late": {int(days): int(flows) for days, flows in late.items()},
    "still_open": int(still_open.open.sum()),
    "keys_shared": int(shared.keys),
}
print("everything adds up" if checks.holds.all() else "NOT everything adds up, see the first table")
print(f"{sums.new:,} new, {sums.updated:,} updated, {sums.duplicate:,} duplicate, {sums.rejected:,} rejected; {int(late[late.index > 0].sum()):,} came a day late or more")

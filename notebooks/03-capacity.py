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
# # 3. Does the network keep up?
#
# How much passes, who causes it, what grows, and what that comes to if it goes on. Bytes are those sent and received by the
# source of a flow; a flow that lasts is spread evenly over the five minutes that it touches. All times are UTC.
#
# **A conversation between two nodes is logged by both, and is counted once here**: the record of its far end (`dest_node`) is left out
# if its near end (`source_node`) logged one of the same protocol and bytes within `CLOCKS` seconds, each record matched with one at
# most, as `02-investigate` does. What carried no bytes one way has too little to be told by, and stays. Only the rates by node count whatever that node logged,
# for each of the two has to carry it.
#
# A flow that began before the first day counts with what it carried since, if it began at most `LONGEST_FLOW_DAYS` days before:
# no further back is looked.

# %%
import datetime
import math
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.sql import SparkSession

import charts
import flowlake

LAKE = flowlake.place(os.environ.get("FLOWLAKE_LAKE", "lake"))  # a folder, or the URI of one: s3a://bucket/lake
FIRST_DAY = os.environ.get("FLOWLAKE_FIRST_DAY")  # YYYY-MM-DD; None: the first day that the lake has
LAST_DAY = os.environ.get("FLOWLAKE_LAST_DAY")  # None: the last
LONGEST_FLOW_DAYS = 7  # so many days before the first is looked for flows that reach into it
MOST_DAYS = 400  # that are cut into five minutes
FORECAST_DAYS = 7  # how far the line goes on
BAND = 2 / 3  # of the days to come lie in the band around it
TALKERS = 12
CLOCKS = 2  # seconds by which the clocks of two nodes, and the way between them, may differ

spark = SparkSession.builder.appName("flowlake: capacity").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

spark.sql(flowlake.view("all_flows", LAKE))
span = spark.sql("SELECT string(min(day)) AS first, string(max(day)) AS last, string(max(start_time)) AS newest FROM all_flows").first()
if span.last is None:
    raise ValueError(f"Cannot size {LAKE}: it holds no flows; run flowlake compact first, or name another lake with FLOWLAKE_LAKE")
whole = LAST_DAY is not None  # a day that was asked for counts whole; the lake's last day as far as it goes
FIRST_DAY, LAST_DAY = FIRST_DAY or span.first, LAST_DAY or span.last
of_our_days = flowlake.on_days(FIRST_DAY, LAST_DAY)
first_day, last_day = datetime.date.fromisoformat(FIRST_DAY), datetime.date.fromisoformat(LAST_DAY)
days = (last_day - first_day).days + 1
if days > MOST_DAYS:
    raise ValueError(f"Cannot size {FIRST_DAY} to {LAST_DAY} by five minutes: they are {days:,} days, more than {MOST_DAYS}, perhaps of a flow with a wrong clock; set FLOWLAKE_FIRST_DAY and FLOWLAKE_LAST_DAY")
begin = pd.Timestamp(FIRST_DAY)
last_slot = pd.Timestamp(LAST_DAY) + pd.Timedelta(hours=23, minutes=55) if whole else pd.Timestamp(span.newest).floor("5min")
is_over = last_slot.strftime("%H:%M") == "23:55"
last_whole_day = LAST_DAY if is_over else str(last_day - datetime.timedelta(days=1))  # the lines go through whole days

# All records that reach into these days, those that began before as well: two SELECTs, so that each reads its days alone.
COLUMNS = """
    day, node, protocol, source_node, dest_node, source_ip, source_port, dest_ip, dest_port, unix_micros(start_time) AS micros,
    unix_seconds(start_time) AS started, greatest(unix_seconds(end_time), unix_seconds(start_time)) AS ended,
    coalesce(sent_bytes, 0) AS sent, coalesce(recv_bytes, 0) AS received,
    xxhash64(node, start_time, end_time, protocol, source_ip, source_port, dest_ip, dest_port, sent_bytes, recv_bytes) AS id
"""
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW records AS
    SELECT {COLUMNS} FROM all_flows WHERE {of_our_days}
    UNION ALL
    SELECT {COLUMNS} FROM all_flows
    WHERE {flowlake.on_days(first_day - datetime.timedelta(days=LONGEST_FLOW_DAYS), first_day - datetime.timedelta(days=1))}
      AND end_time >= {flowlake.literal(begin.to_pydatetime())}
    """
)
# The far end's record is a second one where the near end has its like, one to one: the same addresses first, then the nearest in time.
# The slots keep apart what cannot match.
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW second_records AS
    WITH told AS (
           SELECT *, started DIV {CLOCKS} AS slot FROM records
           WHERE source_node <> dest_node AND node IN (source_node, dest_node) AND sent > 0 AND received > 0),
         candidates AS (
           SELECT near.id AS near_id, far.id AS far_id, abs(far.micros - near.micros) AS apart,
                  NOT (near.source_ip = far.source_ip AND near.source_port <=> far.source_port
                       AND near.dest_ip = far.dest_ip AND near.dest_port <=> far.dest_port) AS translated
           FROM (SELECT *, explode(array(slot - 1, slot, slot + 1)) AS slot_there FROM told WHERE node = source_node) near
             JOIN told far
               ON far.node = far.dest_node AND near.slot_there = far.slot AND near.source_node = far.source_node AND near.dest_node = far.dest_node
              AND near.protocol = far.protocol AND near.sent = far.sent AND near.received = far.received
           WHERE abs(far.micros - near.micros) <= {CLOCKS} * 1000000),
         places AS (
           SELECT far_id, row_number() OVER (PARTITION BY near_id ORDER BY translated, apart, far_id) AS near_place,
                  row_number() OVER (PARTITION BY far_id ORDER BY translated, apart, near_id) AS far_place
           FROM candidates)
    SELECT far_id AS id, true AS again FROM places WHERE near_place = 1 AND far_place = 1
    """
)
spark.sql("UNCACHE TABLE IF EXISTS passing")  # of an earlier run
spark.sql(
    """
    CREATE OR REPLACE TEMPORARY VIEW passing AS
    SELECT day, node, protocol, source_ip, dest_ip, dest_port, started, ended, sent + received AS bytes, coalesce(again, false) AS again
    FROM records LEFT JOIN second_records USING (id)
    """
)
spark.sql("CACHE TABLE passing OPTIONS ('storageLevel' 'DISK_ONLY')")  # a dozen questions follow, and the join is most of the work
spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW flows AS SELECT * FROM passing WHERE NOT again AND {of_our_days}")
logged = spark.sql(f"SELECT count(*) AS flows, count_if(again) AS again FROM passing WHERE {of_our_days}").first()
if not logged.flows:
    raise ValueError(f"Cannot size {FIRST_DAY} to {LAST_DAY}: {LAKE} has no flows then, but from {span.first} to {span.last}; set FLOWLAKE_FIRST_DAY and FLOWLAKE_LAST_DAY")
print(f"{FIRST_DAY} to {LAST_DAY}: {charts.number_of(logged.flows, 'flow')} logged, {logged.again:,} of them for the second time and left out")

# %% [markdown]
# ## How much passes, and what is it sized by?
#
# The mean of each five minutes. Links are sized and billed by the 95th percentile: the rate that is exceeded in one of twenty
# intervals, an hour and twelve minutes a day. What lies above it is short; if it hurts, ask when and who, below. The scale is
# logarithmic: bursts are a hundred times the usual.

# %%
# A flow's share of each five minutes is that of all that it touches; only those of our days are made, however long it says it lasted.
# All these flows touch one, so no sequence runs backwards.
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW intervals AS
    SELECT node, again, timestamp_seconds(slot) AS interval_start, bytes / ((last_touched - first_touched) / 300 + 1) AS bytes
    FROM (
      SELECT *, started - pmod(started, 300) AS first_touched, ended - pmod(ended, 300) AS last_touched
      FROM passing) spread
    LATERAL VIEW explode(sequence(greatest(first_touched, {begin.timestamp():.0f}), least(last_touched, {last_slot.timestamp():.0f}), 300)) AS slot
    """
)
rates = spark.sql(
    "SELECT interval_start, sum(bytes) * 8 / 300 AS rate FROM intervals WHERE NOT again GROUP BY interval_start ORDER BY interval_start"
).toPandas()
within = pd.date_range(begin, last_slot, freq="5min", name="interval_start")
rates = rates.set_index("interval_start").rate.reindex(within, fill_value=0)
p50, p95, peak = rates.quantile(0.5), rates.quantile(0.95), rates.max()

figure, axes = plt.subplots()
axes.fill_between(rates.index, rates, step="post", color=charts.SKY)
for value, name, color in ((p95, "95th percentile", charts.RED), (p50, "median", charts.BLUE)):
    axes.axhline(value, color=color, lw=1.4, ls="--", label=f"{name}: {charts.bits_text(value)}")
axes.axhline(peak, color=charts.GREY, lw=1, ls=":", label=f"peak: {charts.bits_text(peak)}, {rates.idxmax():%d %b %H:%M}")
axes.set(title="What passed, each conversation counted once, mean of 5 minutes", ylabel="rate (logarithmic)", yscale="log")
axes.set_ylim(max(1, rates[rates > 0].quantile(0.02) / 2) if peak else 1, 2 * peak + 10)
charts.rates(axes.yaxis)
charts.times(axes.xaxis)
axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
plt.show()

# %% [markdown]
# ## Which node has how much to carry?
#
# Of what each node logged itself, so what passes between two nodes is in both of their lines. Each line runs from a node's median to
# its peak; the dot between is the 95th percentile. A long line to the right of the dot means
# bursts, a short one a steady load. The scale is logarithmic. Intervals without a flow count as nothing.

# %%
spark.sql("CREATE OR REPLACE TEMPORARY VIEW node_rates AS SELECT node, interval_start, sum(bytes) * 8 / 300 AS rate FROM intervals GROUP BY node, interval_start")
percentiles = spark.sql(
    f"""
    WITH nodes AS (SELECT DISTINCT node FROM node_rates),
         grid AS (SELECT node, explode(sequence(TIMESTAMP'{within[0]} UTC', TIMESTAMP'{within[-1]} UTC', INTERVAL 5 MINUTES)) AS interval_start FROM nodes)
    SELECT node, percentile(coalesce(rate, 0), array(0.5, 0.95, 0.99)) AS parts, max(coalesce(rate, 0)) AS peak
    FROM grid LEFT JOIN node_rates USING (node, interval_start) GROUP BY node ORDER BY parts[1] DESC, node
    """
).toPandas()
percentiles[["p50", "p95", "p99"]] = percentiles.pop("parts").tolist()
shown = percentiles.head(30)

figure, axes = plt.subplots(figsize=(11, 1.4 + 0.3 * len(shown)))
places = range(len(shown))
floor = max(1.0, shown.p95[shown.p95 > 0].min() / 20) if (shown.p95 > 0).any() else 1.0
axes.hlines(places, shown.p50.clip(lower=floor), shown.peak.clip(lower=floor), color=charts.GREY, lw=2)
axes.scatter(shown.p50.clip(lower=floor), places, color=charts.BLUE, s=28, label="median", zorder=3)
axes.scatter(shown.p95.clip(lower=floor), places, color=charts.RED, s=46, label="95th percentile", zorder=3)
axes.scatter(shown.peak.clip(lower=floor), places, color=charts.GREY, marker="|", s=90, label="peak", zorder=3)
axes.set_yticks(places, shown.node)
axes.invert_yaxis()
some = f"the {len(shown)} largest of " if len(percentiles) > len(shown) else ""
axes.set(xscale="log", title=f"Rate that each node logged, {some}{len(percentiles)} nodes", xlabel="mean of 5 minutes")
charts.rates(axes.xaxis)
axes.legend(loc="lower right", ncols=3, bbox_to_anchor=(1, 1))
plt.show()
shown.assign(**{name: shown[name].map(charts.bits_text) for name in ("p50", "p95", "p99", "peak")})[["node", "p50", "p95", "p99", "peak"]]

# %% [markdown]
# ## Who causes it?
#
# The hosts with the most bytes, whichever end they were on, each conversation once; private addresses (RFC 1918, RFC 4193) are ours. A
# conversation of two of them is in both bars, so shares need not add up to 100 %. If a few bars make up most of the whole, a talk with a
# few people is worth more than a larger link.

# %%
talkers = spark.sql(
    f"""
    SELECT host, sum(if(calls, bytes, 0)) AS calling, sum(if(calls, 0, bytes)) AS called, sum(bytes) AS bytes, count(*) AS flows,
           count(DISTINCT peer) AS peers
    FROM (
      SELECT source_ip AS host, dest_ip AS peer, bytes, true AS calls FROM flows WHERE is_private_ip(source_ip)
      UNION ALL
      SELECT dest_ip, source_ip, bytes, false FROM flows WHERE is_private_ip(dest_ip) AND dest_ip <> source_ip
    )
    GROUP BY host ORDER BY bytes DESC, host LIMIT {TALKERS}
    """
).toPandas()
everything = int(spark.sql("SELECT sum(bytes) AS bytes FROM flows").first().bytes)

figure, axes = plt.subplots(figsize=(11, 1.4 + 0.32 * len(talkers)))
places = range(len(talkers))
calling, called = talkers.calling.astype(float), talkers.called.astype(float)
axes.barh(places, calling, color=charts.ORANGE, height=0.7, label="in flows that it began")
axes.barh(places, called, left=calling, color=charts.BLUE, height=0.7, label="in flows that it answered")
for place, row in enumerate(talkers.itertuples()):
    text = f"{charts.bytes_text(row.bytes)}, {float(row.bytes) / max(1, everything):.1%} of all"
    axes.annotate(text, (float(row.bytes), place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9)
axes.set_yticks(places, talkers.host)
axes.invert_yaxis()
axes.set_xlim(0, 1.25 * max(1.0, float(talkers.bytes.max())))
axes.grid(axis="y", visible=False)
axes.set(title=f"Top talkers, {FIRST_DAY} to {LAST_DAY}", xlabel="bytes sent and received")
charts.sizes(axes.xaxis)
axes.legend(loc="lower right")
plt.show()
talkers.assign(**{name: talkers[name].map(charts.bytes_text) for name in ("calling", "called", "bytes")})

# %% [markdown]
# ## How large is a flow?
#
# Half of all flows are smaller than the median; nearly all bytes are in the largest. That is why sampling and "top flows" tell so
# different stories, and why a percentile of flows says little about a link.

# %%
sizes = spark.sql(
    """
    SELECT protocol, count(*) AS flows, percentile_approx(bytes, array(0.5, 0.95, 0.99, 0.999), 10000) AS parts, max(bytes) AS max
    FROM flows GROUP BY protocol ORDER BY flows DESC LIMIT 8
    """
).toPandas()
sizes[["p50", "p95", "p99", "p99.9"]] = sizes.pop("parts").tolist()
sizes.assign(**{name: sizes[name].map(charts.bytes_text) for name in ("p50", "p95", "p99", "p99.9", "max")})[
    ["protocol", "flows", "p50", "p95", "p99", "p99.9", "max"]
]

# %% [markdown]
# ## What grows?
#
# A straight line through each pair's bytes a day (least squares). Where it is steep and the points keep to it (*fit* near 1), there
# is a cause, and it will be there next week; a steep line that the points do not keep to is one large day. The lake's last day counts
# if it is over.

# %%
whole_days = pd.date_range(FIRST_DAY, last_whole_day)
if not is_over:
    print(f"{LAST_DAY} is not over: its newest flow began at {span.newest[11:16]} UTC; the lines leave it out (FLOWLAKE_LAST_DAY={LAST_DAY} takes it as whole)")
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW pair_days AS
    SELECT source_ip, dest_ip, dest_port, day, sum(bytes) AS bytes FROM flows
    WHERE dest_port IS NOT NULL AND day <= {flowlake.literal(last_whole_day)} GROUP BY ALL
    """
)
growing = spark.sql(
    f"""
    SELECT source_ip, dest_ip, dest_port, regr_slope(bytes, unix_date(day)) AS a_day, regr_r2(bytes, unix_date(day)) AS fit,
           sum(bytes) AS bytes, count(*) AS days
    FROM pair_days GROUP BY ALL HAVING days >= 3 AND days >= 0.7 * {len(whole_days)} AND fit >= 0.6 AND a_day > 0
    ORDER BY a_day DESC LIMIT 5
    """
).toPandas()
if len(growing):
    first = growing.iloc[0]
    course = spark.sql(
        f"""
        SELECT day, bytes FROM pair_days WHERE source_ip = {flowlake.literal(first.source_ip)}
          AND dest_ip = {flowlake.literal(first.dest_ip)} AND dest_port = {flowlake.literal(int(first.dest_port))}
        ORDER BY day
        """
    ).toPandas()
growing.assign(a_day=growing.a_day.map(charts.bytes_text), bytes=growing.bytes.map(charts.bytes_text), fit=growing.fit.map("{:.2f}".format))

# %% [markdown]
# ## Where does it go?
#
# The bytes of each whole day (nothing, where it had no flows), the line through them, and the same line a week on. The band is a prediction interval: if the days really lie
# around a straight line, independent and with normal errors, a day to come falls into it two times of three. It widens with the distance
# and, by Student's t, with how few days there are. Real days are not so kind: the line knows of no weekends, and nothing of next month.

# %%
daily = spark.sql("SELECT day, sum(bytes) AS bytes FROM flows GROUP BY day ORDER BY day").toPandas()
all_days = daily.set_index(pd.to_datetime(daily.day)).bytes.astype(float).reindex(whole_days, fill_value=0.0)
forecast_days = pd.date_range(FIRST_DAY, pd.Timestamp(last_whole_day) + pd.Timedelta(days=FORECAST_DAYS))


def numbered(days):
    """Days since 1970, for the line."""
    return (days - pd.Timestamp("1970-01-01")).days.to_numpy(dtype=float)


def line_through(series):
    """Least squares through bytes by day: the bytes that each day adds, those at day 0, and the fit (r²)."""
    day, size = numbered(series.index), series.to_numpy(dtype=float)
    away = day - day.mean()
    slope = float((away * (size - size.mean())).sum() / (away**2).sum())
    rest = ((size - size.mean() - slope * away) ** 2).sum()
    whole = ((size - size.mean()) ** 2).sum()
    return slope, float(size.mean() - slope * day.mean()), float(1 - rest / whole) if whole else 1.0


def t_quantile(freedom, share):
    """So many standard errors either way hold this share of Student's t distribution, by adding up its density."""
    angle = np.linspace(0, math.pi / 2, 200_001)  # t = sqrt(freedom) * tan(angle)
    density = np.cos(angle) ** (freedom - 1)
    mass = np.concatenate(([0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return math.sqrt(freedom) * math.tan(np.interp(share, mass / mass[-1], angle))


def bar_chart(axes, series, title):
    """Bars of bytes a day with their line, and a band where it is only a forecast; the line's slope, its last day and the band there."""
    slope, base, fit = line_through(series)
    axes.bar(series.index, series, 0.75, color=charts.BLUE, label="logged")
    ahead = forecast_days
    straight = base + slope * numbered(ahead)
    day = numbered(series.index)
    freedom = len(series) - 2
    scatter = float(((series.to_numpy() - base - slope * day) ** 2).sum() / freedom) ** 0.5
    error = scatter * np.sqrt(1 + 1 / len(series) + (numbered(ahead) - day.mean()) ** 2 / ((day - day.mean()) ** 2).sum())
    spread = t_quantile(freedom, BAND) * error
    future = ahead > pd.Timestamp(last_whole_day)
    axes.plot(ahead, straight, color=charts.RED, lw=1.6, ls="--", label=f"line: {charts.bytes_text(slope)} more a day")
    axes.fill_between(ahead[future], (straight - spread).clip(min=0)[future], (straight + spread)[future], color=charts.RED, alpha=0.15, lw=0, label="two of three days")
    axes.set(title=f"{title} (fit {fit:.2f})", ylabel="bytes a day", ylim=(0, None))
    charts.sizes(axes.yaxis)
    ticks = ahead[:: -(-len(ahead) // 6)]
    axes.set_xticks(ticks, [f"{day:%d %b}" for day in ticks])
    axes.set_xlabel("day (UTC)")
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper left", fontsize=9)
    axes.margins(y=0.3)
    return slope, [float(straight[-1]), float(straight[-1] - spread[-1]), float(straight[-1] + spread[-1])]


slope = forecast = None
if len(all_days) >= 3:
    panels = 2 if len(growing) else 1
    figure, axes = plt.subplots(1, panels, figsize=(11, 4.2), squeeze=False)
    slope, forecast = bar_chart(axes[0][0], all_days, "All bytes a day")
    if len(growing):
        its_days = course.set_index(pd.to_datetime(course.day)).bytes.astype(float)
        bar_chart(axes[0][1], its_days, f"{first.source_ip} → {first.dest_ip}:{first.dest_port:.0f}")
    plt.show()
else:
    print(f"{charts.number_of(len(all_days), 'whole day')}: too few for a line; 3 are the least")

# %% [markdown]
# ## In short

# %%
findings = {
    "bytes": everything,
    "bytes_by_day": {str(row.day): int(row.bytes) for row in daily.itertuples()},
    "p95_bits": float(p95),
    "peak_bits": float(peak),
    "top_talker": [talkers.host[0], int(talkers.bytes[0])] if len(talkers) else None,
    "fastest_growing": [first.source_ip, first.dest_ip, int(first.dest_port), float(first.a_day)] if len(growing) else None,
    "last_whole_day": last_whole_day,
    "slope_bytes_a_day": slope,
    "forecast": forecast,
    "second_records": logged.again,
}
print(f"{charts.bytes_text(everything)} in {charts.number_of(days, 'day')}; 95th percentile {charts.bits_text(p95)}, peak {charts.bits_text(peak)}")
if findings["fastest_growing"]:
    print(f"{first.source_ip} → {first.dest_ip}:{first.dest_port:.0f} grows by {charts.bytes_text(first.a_day)} a day")
if forecast is not None:
    middle, low, high = forecast
    print(f"if the line holds, {forecast_days[-1]:%Y-%m-%d} has {charts.bytes_text(max(0, middle))}, two times of three {charts.bytes_text(max(0, low))} to {charts.bytes_text(high)}")

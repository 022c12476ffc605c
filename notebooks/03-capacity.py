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
# if its near end (`source_node`) logged one of the same protocol and bytes within `CLOCKS` seconds. Only the rates by node count
# whatever that node logged, for each of the two has to carry it.

# %%
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
LAST_DAY = os.environ.get("FLOWLAKE_LAST_DAY")  # None: the last; leave out a day that is not over
FORECAST_DAYS = 7  # how far the line goes on
BAND = 2 / 3  # of the days to come lie in the band around it
TALKERS = 12
CLOCKS = 2  # seconds by which the clocks of two nodes, and the way between them, may differ

spark = SparkSession.builder.appName("flowlake: capacity").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

spark.sql(flowlake.view("all_flows", LAKE))
span = spark.sql("SELECT min(day) AS first, max(day) AS last, string(max(start_time)) AS newest FROM all_flows").first()
if span.last is None:
    raise ValueError(f"Cannot size {LAKE}: it holds no flows; run flowlake compact first, or name another lake with FLOWLAKE_LAKE")
# A day that was asked for counts whole; the lake's last day as far as it goes.
last_slot = pd.Timestamp(LAST_DAY) + pd.Timedelta(hours=23, minutes=55) if LAST_DAY else pd.Timestamp(span.newest).floor("5min")
FIRST_DAY, LAST_DAY = FIRST_DAY or str(span.first), LAST_DAY or str(span.last)
begin = pd.Timestamp(FIRST_DAY)

# All records that reach into these days, those that began before as well.
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW records AS
    SELECT day, node, protocol, source_node, dest_node, source_ip, dest_ip, dest_port, unix_seconds(start_time) AS started,
           greatest(unix_seconds(end_time), unix_seconds(start_time)) AS ended, coalesce(sent_bytes, 0) AS sent, coalesce(recv_bytes, 0) AS received
    FROM all_flows
    WHERE {flowlake.on_days(FIRST_DAY, LAST_DAY)} OR (day < {flowlake.literal(begin.date())} AND end_time >= {flowlake.literal(begin.to_pydatetime())})
    """
)
# The far end's record is a second one where the near end has its like: of each of its seconds, give or take the clocks.
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW passing AS
    WITH near AS (
      SELECT DISTINCT source_node, dest_node, protocol, sent, received, explode(sequence(started - {CLOCKS}, started + {CLOCKS})) AS started, true AS twice
      FROM records WHERE node = source_node AND source_node <> dest_node)
    SELECT records.*, sent + received AS bytes, coalesce(twice AND node = dest_node, false) AS again
    FROM records LEFT JOIN near USING (source_node, dest_node, protocol, sent, received, started)
    """
)
spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW flows AS SELECT * FROM passing WHERE NOT again AND {flowlake.on_days(FIRST_DAY, LAST_DAY)}")
logged = spark.sql(f"SELECT count(*) AS flows, count_if(again) AS again FROM passing WHERE {flowlake.on_days(FIRST_DAY, LAST_DAY)}").first()
if not logged.flows:
    raise ValueError(f"Cannot size {FIRST_DAY} to {LAST_DAY}: {LAKE} has no flows then, but from {span.first} to {span.last}; set FLOWLAKE_FIRST_DAY and FLOWLAKE_LAST_DAY")
print(f"{FIRST_DAY} to {LAST_DAY}: {logged.flows:,} flows logged, {logged.again:,} of them for the second time and left out")

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
# is a cause, and it will be there next week; a steep line that the points do not keep to is one large day.

# %%
days = len(pd.date_range(FIRST_DAY, LAST_DAY))
spark.sql(
    """
    CREATE OR REPLACE TEMPORARY VIEW pair_days AS
    SELECT source_ip, dest_ip, dest_port, day, sum(bytes) AS bytes FROM flows WHERE dest_port IS NOT NULL GROUP BY ALL
    """
)
growing = spark.sql(
    f"""
    SELECT source_ip, dest_ip, dest_port, regr_slope(bytes, unix_date(day)) AS a_day, regr_r2(bytes, unix_date(day)) AS fit,
           sum(bytes) AS bytes, count(*) AS days
    FROM pair_days GROUP BY ALL HAVING days >= 3 AND days >= 0.7 * {days} AND fit >= 0.6 AND a_day > 0
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
# The bytes of each day, the line through them, and the same line a week on. The band is a prediction interval: if the days really lie
# around a straight line, independent and with normal errors, a day to come falls into it two times of three. It widens with the distance
# and, by Student's t, with how few days there are. Real days are not so kind: the line knows of no weekends, and nothing of next month.

# %%
daily = spark.sql("SELECT day, sum(bytes) AS bytes FROM flows GROUP BY day ORDER BY day").toPandas()
line = spark.sql(
    """
    SELECT regr_slope(bytes, unix_date(day)) AS slope, regr_intercept(bytes, unix_date(day)) AS base, regr_r2(bytes, unix_date(day)) AS fit
    FROM (SELECT day, sum(bytes) AS bytes FROM flows GROUP BY day)
    """
).first()


def t_quantile(freedom, share):
    """So many standard errors either way hold this share of Student's t distribution, by adding up its density."""
    angle = np.linspace(0, math.pi / 2, 200_001)  # t = sqrt(freedom) * tan(angle)
    density = np.cos(angle) ** (freedom - 1)
    mass = np.concatenate(([0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return math.sqrt(freedom) * math.tan(np.interp(share, mass / mass[-1], angle))


def bar_chart(axes, table, slope, base, title):
    """Bars of bytes a day with their line, and a band where it is only a forecast; the last day's forecast and the band there."""
    table = table.assign(day=pd.to_datetime(table.day), bytes=table.bytes.astype(float))
    axes.bar(table.day, table.bytes, 0.75, color=charts.BLUE, label="logged")
    ahead = pd.date_range(table.day.min(), pd.Timestamp(LAST_DAY) + pd.Timedelta(days=FORECAST_DAYS))
    number = (ahead - pd.Timestamp("1970-01-01")).days
    straight = (base + slope * number).to_numpy(dtype=float)
    days = (table.day - pd.Timestamp("1970-01-01")).dt.days
    freedom = len(table) - 2
    scatter = float(((table.bytes - base - slope * days) ** 2).sum() / freedom) ** 0.5
    error = scatter * np.sqrt(1 + 1 / len(table) + (number - days.mean()) ** 2 / ((days - days.mean()) ** 2).sum())
    spread = (t_quantile(freedom, BAND) * error).to_numpy(dtype=float)
    future = ahead > pd.Timestamp(LAST_DAY)
    axes.plot(ahead, straight, color=charts.RED, lw=1.6, ls="--", label=f"line: {charts.bytes_text(slope)} more a day")
    axes.fill_between(ahead[future], (straight - spread).clip(min=0)[future], (straight + spread)[future], color=charts.RED, alpha=0.15, lw=0, label="two of three days")
    axes.set(title=title, ylabel="bytes a day", ylim=(0, None))
    charts.sizes(axes.yaxis)
    ticks = ahead[:: -(-len(ahead) // 6)]
    axes.set_xticks(ticks, [f"{day:%d %b}" for day in ticks])
    axes.set_xlabel("day (UTC)")
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper left", fontsize=9)
    axes.margins(y=0.3)
    return [straight[-1], straight[-1] - spread[-1], straight[-1] + spread[-1]]


forecast = None
if len(daily) >= 3:
    panels = 2 if len(growing) else 1
    figure, axes = plt.subplots(1, panels, figsize=(11, 4.2), squeeze=False)
    forecast = bar_chart(axes[0][0], daily, line.slope, line.base, f"All bytes a day (fit {line.fit:.2f})")
    if len(growing):
        own_slope = float(first.a_day)
        middle = pd.to_datetime(course.day)
        own_base = float(course.bytes.astype(float).mean() - own_slope * (middle - pd.Timestamp("1970-01-01")).dt.days.mean())
        bar_chart(axes[0][1], course, own_slope, own_base, f"{first.source_ip} → {first.dest_ip}:{first.dest_port:.0f}")
    plt.show()
else:
    print(f"{len(daily)} days are too few for a line; 3 are the least")

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
    "slope_bytes_a_day": line.slope,
    "forecast": forecast,
    "second_records": logged.again,
}
print(f"{charts.bytes_text(everything)} in {len(daily)} days; 95th percentile {charts.bits_text(p95)}, peak {charts.bits_text(peak)}")
if findings["fastest_growing"]:
    print(f"{first.source_ip} → {first.dest_ip}:{first.dest_port:.0f} grows by {charts.bytes_text(first.a_day)} a day")
if forecast is not None:
    middle, low, high = forecast
    print(f"if the line holds, {FORECAST_DAYS} days on a day has {charts.bytes_text(middle)}, two times of three {charts.bytes_text(max(0, low))} to {charts.bytes_text(high)}")

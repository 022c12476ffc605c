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
# # 1. What is in the lake?
#
# Before any question to a lake: how much is there, from when, logged by whom, and is anything missing? This notebook answers
# that in a few pictures. All times are UTC. Spark counts; only small tables come here.
#
# A flow here is a record that a node logged. **A conversation between two nodes is logged by both, and so counts twice**, once for
# each, in everything below: this is what is in the lake, not what the network carried (`03-capacity` counts a conversation once).

# %%
import datetime
import os

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import LogNorm
from pyspark.sql import SparkSession

import charts
import flowlake

LAKE = flowlake.place(os.environ.get("FLOWLAKE_LAKE", "lake"))  # a folder, or the URI of one: s3a://bucket/lake
FIRST_DAY = os.environ.get("FLOWLAKE_FIRST_DAY")  # YYYY-MM-DD; None: the first day that the lake has
LAST_DAY = os.environ.get("FLOWLAKE_LAST_DAY")  # None: the last
NODES_SHOWN = 60  # of more nodes, the busiest
MOST_DAYS = 400  # that are drawn by the hour
SILENCES_LISTED = 1_000  # at most, the longest
EXPECTED_AN_HOUR = 5  # a node that usually logs fewer flows an hour than this may well have an hour without

spark = SparkSession.builder.appName("flowlake: explore").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

# %% [markdown]
# ## How much, from when, by whom?
#
# For each node what it logged itself, the busiest `NODES_SHOWN` first. The last line printed tells how much the double logging can come
# to: at most half of the flows that have a node at both ends.

# %%
spark.sql(flowlake.view("all_flows", LAKE))
span = spark.sql(
    "SELECT string(min(day)) AS first, string(max(day)) AS last, string(max(date_trunc('HOUR', start_time))) AS newest_hour FROM all_flows"
).first()
if span.last is None:
    raise ValueError(f"Cannot explore {LAKE}: it holds no flows; run flowlake compact first, or name another lake with FLOWLAKE_LAKE")
whole = LAST_DAY is not None  # a day that was asked for is shown whole; the lake's last day as far as it goes
FIRST_DAY, LAST_DAY = FIRST_DAY or span.first, LAST_DAY or span.last
spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW flows AS SELECT * FROM all_flows WHERE {flowlake.on_days(FIRST_DAY, LAST_DAY)}")
days = (datetime.date.fromisoformat(LAST_DAY) - datetime.date.fromisoformat(FIRST_DAY)).days + 1
if days > MOST_DAYS:
    raise ValueError(f"Cannot draw {FIRST_DAY} to {LAST_DAY} by the hour: they are {days:,} days, more than {MOST_DAYS}, perhaps of a flow with a wrong clock; set FLOWLAKE_FIRST_DAY and FLOWLAKE_LAST_DAY")
until = pd.Timestamp(LAST_DAY) + pd.Timedelta(hours=23) if whole else pd.Timestamp(span.newest_hour)

detail = spark.sql(f"DESCRIBE DETAIL {flowlake.table(LAKE)}").first()
nodes = spark.sql(
    """
    SELECT node, count(*) AS flows, sum(coalesce(sent_bytes, 0) + coalesce(recv_bytes, 0)) AS bytes,
           min(start_time) AS first, max(start_time) AS last, count(DISTINCT day) AS days,
           count_if(source_node <> dest_node) AS between_nodes
    FROM flows GROUP BY node ORDER BY flows DESC, node
    """
).toPandas()
if nodes.empty:
    raise ValueError(f"Cannot explore {FIRST_DAY} to {LAST_DAY}: {LAKE} has no flows then, but from {span.first} to {span.last}; set FLOWLAKE_FIRST_DAY and FLOWLAKE_LAST_DAY")
total, between = int(nodes.flows.sum()), int(nodes.between_nodes.sum())
print(f"the whole table: {charts.bytes_text(detail.sizeInBytes)} in {charts.number_of(detail.numFiles, 'file')}")
print(f"{charts.number_of(total, 'flow')} logged by {charts.number_of(len(nodes), 'node')}, {FIRST_DAY} to {LAST_DAY}, of {charts.bytes_text(nodes.bytes.sum())}")
print(f"{between:,} of them are between two nodes, so up to {between // 2:,} conversations may be counted twice")
nodes.head(NODES_SHOWN).assign(bytes=nodes.bytes.map(charts.bytes_text))

# %% [markdown]
# ## When is the network busy?
#
# Flows by the hour in which they started, and the bytes that they carried to their end, as logged: what passes between two nodes
# counts at both. A day has a shape; an hour that does not fit it is the first thing to look at. Flows and bytes need not agree: a
# backup is few flows and many bytes, a scan the opposite.

# %%
hours = spark.sql(
    """
    SELECT date_trunc('HOUR', start_time) AS hour, count(*) AS flows,
           sum(coalesce(sent_bytes, 0)) AS sent, sum(coalesce(recv_bytes, 0)) AS received
    FROM flows GROUP BY hour ORDER BY hour
    """
).toPandas()
every_hour = pd.date_range(FIRST_DAY, until, freq="h", name="hour")
hours = hours.set_index("hour").reindex(every_hour, fill_value=0)

figure, (above, below) = plt.subplots(2, 1, figsize=(11, 6), sharex=True)
above.fill_between(hours.index, hours.flows, step="post", color=charts.BLUE, alpha=0.85)
above.set(title="Flows logged an hour", ylabel="flows", ylim=(0, None))
charts.counts(above.yaxis)
below.stackplot(
    hours.index,
    hours.sent.astype(float),
    hours.received.astype(float),
    labels=["sent by the source", "received by the source"],
    colors=[charts.ORANGE, charts.SKY],
    step="post",
)
below.set(title="Bytes logged an hour", ylabel="bytes", ylim=(0, None))
below.legend(loc="upper left", ncols=2)
charts.sizes(below.yaxis)
charts.times(below.xaxis, "hour in which the flows started (UTC)")
plt.show()

# %% [markdown]
# ## Which node logs when?
#
# What each node logged itself. A row is a node, a column an hour, the colour the number of flows (on a logarithmic scale: nodes differ
# much). White is an hour without a single flow. A white stripe across one row is a node that was silent; across all rows, a lake that
# lacks dumps. Of more than `NODES_SHOWN` nodes the busiest are drawn, as the title then says.

# %%
shown = sorted(nodes.node.head(NODES_SHOWN))
spark.sql("UNCACHE TABLE IF EXISTS node_hours")  # of an earlier run
spark.sql("CREATE OR REPLACE TEMPORARY VIEW node_hours AS SELECT node, date_trunc('HOUR', start_time) AS hour, count(*) AS flows FROM flows GROUP BY node, hour")
spark.sql("CACHE TABLE node_hours OPTIONS ('storageLevel' 'DISK_ONLY')")
by_node = spark.sql(f"SELECT * FROM node_hours WHERE node IN ({', '.join(map(flowlake.literal, shown))})").toPandas()
heat = by_node.pivot(index="node", columns="hour", values="flows").reindex(index=shown, columns=every_hour)

figure, axes = plt.subplots(figsize=(11, 1.6 + 0.3 * len(shown)))
edges = every_hour.append(every_hour[-1:] + pd.Timedelta(hours=1))
mesh = axes.pcolormesh(edges, range(len(shown) + 1), heat.to_numpy(dtype=float), cmap=charts.HEAT, norm=LogNorm(heat.min().min(), 1 + heat.max().max()))
axes.set_yticks([row + 0.5 for row in range(len(shown))], shown)
axes.invert_yaxis()
axes.grid(False)
more = f", the busiest {len(shown)} of {len(nodes)} nodes" if len(nodes) > len(shown) else ""
axes.set(title=f"Flows by node and hour{more}", ylabel="node")
charts.times(axes.xaxis, "hour (UTC)")
bar = figure.colorbar(mesh, ax=axes, label="flows an hour", pad=0.01)
charts.counts(bar.ax.yaxis)
plt.show()

# %% [markdown]
# ## Who was silent?
#
# The hours in which a node logged nothing though it usually does: it usually logs `EXPECTED_AN_HOUR` flows an hour or more (the
# median over the hours in which it logged anything). What is looked at goes from the first hour with a flow of any node to the newest,
# so a node that begins late or stops for good is listed too. Such an hour means that the node was down, cut off, or that its dumps
# have not come (yet). All nodes are looked at, also those that are not drawn. `scripts/flowlake exports` lists whole silent days.

# %%
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW silences AS
    WITH known AS (SELECT min(hour) AS first, max(hour) + INTERVAL 1 HOUR AS until FROM node_hours),
         usual AS (SELECT node, median(flows) AS usual_flows_an_hour FROM node_hours GROUP BY node HAVING usual_flows_an_hour >= {EXPECTED_AN_HOUR}),
         gaps AS (
           SELECT node, first AS silent_from, min(hour) AS silent_to FROM node_hours CROSS JOIN known GROUP BY node, first
           UNION ALL
           SELECT node, hour + INTERVAL 1 HOUR, lead(hour, 1, until) OVER (PARTITION BY node ORDER BY hour) FROM node_hours CROSS JOIN known)
    SELECT node, silent_from, silent_to, (unix_seconds(silent_to) - unix_seconds(silent_from)) DIV 3600 AS hours, usual_flows_an_hour
    FROM gaps JOIN usual USING (node) WHERE silent_to > silent_from
    """
)
found = spark.sql("SELECT count(*) AS silences, count(DISTINCT node) AS nodes FROM silences").first()
silences = spark.sql(f"SELECT * FROM silences ORDER BY hours DESC, node, silent_from LIMIT {SILENCES_LISTED}").toPandas()
longest = f", the longest {len(silences):,} listed" if found.silences > len(silences) else ""
print(f"{charts.number_of(found.silences, 'silence')} of {charts.number_of(found.nodes, 'node')}{longest}")
silences

# %% [markdown]
# ## What do they talk?
#
# The same flows by number and by bytes, of the `SERVICES` services with the most flows and of those with the most bytes. Name look-ups
# (UDP 53) are many flows and few bytes; what is long on the right and short on the left moves data. A service is a protocol with the port
# of its destination. As logged: what is used between nodes weighs up to twice what it is.

# %%
protocols = spark.sql(
    """
    SELECT protocol, count(*) AS flows, sum(coalesce(sent_bytes, 0) + coalesce(recv_bytes, 0)) AS bytes
    FROM flows GROUP BY protocol ORDER BY flows DESC
    """
).toPandas()
SERVICES = 6
services = spark.sql(
    f"""
    WITH services AS (
      SELECT concat_ws(' ', protocol, dest_port) AS service, count(*) AS flows,
             sum(coalesce(sent_bytes, 0) + coalesce(recv_bytes, 0)) AS bytes
      FROM flows GROUP BY service)
    (SELECT * FROM services ORDER BY flows DESC, service LIMIT {SERVICES})
    UNION
    (SELECT * FROM services ORDER BY bytes DESC, service LIMIT {SERVICES})
    ORDER BY bytes DESC, service
    """
).toPandas()

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4))
charts.bars_with_values(left, services.service, services.flows.astype(float), charts.count_text)
left.set(title="The largest services: flows", xlabel="flows logged")
charts.counts(left.xaxis)
charts.bars_with_values(right, services.service, services.bytes.astype(float), charts.bytes_text, charts.ORANGE)
right.set(title="… and their bytes", xlabel="bytes logged, sent and received")
charts.sizes(right.xaxis)
plt.show()
protocols.assign(share=(protocols.flows / total).map("{:.1%}".format), bytes=protocols.bytes.map(charts.bytes_text))

# %% [markdown]
# ## In short

# %%
findings = {
    "flows": total,
    "first_day": FIRST_DAY,
    "last_day": LAST_DAY,
    "last_hour": str(every_hour[-1]),
    "between_nodes": between,
    "flows_by_node": dict(zip(nodes.node, map(int, nodes.flows))),
    "flows_by_protocol": dict(zip(protocols.protocol, map(int, protocols.flows))),
    "busiest_hour": str(hours.flows.idxmax()),
    "silences": [[s.node, str(s.silent_from), str(s.silent_to), int(s.hours)] for s in silences.itertuples()],
}
print(f"{charts.number_of(total, 'flow')} logged by {charts.number_of(len(nodes), 'node')}; the busiest hour began at {findings['busiest_hour']} UTC")
for node, begin, end, length in findings["silences"][:20]:
    print(f"{node} was silent for {length} h, {begin} to {end} UTC")
if found.silences > 20:
    print(f"and {found.silences - 20:,} more silences")

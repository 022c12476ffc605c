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

# %% [markdown]
# # 2. What happened?
#
# An incident, from the first suspicion to the flows that prove it: who tried what nobody answered, what was found, which service
# broke, what one host did all day, and who is behind a translated address. Each step is one question to the lake, with the SQL
# functions of Flowlake (`DESCRIBE FUNCTION EXTENDED tcp_flags_has`) or its filter language (`flow_search`). All times are UTC.

# %%
import ipaddress
import os

import matplotlib.pyplot as plt
import pandas as pd
from pyspark.sql import SparkSession

import charts
import flowlake

LAKE = os.environ.get("FLOWLAKE_LAKE", "lake")  # a folder, or the URI of one: s3a://bucket/lake
DAY = os.environ.get("FLOWLAKE_DAY")  # the UTC day in question, YYYY-MM-DD; None: the last that the lake has
HOST = os.environ.get("FLOWLAKE_HOST")  # whose day to look at; None: the inside host with the most answered calls
MANY_PORTS = 100  # so many ports of one host, unanswered, are a scan
MANY_HOSTS = 100  # so many hosts, unanswered on one port, are a sweep
SLOT = 15  # minutes in which a service's resets are counted
MIN_RESETS, RESET_SHARE = 30, 0.5  # so many resets in a slot, and such a share of its flows, are an outage
CLOCKS = 2  # seconds by which the clocks of two nodes, and the way between them, may differ

spark = SparkSession.builder.appName("flowlake: investigate").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

spark.sql(flowlake.view("all_flows", LAKE))
DAY = DAY or str(spark.sql("SELECT max(day) AS day FROM all_flows").first().day)
spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW flows AS SELECT * FROM all_flows WHERE {flowlake.on_days(DAY, DAY)}")
midnight = pd.Timestamp(DAY)
print(f"{spark.table('flows').count():,} flows on {DAY}")

# %% [markdown]
# ## Who called what nobody answered?
#
# A TCP flow with SYN and without ACK is a call that nobody took. A few are normal: a host is off, a name is stale. A source that
# calls many ports of one host looks for a way in (a *scan*); one that calls many hosts on one port looks for the next victim (a
# *sweep*). In the picture the first are at the top left, the second at the bottom right, and the crowd of ordinary hosts is at the
# bottom left: a busy host has unanswered calls too, but to many hosts on many ports.

# %%
unanswered = spark.sql(
    """
    WITH doors AS (
      SELECT source_ip, dest_ip, dest_port, count(*) AS calls, min(start_time) AS first, max(start_time) AS last
      FROM flows
      WHERE protocol = 'TCP' AND tcp_flags_has(tcp_flags, 'all', 'SYN') AND tcp_flags_has(tcp_flags, 'none', 'ACK')
      GROUP BY source_ip, dest_ip, dest_port),
    widths AS (
      SELECT *, count(*) OVER (PARTITION BY source_ip, dest_port) AS hosts_of_port,
             count(*) OVER (PARTITION BY source_ip, dest_ip) AS ports_of_host FROM doors)
    SELECT source_ip, sum(calls) AS calls, max(hosts_of_port) AS hosts, max(ports_of_host) AS ports, min(first) AS first, max(last) AS last
    FROM widths GROUP BY source_ip
    """
)
unanswered.createOrReplaceTempView("unanswered")
crowd = spark.sql("SELECT hosts, ports, count(*) AS sources FROM unanswered GROUP BY hosts, ports").toPandas()
suspects = spark.sql(
    f"SELECT * FROM unanswered WHERE ports >= {MANY_PORTS} OR hosts >= {MANY_HOSTS} ORDER BY calls DESC LIMIT 20"
).toPandas()
suspects["what"] = ["scan" if row.ports >= MANY_PORTS else "sweep" for row in suspects.itertuples()]

figure, axes = plt.subplots(figsize=(8.5, 5))
axes.scatter(crowd.hosts, crowd.ports, s=14 + 6 * crowd.sources**0.5, color=charts.GREY, alpha=0.6, label="a source (larger: several)")
for what, color in (("scan", charts.RED), ("sweep", charts.ORANGE)):
    some = suspects[suspects.what == what]
    axes.scatter(some.hosts, some.ports, s=70, color=color, label=f"{what}: {len(some)}", zorder=3)
for row in suspects.head(8).itertuples():
    side = -1 if row.hosts >= MANY_HOSTS else 1
    axes.annotate(
        f"{row.source_ip}\n{row.calls:,} calls",
        (row.hosts, row.ports),
        xytext=(9 * side, 0),
        textcoords="offset points",
        ha="right" if side < 0 else "left",
        va="center",
        fontsize=9,
    )
axes.axhline(MANY_PORTS, color=charts.RED, lw=1, ls="--")
axes.axvline(MANY_HOSTS, color=charts.ORANGE, lw=1, ls="--")
axes.set(xscale="log", yscale="log", xlim=(0.7, None), ylim=(0.7, None))
axes.margins(x=0.1, y=0.15)
axes.set(title=f"Unanswered calls by source, {DAY}", xlabel="most hosts called on one port", ylabel="most ports called of one host")
for axis in (axes.xaxis, axes.yaxis):
    charts.counts(axis)
axes.legend(loc="upper right")
plt.show()
suspects[["source_ip", "what", "calls", "hosts", "ports", "first", "last"]]

# %% [markdown]
# ## How did it go, and what did they find?
#
# Each suspect's calls in order of time, by port for a scan and by called host for a sweep. A straight line is a program that walks
# a list. What answered tells what is now known to the caller: `SYN` alone is a firewall's silence or no host, `SYN RST` a closed
# port, and anything with `ACK` an **open** one.

# %%
names = suspects.source_ip.tolist()
calls = spark.sql(
    f"""
    SELECT source_ip, start_time, dest_ip, dest_port, tcp_flags, tcp_flags_text(tcp_flags) AS flags,
           coalesce(tcp_flags_has(tcp_flags, 'all', 'ACK'), false) AS open, coalesce(tcp_flags_has(tcp_flags, 'all', 'RST'), false) AS reset
    FROM flows WHERE protocol = 'TCP' AND source_ip IN ({', '.join(map(flowlake.literal, names)) or 'NULL'})
    ORDER BY start_time LIMIT 20000
    """
).toPandas()

shown = suspects.head(4)
if len(shown):
    figure, panels = plt.subplots(1, len(shown), figsize=(11 if len(shown) > 1 else 6, 4.2), squeeze=False)
    for axes, suspect in zip(panels[0], shown.itertuples()):
        own = calls[calls.source_ip == suspect.source_ip]
        if suspect.what == "scan":
            height, label = own.dest_port, "port called"
        else:
            order = sorted(own.dest_ip.unique(), key=ipaddress.ip_address)
            height, label = own.dest_ip.map({ip: place for place, ip in enumerate(order, 1)}), "called hosts, in order of address"
        for which, color, size, name in (
            (~own.reset & ~own.open, charts.GREY, 5, "no answer"),
            (own.reset & ~own.open, charts.BLUE, 9, "closed: reset"),
            (own.open, charts.RED, 46, "open"),
        ):
            if which.any():
                axes.scatter(own.start_time[which], height[which], s=size, color=color, label=f"{name} ({which.sum():,})")
        axes.set(title=f"{suspect.what.capitalize()} by {suspect.source_ip}", ylabel=label)
        charts.times(axes.xaxis, most=5)
        axes.legend(loc="upper left", markerscale=1.2)
    plt.show()
opened = calls[calls.open][["source_ip", "dest_ip", "dest_port", "start_time", "flags"]]
opened

# %% [markdown]
# ## Which service began to reset?
#
# RST without FIN is a connection that somebody cut off. Some always are. A service (address and port) of which most flows are cut
# off for a quarter of an hour is broken, overloaded, or behind a device that thinks it knows better. The flows rise with it:
# those who are cut off call again.

# %%
slots = spark.sql(
    f"""
    SELECT dest_ip, dest_port, window(start_time, '{SLOT} minutes').start AS slot, count(*) AS flows,
           count_if(tcp_flags_has(tcp_flags, 'all', 'RST') AND tcp_flags_has(tcp_flags, 'none', 'FIN')) AS resets
    FROM flows WHERE protocol = 'TCP' AND tcp_flags_has(tcp_flags, 'all', 'ACK') GROUP BY dest_ip, dest_port, slot
    """
)
slots.createOrReplaceTempView("slots")
broken = spark.sql(
    f"""
    SELECT dest_ip, dest_port, min(slot) AS first, max(slot) + INTERVAL {SLOT} MINUTES AS last, sum(resets) AS resets, sum(flows) AS flows
    FROM slots WHERE resets >= {MIN_RESETS} AND resets >= {RESET_SHARE} * flows
    GROUP BY dest_ip, dest_port ORDER BY resets DESC LIMIT 10
    """
).toPandas()
if len(broken):
    worst = broken.iloc[0]
    course = spark.sql(
        f"""
        SELECT slot, flows, resets FROM slots
        WHERE dest_ip = {flowlake.literal(worst.dest_ip)} AND dest_port = {worst.dest_port} ORDER BY slot
        """
    ).toPandas()
    figure, axes = plt.subplots()
    width = pd.Timedelta(minutes=SLOT) * 0.9
    axes.bar(course.slot, course.flows - course.resets, width, align="edge", color=charts.BLUE, label="ended well")
    axes.bar(course.slot, course.resets, width, bottom=course.flows - course.resets, align="edge", color=charts.RED, label="reset")
    axes.set(
        title=f"Connections to {worst.dest_ip} port {worst.dest_port}, {DAY}",
        ylabel=f"flows in {SLOT} minutes",
        xlim=(midnight, midnight + pd.Timedelta(hours=23.99)),
    )
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper left")
    charts.times(axes.xaxis)
    plt.show()
broken

# %% [markdown]
# ## What did one host do all day?
#
# All its flows, found as `flowlake search` finds them: the same language, the same rows, the same order. A row is a peer, a circle
# a flow, its area the bytes. Regular circles are a timer, a dense band a download, a lone large circle at night worth a question.

# %%
busiest = spark.sql(
    "SELECT source_ip FROM flows WHERE is_private_ip(source_ip) AND recv_bytes > 0 GROUP BY source_ip ORDER BY count(*) DESC, source_ip LIMIT 1"
).first()
HOST = HOST or busiest.source_ip
own_day = spark.sql(flowlake.search(LAKE, f"host {HOST}", days=(DAY, DAY), order="oldest", max_rows=10000)).toPandas()
own_day["peer"] = own_day.dest_ip.where(own_day.source_ip == HOST, own_day.source_ip)
own_day["bytes"] = own_day.sent_bytes.fillna(0) + own_day.recv_bytes.fillna(0)
peers = own_day.groupby("peer").agg(bytes=("bytes", "sum"), flows=("bytes", "size")).sort_values("bytes", ascending=False)

figure, axes = plt.subplots(figsize=(11, 5.4))
places = {peer: place for place, peer in enumerate(peers.index[:15])}
largest = max(1, own_day.bytes.max())
for outward, color, label in ((True, charts.ORANGE, f"{HOST} called"), (False, charts.BLUE, f"{HOST} was called")):
    some = own_day[own_day.peer.isin(places) & ((own_day.source_ip == HOST) == outward)]
    axes.scatter(some.start_time, some.peer.map(places), s=8 + 400 * some.bytes / largest, color=color, alpha=0.6, lw=0, label=label)
axes.set_yticks(range(len(places)), [f"{peer}  {charts.bytes_text(peers.bytes[peer])}" for peer in places])
axes.set_ylim(len(places) - 0.4, -0.6)
axes.set(
    title=f"The day of {HOST}: {len(own_day):,} flows with {len(peers):,} peers, the {len(places)} largest",
    xlim=(midnight, midnight + pd.Timedelta(hours=23.99)),
)
legend = axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=2)
for handle in legend.legend_handles:
    handle.set_sizes([60])
charts.times(axes.xaxis)
plt.show()

# %% [markdown]
# ## Who is behind that address?
#
# A conversation between two nodes is logged by both. Where addresses are translated on the way, the two records differ in them, but
# not in their ends (`source_node`, `dest_node`), their bytes, and, nearly, their time. So joining the two logs of one day tells what
# each address was on the other side: the line below is read *"what edge-0001 sees on the left is on the right for edge-0003"*.

# %%
pairs = spark.sql(
    f"""
    SELECT near.node AS near_node, near.source_ip AS source, near.dest_ip AS dest, near.dest_port AS port,
           far.node AS far_node, far.source_ip AS source_there, far.dest_ip AS dest_there, far.dest_port AS port_there,
           near.start_time, near.sent_bytes + near.recv_bytes AS bytes,
           (unix_micros(far.start_time) - unix_micros(near.start_time)) / 1000 AS delay_ms
    FROM flows near JOIN flows far
      ON near.source_node = far.source_node AND near.dest_node = far.dest_node AND near.protocol = far.protocol
     AND near.sent_bytes = far.sent_bytes AND near.recv_bytes = far.recv_bytes
     AND near.node = near.source_node AND far.node = far.dest_node AND near.node <> far.node
     AND abs(unix_micros(far.start_time) - unix_micros(near.start_time)) <= {CLOCKS} * 1000000
    """
)
pairs.createOrReplaceTempView("pairs")
translations = spark.sql(
    """
    SELECT near_node, source, dest, port, far_node, source_there, dest_there, port_there, count(*) AS conversations,
           sum(bytes) AS bytes, median(delay_ms) AS delay_ms
    FROM pairs GROUP BY ALL HAVING conversations > 1 ORDER BY conversations DESC LIMIT 20
    """
).toPandas()
for row in translations.itertuples():
    print(
        f"{row.near_node}: {row.source} → {row.dest}:{row.port}   is   {row.far_node}: {row.source_there} → "
        f"{row.dest_there}:{row.port_there}   ({row.conversations} conversations, {charts.bytes_text(row.bytes)}, {row.delay_ms:.0f} ms later)"
    )

if len(translations):
    first = translations.iloc[0]
    both = spark.sql(
        f"SELECT start_time, bytes, delay_ms FROM pairs WHERE source = {flowlake.literal(first.source)} "
        f"AND source_there = {flowlake.literal(first.source_there)} ORDER BY start_time LIMIT 1000"
    ).toPandas()
    figure, axes = plt.subplots(figsize=(11, 3.2))
    later = pd.to_timedelta(both.delay_ms.astype(float), unit="ms")
    axes.vlines(both.start_time, 0, 1, color=charts.GREY, lw=1)
    axes.scatter(both.start_time, [1] * len(both), s=40, color=charts.BLUE, zorder=3)
    axes.scatter(both.start_time + later, [0] * len(both), s=40, color=charts.ORANGE, zorder=3)
    axes.set_yticks(
        [1, 0],
        [f"{first.near_node}\n{first.source}\n→ {first.dest}:{first.port}", f"{first.far_node}\n{first.source_there}\n→ {first.dest_there}:{first.port_there}"],
    )
    axes.set_ylim(-0.4, 1.4)
    axes.grid(axis="y", visible=False)
    axes.set(title=f"{len(both)} conversations, each as two nodes logged it")
    charts.times(axes.xaxis)
    plt.show()

# %% [markdown]
# ## In short

# %%
findings = {
    "day": DAY,
    "scans": [[row.source_ip, int(row.calls), int(row.ports)] for row in suspects[suspects.what == "scan"].itertuples()],
    "sweeps": [[row.source_ip, int(row.calls), int(row.hosts)] for row in suspects[suspects.what == "sweep"].itertuples()],
    "open": [[row.source_ip, row.dest_ip, int(row.dest_port)] for row in opened.itertuples()],
    "broken": [[row.dest_ip, int(row.dest_port), int(row.resets), str(row.first), str(row.last)] for row in broken.itertuples(index=False)],
    "host": HOST,
    "flows_of_host": len(own_day),
    "translations": [
        [row.source, row.dest, int(row.port), row.source_there, row.dest_there, int(row.port_there), int(row.conversations), float(row.delay_ms)]
        for row in translations.itertuples()
    ],
}
for source, tries, ports in findings["scans"]:
    print(f"{source} scanned {ports:,} ports in {tries:,} calls; open: {', '.join(str(port) for who, _, port in findings['open'] if who == source) or 'none'}")
for source, tries, hosts in findings["sweeps"]:
    print(f"{source} swept {hosts:,} hosts in {tries:,} calls")
for ip, port, resets, begin, end in findings["broken"]:
    print(f"{ip} port {port} reset {resets:,} connections, {begin} to {end} UTC")
print(f"{len(findings['translations'])} translations are known")

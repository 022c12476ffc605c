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

LAKE = flowlake.place(os.environ.get("FLOWLAKE_LAKE", "lake"))  # a folder, or the URI of one: s3a://bucket/lake
DAY = os.environ.get("FLOWLAKE_DAY")  # the UTC day in question, YYYY-MM-DD; None: the last that the lake has
HOST = os.environ.get("FLOWLAKE_HOST")  # whose day to look at; None: the inside host with the most answered calls
MANY_PORTS = 100  # so many ports of one host, unanswered, are a scan
MANY_HOSTS = 100  # so many hosts, unanswered on one port, are a sweep
SLOT = 15  # minutes in which a service's resets are counted
MIN_RESETS, RESET_SHARE = 30, 0.5  # so many resets in a slot, and such a share of its flows, are an outage
CLOCKS = 2  # seconds by which the clocks of two nodes, and the way between them, may differ
LISTED = 20  # of a longer list, its beginning is shown
POINTS = 5000  # flows drawn of one suspect, at most

spark = SparkSession.builder.appName("flowlake: investigate").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

spark.sql(flowlake.view("all_flows", LAKE))
span = spark.sql("SELECT min(day) AS first, max(day) AS last FROM all_flows").first()
if span.last is None:
    raise ValueError(f"Cannot investigate {LAKE}: it holds no flows; run flowlake compact first, or name another lake with FLOWLAKE_LAKE")
DAY = DAY or str(span.last)
spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW flows AS SELECT * FROM all_flows WHERE {flowlake.on_days(DAY, DAY)}")
midnight = pd.Timestamp(DAY)
flows_of_day = spark.table("flows").count()
if not flows_of_day:
    raise ValueError(f"Cannot investigate {DAY}: {LAKE} has no flows of that day, but from {span.first} to {span.last}; set FLOWLAKE_DAY")
print(f"{flows_of_day:,} flows on {DAY}")


def beginning(table, what):
    """What is listed of a table, and how much of it that is."""
    if len(table) > LISTED:
        print(f"the first {LISTED} of {len(table):,} {what}:")
    return table.head(LISTED)


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
    f"SELECT * FROM unanswered WHERE ports >= {MANY_PORTS} OR hosts >= {MANY_HOSTS} ORDER BY calls DESC, source_ip"
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
beginning(suspects[["source_ip", "what", "calls", "hosts", "ports", "first", "last"]], "suspects")

# %% [markdown]
# ## How did it go, and what did they find?
#
# Each suspect's calls in order of time, by port for a scan and by called host for a sweep. A straight line is a program that walks
# a list. What answered tells what is now known to the caller: `SYN` alone is a firewall's silence or no host, `SYN RST` a closed
# port, and anything with `ACK` an **open** one (or a closed one whose reset carries `ACK`: where the table says `SYN ACK RST`,
# compare the bytes received). The table and the counts are of all flows of the day; of a suspect with more than `POINTS`, so many are
# drawn, the open ones and then the earliest.

# %%
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW calls AS
    SELECT source_ip, start_time, dest_ip, dest_port, tcp_flags_text(tcp_flags) AS flags,
           CASE WHEN tcp_flags_has(tcp_flags, 'all', 'ACK') THEN 'open' WHEN tcp_flags_has(tcp_flags, 'all', 'RST') THEN 'closed: reset'
                ELSE 'no answer' END AS answer
    FROM flows
    WHERE protocol = 'TCP'
      AND source_ip IN (SELECT source_ip FROM unanswered WHERE ports >= {MANY_PORTS} OR hosts >= {MANY_HOSTS})
    """
)
opened = spark.sql(
    """
    SELECT source_ip, dest_ip, dest_port, min(start_time) AS first, count(*) AS flows, concat_ws(', ', sort_array(collect_set(flags))) AS flags
    FROM calls WHERE answer = 'open' AND dest_port IS NOT NULL GROUP BY source_ip, dest_ip, dest_port ORDER BY source_ip, dest_ip, dest_port
    """
).toPandas()
shown = suspects.head(4)
of_shown = f"source_ip IN ({', '.join(map(flowlake.literal, shown.source_ip)) or 'NULL'})"
answers = spark.sql(f"SELECT source_ip, answer, count(*) AS flows FROM calls WHERE {of_shown} GROUP BY ALL").toPandas().set_index(["source_ip", "answer"]).flows
points = spark.sql(
    f"""
    SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY source_ip ORDER BY answer <> 'open', start_time, dest_ip, dest_port) AS place
      FROM calls WHERE {of_shown})
    WHERE place <= {POINTS}
    """
).toPandas()

if len(shown):
    figure, panels = plt.subplots(1, len(shown), figsize=(11 if len(shown) > 1 else 6, 4.2), squeeze=False)
    for axes, suspect in zip(panels[0], shown.itertuples()):
        own = points[points.source_ip == suspect.source_ip]
        if suspect.what == "scan":
            height, label = own.dest_port, "port called"
        else:
            order = sorted(own.dest_ip.unique(), key=ipaddress.ip_address)
            height, label = own.dest_ip.map({ip: place for place, ip in enumerate(order, 1)}), "called hosts, in order of address"
        # Ticks across the line, so that they do not hide it.
        for answer, color, marker, size in (("no answer", charts.GREY, "o", 5), ("closed: reset", charts.BLUE, "|", 70), ("open", charts.RED, "o", 46)):
            which = own.answer == answer
            if which.any():
                label_of_answer = f"{answer} ({answers[suspect.source_ip, answer]:,})"
                axes.scatter(own.start_time[which], height[which], s=size, color=color, marker=marker, lw=0.7, label=label_of_answer)
        all_its = answers[suspect.source_ip].sum()
        drawn = f"\n{POINTS:,} of {all_its:,} flows drawn" if all_its > len(own) else ""
        axes.set(title=f"{suspect.what.capitalize()} by {suspect.source_ip}{drawn}", ylabel=label)
        charts.times(axes.xaxis, most=7)
        axes.legend(loc="upper left", markerscale=1.2)
    plt.show()
beginning(opened, "doors that answered")

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
    FROM flows WHERE protocol = 'TCP' AND dest_port IS NOT NULL AND tcp_flags_has(tcp_flags, 'all', 'ACK') GROUP BY dest_ip, dest_port, slot
    """
)
slots.createOrReplaceTempView("slots")
broken = spark.sql(
    f"""
    SELECT dest_ip, dest_port, min(slot) AS first, max(slot) + INTERVAL {SLOT} MINUTES AS last, sum(resets) AS resets, sum(flows) AS flows
    FROM slots WHERE resets >= {MIN_RESETS} AND resets >= {RESET_SHARE} * flows
    GROUP BY dest_ip, dest_port ORDER BY resets DESC, dest_ip, dest_port
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
beginning(broken, "services")

# %% [markdown]
# ## What did one host do all day?
#
# Its flows, found as `flowlake search` finds them: the same language, the same rows, the same order, and no more than the 10,000 that
# a search gives; the title says so if there are more. The peers and their bytes are summed over all. A row is a peer, a circle a flow,
# its area the bytes; what two nodes logged is there twice. Regular circles are a timer, a dense band a download, a lone large circle at
# night worth a question.

# %%
MOST_ROWS = 10_000  # of a search
busiest = spark.sql(
    """
    SELECT source_ip FROM flows GROUP BY source_ip
    ORDER BY count_if(is_private_ip(source_ip) AND recv_bytes > 0) DESC, count(*) DESC, source_ip LIMIT 1
    """
).first()
HOST = str(ipaddress.ip_address(HOST)) if HOST else busiest.source_ip
peers = spark.sql(
    f"""
    SELECT if(source_ip = {flowlake.literal(HOST)}, dest_ip, source_ip) AS peer,
           sum(coalesce(sent_bytes, 0) + coalesce(recv_bytes, 0)) AS bytes, count(*) AS flows
    FROM flows WHERE {flowlake.literal(HOST)} IN (source_ip, dest_ip) GROUP BY peer ORDER BY bytes DESC, peer
    """
).toPandas().set_index("peer")
flows_of_host = int(peers.flows.sum())
own_day = spark.sql(flowlake.search(LAKE, f"host {HOST}", days=(DAY, DAY), order="oldest", max_rows=MOST_ROWS)).toPandas()
own_day["peer"] = own_day.dest_ip.where(own_day.source_ip == HOST, own_day.source_ip)
own_day["bytes"] = own_day.sent_bytes.fillna(0) + own_day.recv_bytes.fillna(0)

first_of = f"first {len(own_day):,} of " if flows_of_host > len(own_day) else ""
figure, axes = plt.subplots(figsize=(11, 5.4))
places = {peer: place for place, peer in enumerate(peers.index[:15])}
largest = max(1, own_day.bytes.max()) if len(own_day) else 1
for outward, color, label in ((True, charts.ORANGE, f"{HOST} called"), (False, charts.BLUE, f"{HOST} was called")):
    some = own_day[own_day.peer.isin(places) & ((own_day.source_ip == HOST) == outward)]
    axes.scatter(some.start_time, some.peer.map(places), s=8 + 400 * some.bytes / largest, color=color, alpha=0.6, lw=0, label=label)
axes.set_yticks(range(len(places)), [f"{peer}  {charts.bytes_text(peers.bytes[peer])}" for peer in places])
axes.set_ylim(len(places) - 0.4, -0.6)
axes.set(
    title=f"The day of {HOST}: {first_of}{flows_of_host:,} flows with {len(peers):,} peers, the {len(places)} largest",
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
# A conversation between two nodes is logged by both. The two records agree in their ends (`source_node`, `dest_node`), their protocol,
# their bytes, and, nearly, their time. So the two logs of one day can be joined: each record with the nearest of the other node, one to
# one. Where addresses and ports agree too, it is simply the same conversation seen twice. **Where they differ, they were translated on
# the way**, and the line below is read *"what edge-0001 sees on the left is on the right for edge-0003"*. A conversation that nobody
# answered is left out: it has too little to be told by. One match alone may be chance; two or more of the same addresses are listed.

# %%
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW records AS
    SELECT node, source_node, dest_node, protocol, source_ip, source_port, dest_ip, dest_port, sent_bytes, recv_bytes, start_time,
           unix_micros(start_time) AS micros, unix_seconds(start_time) DIV {CLOCKS} AS slot,
           xxhash64(node, start_time, end_time, protocol, source_ip, source_port, dest_ip, dest_port, sent_bytes, recv_bytes) AS id
    FROM flows WHERE source_node <> dest_node AND node IN (source_node, dest_node) AND sent_bytes > 0 AND recv_bytes > 0
    """
)
# The slots keep apart what cannot match; of each record's candidates, the same addresses come first, then the nearest.
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW candidates AS
    SELECT near.node AS near_node, near.protocol, near.source_ip AS source, near.source_port AS own_port, near.dest_ip AS dest, near.dest_port AS port,
           far.node AS far_node, far.source_ip AS source_there, far.source_port AS own_port_there, far.dest_ip AS dest_there, far.dest_port AS port_there,
           near.start_time, near.sent_bytes + near.recv_bytes AS bytes, (far.micros - near.micros) / 1000 AS delay_ms,
           NOT (near.source_ip = far.source_ip AND near.source_port <=> far.source_port
                AND near.dest_ip = far.dest_ip AND near.dest_port <=> far.dest_port) AS translated,
           near.id AS near_id, far.id AS far_id
    FROM (SELECT *, explode(array(slot - 1, slot, slot + 1)) AS slot_there FROM records WHERE node = source_node) near
      JOIN records far
        ON far.node = far.dest_node AND near.slot_there = far.slot AND near.source_node = far.source_node AND near.dest_node = far.dest_node
       AND near.protocol = far.protocol AND near.sent_bytes = far.sent_bytes AND near.recv_bytes = far.recv_bytes
    WHERE abs(far.micros - near.micros) <= {CLOCKS} * 1000000
    """
)
spark.sql(
    """
    CREATE OR REPLACE TEMPORARY VIEW pairs AS
    SELECT * EXCEPT (near_place, far_place) FROM (
      SELECT *, row_number() OVER (PARTITION BY near_id ORDER BY translated, abs(delay_ms), far_id) AS near_place,
             row_number() OVER (PARTITION BY far_id ORDER BY translated, abs(delay_ms), near_id) AS far_place
      FROM candidates)
    WHERE near_place = 1 AND far_place = 1
    """
)
SAME = ["near_node", "far_node", "protocol", "source", "dest", "port", "source_there", "dest_there", "port_there"]
grouped = spark.sql(
    f"""
    SELECT {', '.join(SAME)}, translated, count(*) AS conversations, sum(bytes) AS bytes, median(delay_ms) AS delay_ms
    FROM pairs GROUP BY ALL ORDER BY conversations DESC, {', '.join(SAME)}
    """
).toPandas()
grouped["translated"] = grouped.translated.astype(bool)
grouped[["port", "port_there"]] = grouped[["port", "port_there"]].astype("Int64")  # null: the protocol has none
untranslated = grouped[~grouped.translated].drop(columns="translated")
translations = grouped[grouped.translated & (grouped.conversations > 1)].drop(columns="translated")


def end(ip, port):
    """An address with its port, where the protocol has one."""
    return ip if pd.isna(port) else f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


print(f"{untranslated.conversations.sum():,} conversations were logged by both nodes with the same addresses and ports")
for row in beginning(translations, "translations").itertuples():
    here, there = f"{row.source} → {end(row.dest, row.port)}", f"{row.source_there} → {end(row.dest_there, row.port_there)}"
    print(
        f"{row.near_node}: {row.protocol} {here}   is   {row.far_node}: {there}   ({row.conversations} conversations, {charts.bytes_text(row.bytes)}, {row.delay_ms:.0f} ms later"
        f"{', only source ports differ' if here == there else ''})"
    )

if len(translations):
    first = translations.iloc[0]
    same = " AND ".join(
        f"{name} <=> {flowlake.literal(None if pd.isna(first[name]) else int(first[name]) if name in ('port', 'port_there') else first[name])}"
        for name in SAME
    )
    both = spark.sql(f"SELECT start_time, delay_ms FROM pairs WHERE translated AND {same} ORDER BY start_time LIMIT 1000").toPandas()
    figure, axes = plt.subplots(figsize=(11, 3.2))
    later = pd.to_timedelta(both.delay_ms.astype(float), unit="ms")
    axes.vlines(both.start_time, 0, 1, color=charts.GREY, lw=1)
    axes.scatter(both.start_time, [1] * len(both), s=40, color=charts.BLUE, zorder=3)
    axes.scatter(both.start_time + later, [0] * len(both), s=40, color=charts.ORANGE, zorder=3)
    axes.set_yticks(
        [1, 0],
        [
            f"{first.near_node}\n{first.source}\n→ {end(first.dest, first.port)}",
            f"{first.far_node}\n{first.source_there}\n→ {end(first.dest_there, first.port_there)}",
        ],
    )
    axes.set_ylim(-0.4, 1.4)
    axes.grid(axis="y", visible=False)
    first_of = f"the first {len(both):,} of " if first.conversations > len(both) else ""
    axes.set(title=f"{first_of}{first.conversations:,} translated conversations, each as two nodes logged it")
    charts.times(axes.xaxis)
    plt.show()
beginning(untranslated, "pairs of hosts that two nodes saw alike")

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
    "flows_of_host": flows_of_host,
    "flows_of_host_drawn": len(own_day),
    "untranslated": [
        [row.protocol, row.source, row.dest, None if pd.isna(row.port) else int(row.port), int(row.conversations)] for row in untranslated.itertuples()
    ],
    "translations": [
        [
            *(row.protocol, row.source, row.dest, None if pd.isna(row.port) else int(row.port)),
            *(row.source_there, row.dest_there, None if pd.isna(row.port_there) else int(row.port_there)),
            *(int(row.conversations), float(row.delay_ms)),
        ]
        for row in translations.itertuples()
    ],
}
for source, tries, ports in findings["scans"]:
    print(f"{source} scanned {ports:,} ports in {tries:,} calls; open: {', '.join(str(port) for who, _, port in findings['open'] if who == source) or 'none'}")
for source, tries, hosts in findings["sweeps"]:
    print(f"{source} swept {hosts:,} hosts in {tries:,} calls")
for ip, port, resets, begin, end in findings["broken"]:
    print(f"{ip} port {port} reset {resets:,} connections, {begin} to {end} UTC")
print(f"{len(findings['translations'])} translations are known; {untranslated.conversations.sum():,} conversations were logged twice, untranslated")

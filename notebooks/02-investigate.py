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
MOST = 1_000  # rows of a list that come to Python
POINTS = 5000  # flows drawn of one suspect, at most

spark = SparkSession.builder.appName("flowlake: investigate").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
charts.use_style()

spark.sql(flowlake.view("all_flows", LAKE))
span = spark.sql("SELECT string(min(day)) AS first, string(max(day)) AS last FROM all_flows").first()
if span.last is None:
    raise ValueError(f"Cannot investigate {LAKE}: it holds no flows; run flowlake compact first, or name another lake with FLOWLAKE_LAKE")
DAY = DAY or span.last
spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW flows AS SELECT * FROM all_flows WHERE {flowlake.on_days(DAY, DAY)}")
midnight = pd.Timestamp(DAY)
flows_of_day = spark.table("flows").count()
if not flows_of_day:
    raise ValueError(f"Cannot investigate {DAY}: {LAKE} has no flows of that day, but from {span.first} to {span.last}; set FLOWLAKE_DAY")
print(f"{flows_of_day:,} flows on {DAY}")


def beginning(table, what, total):
    """What is listed of a table, and of how many rows that is."""
    if total > LISTED:
        print(f"the first {LISTED} of {total:,} {what}:")
    return table.head(LISTED)


def end(ip, port):
    """An address with its port, where the protocol has one."""
    return ip if pd.isna(port) else f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


# %% [markdown]
# ## Who called what nobody answered?
#
# A TCP flow with SYN and without ACK is a call that nobody took. So is one that was reset at once, with RST and without FIN and PSH: a
# closed port answers a SYN with RST and ACK (RFC 9293), and the flow has the flags of both ends. A few are normal: a host is off, a name
# is stale. A source that calls many ports of one host looks for a way in (a *scan*); one that calls many hosts on one port looks for
# the next victim (a *sweep*). In the picture the first are at the top left, the second at the bottom right, and the crowd of ordinary hosts is at the
# bottom left: a busy host has unanswered calls too, but to many hosts on many ports.

# %%
RESET_AT_ONCE = "tcp_flags_has(tcp_flags, 'all', 'SYN,RST') AND tcp_flags_has(tcp_flags, 'none', 'FIN,PSH')"
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW doors AS
    SELECT *, count(*) OVER (PARTITION BY source_ip, dest_port) AS hosts_of_port, count(*) OVER (PARTITION BY source_ip, dest_ip) AS ports_of_host
    FROM (
      SELECT source_ip, dest_ip, dest_port, count(*) AS calls, min(start_time) AS first, max(start_time) AS last
      FROM flows
      WHERE protocol = 'TCP' AND tcp_flags_has(tcp_flags, 'all', 'SYN') AND (tcp_flags_has(tcp_flags, 'none', 'ACK') OR {RESET_AT_ONCE})
      GROUP BY source_ip, dest_ip, dest_port)
    """
)
spark.sql(
    """
    CREATE OR REPLACE TEMPORARY VIEW unanswered AS
    SELECT source_ip, sum(calls) AS calls, max(hosts_of_port) AS hosts, max(ports_of_host) AS ports, min(first) AS first, max(last) AS last
    FROM doors GROUP BY source_ip
    """
)
crowd = spark.sql("SELECT hosts, ports, count(*) AS sources FROM unanswered GROUP BY hosts, ports").toPandas()
suspected = f"ports >= {MANY_PORTS} OR hosts >= {MANY_HOSTS}"
known = spark.sql(f"SELECT count(*) AS suspects, count_if(ports >= {MANY_PORTS}) AS scans FROM unanswered WHERE {suspected}").first()
suspects = spark.sql(f"SELECT * FROM unanswered WHERE {suspected} ORDER BY calls DESC, source_ip LIMIT {MOST}").toPandas()
suspects["what"] = ["scan" if row.ports >= MANY_PORTS else "sweep" for row in suspects.itertuples()]

figure, axes = plt.subplots(figsize=(8.5, 5))
axes.scatter(crowd.hosts, crowd.ports, s=14 + 6 * crowd.sources**0.5, color=charts.GREY, alpha=0.6, label="a source (larger: several)")
for what, color, many in (("scan", charts.RED, known.scans), ("sweep", charts.ORANGE, known.suspects - known.scans)):
    some = suspects[suspects.what == what]
    axes.scatter(some.hosts, some.ports, s=70, color=color, label=f"{what}: {many:,}", zorder=3)
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
beginning(suspects[["source_ip", "what", "calls", "hosts", "ports", "first", "last"]], "suspects", known.suspects)

# %% [markdown]
# ## How did it go, and what did they find?
#
# Each suspect's calls of what it scanned or swept in order of time, by port for a scan and by called host for a sweep. A straight line is
# a program that walks a list. What answered tells what is now known to the caller:
#
# | answer | flags | means |
# |---|---|---|
# | no answer | `SYN` | a firewall's silence, or no host |
# | closed | `SYN RST` | a closed port |
# | reset at once | `SYN ACK RST` | a closed port, whose reset has ACK; or an **open** one that answered, and the caller hung up (a half-open scan) |
# | open | any other with `ACK` | an **open** port |
#
# The bytes received tell the two kinds of *reset at once* apart: a reset alone is the least that is ever received (40 bytes over IPv4, 60
# over IPv6, where headers count); an open port sends its SYN with options first, and so comes to more. The list has the open
# doors first, and then those with the most bytes. The tables and the counts are of all flows of the day; of a suspect with more than
# `POINTS`, so many are drawn, the open ones and then the earliest.

# %%
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW calls AS
    SELECT source_ip, start_time, dest_ip, dest_port, tcp_flags_text(tcp_flags) AS flags,
           coalesce(recv_bytes, 0) AS received,
           CASE WHEN tcp_flags_has(tcp_flags, 'all', 'ACK') THEN if({RESET_AT_ONCE}, 'reset at once', 'open')
                WHEN tcp_flags_has(tcp_flags, 'all', 'RST') THEN 'closed' ELSE 'no answer' END AS answer
    FROM flows
    WHERE protocol = 'TCP' AND dest_port IS NOT NULL
      AND ((source_ip, dest_ip) IN (SELECT source_ip, dest_ip FROM doors WHERE ports_of_host >= {MANY_PORTS})
           OR (source_ip, dest_port) IN (SELECT source_ip, dest_port FROM doors WHERE hosts_of_port >= {MANY_HOSTS} AND dest_port IS NOT NULL))
    """
)
spark.sql(
    """
    CREATE OR REPLACE TEMPORARY VIEW opened AS
    SELECT source_ip, dest_ip, dest_port, if(bool_or(answer = 'open'), 'open', 'reset at once') AS answer, max(received) AS most_received,
           min(start_time) AS first, count(*) AS flows, concat_ws(', ', sort_array(collect_set(flags))) AS flags
    FROM calls WHERE answer IN ('open', 'reset at once') GROUP BY source_ip, dest_ip, dest_port
    """
)
doors_of = spark.sql("SELECT source_ip, answer, count(*) AS doors FROM opened GROUP BY source_ip, answer ORDER BY doors DESC, source_ip, answer").toPandas()
opened = spark.sql(f"SELECT * FROM opened ORDER BY answer, most_received DESC, source_ip, dest_ip, dest_port LIMIT {MOST}").toPandas()
shown = suspects.head(4)
of_shown = f"source_ip IN ({', '.join(map(flowlake.literal, shown.source_ip)) or 'NULL'})"
answers = spark.sql(
    f"""
    SELECT source_ip, answer, count(*) AS flows, count(DISTINCT dest_ip) AS hosts, count(DISTINCT dest_port) AS ports,
           min(received) AS least_received, max(received) AS most_received
    FROM calls WHERE {of_shown} GROUP BY source_ip, answer ORDER BY source_ip, answer
    """
).toPandas().set_index(["source_ip", "answer"])
points = spark.sql(
    f"""
    SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY source_ip ORDER BY answer <> 'open', answer <> 'reset at once', start_time, dest_ip, dest_port) AS place
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
        for answer, color, marker, size in (
            *(("no answer", charts.GREY, "o", 5), ("closed", charts.BLUE, "|", 70)),
            *(("reset at once", charts.ORANGE, "o", 30), ("open", charts.RED, "o", 46)),
        ):
            which = own.answer == answer
            if which.any():
                label_of_answer = f"{answer} ({answers.flows[suspect.source_ip, answer]:,})"
                axes.scatter(own.start_time[which], height[which], s=size, color=color, marker=marker, lw=0.7, label=label_of_answer)
        all_its = answers.flows[suspect.source_ip].sum()
        drawn = f"\n{POINTS:,} of {all_its:,} flows drawn" if all_its > len(own) else ""
        axes.set(title=f"{suspect.what.capitalize()} by {suspect.source_ip}{drawn}", ylabel=label)
        charts.times(axes.xaxis, most=7)
        axes.legend(loc="upper left", markerscale=1.2)
    plt.show()
    display(answers)
beginning(opened, "doors that are open or reset at once", int(doors_of.doors.sum()))

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
    GROUP BY dest_ip, dest_port ORDER BY resets DESC, dest_ip, dest_port LIMIT {MOST}
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
beginning(broken, "services", len(broken))

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
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW peers AS
    SELECT if(source_ip = {flowlake.literal(HOST)}, dest_ip, source_ip) AS peer,
           sum(coalesce(sent_bytes, 0) + coalesce(recv_bytes, 0)) AS bytes, count(*) AS flows
    FROM flows WHERE {flowlake.literal(HOST)} IN (source_ip, dest_ip) GROUP BY peer
    """
)
all_peers = spark.sql("SELECT count(*) AS peers, coalesce(sum(flows), 0) AS flows FROM peers").first()
peers = spark.sql("SELECT * FROM peers ORDER BY bytes DESC, peer LIMIT 15").toPandas().set_index("peer")
flows_of_host = int(all_peers.flows)
own_day = spark.sql(flowlake.search(LAKE, f"host {HOST}", days=(DAY, DAY), order="oldest", max_rows=MOST_ROWS)).toPandas()
own_day["peer"] = own_day.dest_ip.where(own_day.source_ip == HOST, own_day.source_ip)
own_day["bytes"] = own_day.sent_bytes.fillna(0) + own_day.recv_bytes.fillna(0)

first_of = f"first {len(own_day):,} of " if flows_of_host > len(own_day) else ""
figure, axes = plt.subplots(figsize=(11, 5.4))
places = {peer: place for place, peer in enumerate(peers.index)}
largest = max(1, own_day.bytes.max()) if len(own_day) else 1
for outward, color, label in ((True, charts.ORANGE, f"{HOST} called"), (False, charts.BLUE, f"{HOST} was called")):
    some = own_day[own_day.peer.isin(places) & ((own_day.source_ip == HOST) == outward)]
    axes.scatter(some.start_time, some.peer.map(places), s=8 + 400 * some.bytes / largest, color=color, alpha=0.6, lw=0, label=label)
axes.set_yticks(range(len(places)), [f"{peer}  {charts.bytes_text(peers.bytes[peer])}" for peer in places])
axes.set_ylim(len(places) - 0.4, -0.6)
axes.set(
    title=f"The day of {HOST}: {first_of}{charts.number_of(flows_of_host, 'flow')} with {charts.number_of(all_peers.peers, 'peer')}, the {len(places)} largest",
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
spark.sql("UNCACHE TABLE IF EXISTS pairs")  # of an earlier run
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
spark.sql("CACHE TABLE pairs OPTIONS ('storageLevel' 'DISK_ONLY')")
SAME = ["near_node", "far_node", "protocol", "source", "dest", "port", "source_there", "dest_there", "port_there"]
spark.sql(
    f"""
    CREATE OR REPLACE TEMPORARY VIEW grouped AS
    SELECT {', '.join(SAME)}, translated, count(*) AS conversations, sum(bytes) AS bytes, median(delay_ms) AS delay_ms
    FROM pairs GROUP BY ALL
    """
)
matched = spark.sql(
    """
    SELECT count_if(translated AND conversations > 1) AS translations, count_if(NOT translated) AS alike,
           coalesce(sum(if(translated, 0, conversations)), 0) AS untranslated
    FROM grouped
    """
).first()


def most_common(which):
    """Of the matches those with the most conversations."""
    rows = spark.sql(f"SELECT * EXCEPT (translated) FROM grouped WHERE {which} ORDER BY conversations DESC, {', '.join(SAME)} LIMIT {MOST}").toPandas()
    rows[["port", "port_there"]] = rows[["port", "port_there"]].astype("Int64")  # null: the protocol has none
    return rows


untranslated = most_common("NOT translated")
translations = most_common("translated AND conversations > 1")
print(f"{charts.number_of(matched.untranslated, 'conversation')} with the same addresses and ports in the logs of both nodes")
for row in beginning(translations, "translations", matched.translations).itertuples():
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
beginning(untranslated, "pairs of hosts that two nodes saw alike", matched.alike)

# %% [markdown]
# ## In short

# %%
findings = {
    "day": DAY,
    "scans": [[row.source_ip, int(row.calls), int(row.ports)] for row in suspects[suspects.what == "scan"].itertuples()],
    "sweeps": [[row.source_ip, int(row.calls), int(row.hosts)] for row in suspects[suspects.what == "sweep"].itertuples()],
    "open": [[row.source_ip, row.dest_ip, int(row.dest_port)] for row in opened[opened.answer == "open"].itertuples()],
    "reset_at_once": [
        [row.source_ip, row.dest_ip, int(row.dest_port), int(row.most_received)] for row in opened[opened.answer == "reset at once"].itertuples()
    ],
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


def what_answered(source):
    """The doors that a suspect found, the first few of each kind by name."""
    told = []
    for kind in ("open", "reset at once"):
        own = opened[(opened.source_ip == source) & (opened.answer == kind)]
        total = int(doors_of[(doors_of.source_ip == source) & (doors_of.answer == kind)].doors.sum())
        names = [f"{end(row.dest_ip, row.dest_port)} ({charts.bytes_text(row.most_received)} received)" for row in own.head(5).itertuples()]
        told.append(f"{kind}: {', '.join(names) or total or 'none'}" + (f" and {total - len(names):,} more" if names and total > len(names) else ""))
    return "; ".join(told)


for source, tries, ports in findings["scans"][:LISTED]:
    print(f"{source} scanned {charts.number_of(ports, 'port')}, {charts.number_of(tries, 'unanswered call')}; {what_answered(source)}")
for source, tries, hosts in findings["sweeps"][:LISTED]:
    print(f"{source} swept {charts.number_of(hosts, 'host')}, {charts.number_of(tries, 'unanswered call')}; {what_answered(source)}")
for ip, port, resets, since, until in findings["broken"][:LISTED]:
    print(f"{end(ip, port)} reset {charts.number_of(resets, 'connection')}, {since} to {until} UTC")
print(f"{charts.number_of(matched.translations, 'translation')} known; {charts.number_of(matched.untranslated, 'conversation')} logged twice, untranslated")

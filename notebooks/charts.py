"""How the pictures in the notebooks look: one palette that colour-blind eyes tell apart, numbers as people read them."""

import matplotlib.pyplot as plt
from matplotlib import dates, ticker

# Okabe and Ito, https://jfly.uni-koeln.de/color/
BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8A8A8A"
HEAT = "viridis"


def use_style():
    """Once, at the top of a notebook."""
    plt.rcParams.update(
        {
            "figure.figsize": (11, 4.2),
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "font.size": 10,
            "axes.titlesize": 12,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.grid": True,
            "grid.color": "#E4E4E4",
            "grid.linewidth": 0.8,
            "legend.frameon": False,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY]),
        }
    )


def count_text(number, _position=None):
    """1234567 as 1.2 M."""
    return _scaled(number, ("", " k", " M", " G", " T"))


def number_of(count, noun):
    """1 flow, 1,234 flows."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def bytes_text(number, _position=None):
    """1234567 as 1.2 MB, in powers of 1,000 as the command line shows them."""
    return _scaled(number, (" B", " kB", " MB", " GB", " TB", " PB"))


def bits_text(number, _position=None):
    """Bits a second: 1234567 as 1.2 Mbit/s."""
    return _scaled(number, (" bit/s", " kbit/s", " Mbit/s", " Gbit/s", " Tbit/s"))


def counts(axis):
    axis.set_major_formatter(ticker.FuncFormatter(count_text))


def sizes(axis):
    axis.set_major_formatter(ticker.FuncFormatter(bytes_text))


def rates(axis):
    axis.set_major_formatter(ticker.FuncFormatter(bits_text))


def times(axis, label="time (UTC)", most=9):
    """A time axis in UTC: days as 07 Nov, hours as 14:00, what they have in common once at the end; so many ticks at most."""
    locator = dates.AutoDateLocator(minticks=min(4, most - 1), maxticks=most)
    axis.set_major_locator(locator)
    axis.set_major_formatter(
        dates.ConciseDateFormatter(
            locator,
            formats=["%Y", "%b %Y", "%d %b", "%H:%M", "%H:%M", "%H:%M:%S"],
            zero_formats=["%Y", "%b %Y", "%d %b", "%d %b", "%H:%M", "%H:%M"],
            offset_formats=["", "%Y", "%Y", "%d %b %Y", "%d %b %Y", "%d %b %Y"],
        )
    )
    axis.set_label_text(label)


def bars_with_values(axes, labels, values, text, color=BLUE):
    """Horizontal bars, the first on top, each with its value written at its end."""
    places = range(len(labels))
    axes.barh(places, values, color=color, height=0.7)
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    for place, value in zip(places, values):
        axes.annotate(text(value), (value, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9)
    axes.margins(x=0.14)


def _scaled(number, units):
    size = abs(float(number))
    unit = units[0]
    for unit in units:
        if size < 999.95 or unit == units[-1]:
            break
        size /= 1000
    sign = "-" if number < 0 else ""
    digits = f"{size:.0f}" if size >= 100 or abs(size - round(size)) < 0.05 else f"{size:.1f}"
    return f"{sign}{digits}{unit}"

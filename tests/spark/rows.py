"""Articles as rows of a table of Spark, and rows to compare."""

from collections import Counter
from datetime import UTC, datetime

from tests.newsroom import FLOOD, collection

COLUMNS = ("id", "text", "title", "source", "url", "author", "published")


def newsroom():
    """Stories, copies, forms, boilerplate, credits, quotations and repeats, as rows."""
    rows = [
        {
            "id": one.id,
            "text": f"{one.text}\nتابعوا آخر الأخبار على موقعنا وصفحاتنا" if one.source == "okaz" else one.text,
            "source": one.source,
            "published": one.published and one.published.isoformat(),
        }
        for one in collection(14)
    ]
    for number, city in enumerate(("Sarrat", "Tabuk", "Abha", "Jeddah", "Yanbu", "Hail")):
        sky = ("sunny", "cloudy", "windy", "rainy", "foggy", "clear")[number]
        text = (
            f"The weather in {city} today will be {sky} with a high of {30 + number} and a low of {15 + number} degrees"
        )
        text += f", light winds from the north, and the sea {sky} off {city} in the evening hours of the day."
        rows.append({"id": f"weather-{number}", "text": text, "source": "daily", "published": f"2015-07-0{number + 1}"})
    wire = f"SARRAT (AFP) - {FLOOD}\nA photo (Reuters)\nA photo (Reuters)"
    rows.append({"id": "wire", "text": wire, "source": "AFP", "published": "2015-07-03T10:00:00"})
    rows.append({"id": "flood", "text": FLOOD, "source": "daily", "published": "2015-07-03T12:00:00"})
    rows += [
        {"id": f"stub-{n}", "text": "Click for the gallery", "title": t}
        for n, t in enumerate(("Cup final", "Fashion week"))
    ]
    rows += [{"id": "none", "text": None}, {"id": "blank", "text": "  "}, {"id": "marks", "text": "!"}, rows[-1]]
    return [{name: row.get(name) for name in COLUMNS} for row in rows]


def table(spark, rows):
    return spark.createDataFrame(
        [tuple(row[name] for name in COLUMNS) for row in rows], ", ".join(f"{n} string" for n in COLUMNS)
    )


def plain(value):
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
    return value


def counted(rows):
    return Counter(tuple(map(plain, row)) for row in rows)

"""Whom the rows of recorded activities count: activities and connections, not respondents."""

from lpsstats.tables.disclosure.kinds import PUBLIC, Count, Kind

UNITS = PUBLIC | {"n_units", "n_units_year", "n_units_previous", "n_periods", "periods_needed"}
SETTINGS = UNITS | {"per", "n_tests_year", "n_tests_previous", "n_maps", "adjust"}


def _rests(end: str) -> tuple[str, ...]:
    keys = ("ratio_{}", "ratio_{}_low", "ratio_{}_high", "p_{}", "p_adjusted_{}")
    return tuple(key.format(end) for key in keys)


CHANGE = Kind(
    name="CountChange",
    marks=frozenset({"period", "rate", "count_year"}),
    counts={
        "count": Count(what="activities", wave="period", answer=True),
        "count_year": Count(
            what="activities", wave="period_year", answer=True, rests=_rests("year")
        ),
        "count_matched_year": Count(
            what="matched a year ago", wave="period", answer=True, rests=_rests("year")
        ),
        "count_previous": Count(
            what="activities", wave="period_previous", answer=True, rests=_rests("previous")
        ),
        "count_matched_previous": Count(
            what="matched before", wave="period", answer=True, rests=_rests("previous")
        ),
    },
    place="recording_unit",
    public=SETTINGS,
)
TREND = Kind(
    name="CountTrend",
    marks=frozenset({"n_periods", "ratio_per_year", "count"}),
    counts={"count": Count(what="activities", wave="", answer=True)},
    place="recording_unit",
    public=SETTINGS,
)
CONNECTIONS = ("n_connections", "n_before", "n_new", "n_repeated", "n_returned", "n_lost")
RETENTION = Kind(
    name="Retention",
    marks=frozenset({"n_connections", "pct_kept", "map"}),
    counts={
        key: Count(what=key, wave="map", answer=True)
        for key in (*CONNECTIONS, "n_first", "n_sustained", "n_seen", "n_once")
    },
    place="recording_unit",
    apart=("followed",),
    public=SETTINGS,
    nested={
        "persistence": Kind(
            name="OnMaps",
            marks=frozenset({"n_maps", "n_connections"}),
            counts={"n_connections": Count(what="on maps", wave="map")},
            apart=("n_maps",),
            public=SETTINGS,
        )
    },
)
ACTIVITIES = (CHANGE, TREND, RETENTION)

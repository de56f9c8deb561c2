"""A daily task fires once a local day; `make chaos` steps every US zone for two years."""

from datetime import date

from chaos.daylight import TIMES, step_zone, us_zones


def test_every_half_hour_of_the_day_fires_once_a_local_day_through_both_changes_of_a_year() -> None:
    for name in ("America/Denver", "America/Phoenix"):
        stepped = step_zone(name, date(2026, 1, 1), 365)
        assert stepped.firings == 365 * len(TIMES)
        assert (stepped.without, stepped.doubled, stepped.early) == (0, 0, 0)


def test_the_zones_are_those_of_the_states_and_the_territories_under_all_their_names() -> None:
    zones = us_zones()
    assert {"America/Phoenix", "US/Arizona", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam"} < set(
        zones
    )
    assert {"America/Toronto", "Europe/London"}.isdisjoint(zones)

"""The setting `timezone`, with what Ruby prints of each zone on Linux."""

from __future__ import annotations

import pickle
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import TZPATH, ZoneInfo

import pytest

from liquidsite import Limits, Site
from liquidsite.ruby import zones
from liquidsite.ruby.zones import unknown_zone, zone_named

PAGE = "---\n---\n{{ 1578225600 | date: '%T %::z [%Z]' }}"
ANY_FILE = next(f"{folder}/Europe/Paris" for folder in TZPATH if Path(folder, "Europe").is_dir())


def printed(site: Path, zone: str, **options: object) -> tuple[str, list[str]]:
    (site / "index.md").write_text(PAGE)
    (site / "_config.yml").write_text(f"timezone: '{zone}'\n")
    result = Site.load(site, **options).build(site / "out")  # type: ignore[arg-type]
    warnings = [notice.message for notice in result.warnings]
    return (site / "out/index.html").read_text()[3:-5], warnings


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("America/Sao_Paulo", "09:00:00 -03:00:00 [-03]"),
        ("Asia/Kathmandu", "17:45:00 +05:45:00 [+0545]"),
        ("Etc/GMT+8", "04:00:00 -08:00:00 [-08]"),
        ("UTC", "12:00:00 +00:00:00 [UTC]"),
        ("", "12:00:00 +00:00:00 [UTC]"),
        ("GMT+8", "04:00:00 -08:00:00 [GMT]"),
        ("JST-9", "21:00:00 +09:00:00 [JST]"),
        ("UTC-05:00", "17:00:00 +05:00:00 [UTC]"),
        ("UTC+1", "11:00:00 -01:00:00 [UTC]"),
        ("<-03>3", "09:00:00 -03:00:00 [-03]"),
        ("ABC3:70", "08:01:00 -03:59:00 [ABC]"),
        ("EST5EDT", "07:00:00 -05:00:00 [EST]"),
        ("NZST-12NZDT,M9.5.0,M4.1.0/3", "01:00:00 +13:00:00 [NZDT]"),
        (":Europe/Paris", "13:00:00 +01:00:00 [CET]"),
        (ANY_FILE, "13:00:00 +01:00:00 [CET]"),
    ],
)
def test_a_zone(zone: str, shown: str, tmp_path: Path) -> None:
    assert printed(tmp_path, zone) == (shown, [])


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Seattle", "America"),
        ("PST", "PST"),
        ("europe/paris", "europe"),
        ("ZZ", ""),
        ("+03:00", ""),
        ("/etc/hostname", ""),
        ("../x", ""),
        ("GMT+8 ", ""),
    ],
)
def test_no_zone_is_utc_and_says_so(zone: str, name: str, tmp_path: Path) -> None:
    shown, warnings = printed(tmp_path, zone)
    assert shown == f"12:00:00 +00:00:00 [{name}]"
    assert len(warnings) == 1
    assert f"'{zone}' is no time zone" in warnings[0]


def test_summer_time_by_the_rule_of_the_zone_or_the_usual_one() -> None:
    for zone, offset in [
        ("CET-1CEST,M3.5.0,M10.5.0/3", 1),
        ("CET-1CEST", 2),
        ("CET-1CEST,J60,J300", 2),
        ("ABC3DEF1,59,299", -1),
    ]:
        moment = datetime(2020, 3, 20, 12, tzinfo=UTC).astimezone(zone_named(zone))
        assert moment.strftime("%z") == f"{'-' if offset < 0 else '+'}0{abs(offset)}00"


def test_the_machines_own_variable_may_be_no_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Nowhere")
    (tmp_path / "index.md").write_text(PAGE)
    result = Site.load(tmp_path).build()
    assert ["Nowhere" in notice.message for notice in result.warnings] == [True]


def test_a_safe_site_names_no_file_outside(tmp_path: Path) -> None:
    copy = tmp_path / "zone"
    shutil.copy(ANY_FILE, copy)
    site = tmp_path / "site"
    site.mkdir()
    assert printed(site, str(copy)) == ("13:00:00 +01:00:00 [CET]", [])
    shown, warnings = printed(site, str(copy), safe=True, limits=Limits())
    assert (shown, len(warnings)) == ("12:00:00 +00:00:00 []", 1)


@pytest.mark.parametrize("name", ["GMT+8", "Europe/Paris"])
def test_a_zone_travels(name: str) -> None:
    zone = zone_named(name)
    assert pickle.loads(pickle.dumps(zone)) is zone
    assert pickle.loads(pickle.dumps(unknown_zone("PST"))) == unknown_zone("PST")


@pytest.mark.parametrize(
    ("zone", "date", "shown"),
    [
        ("Asia/Kolkata", "0001-03-05", "0001-03-05 00:00:56 +0553"),
        ("Asia/Kolkata", "1900-07-05 12:30:00", "1900-07-05 17:51:30 +0521"),
        ("Asia/Kolkata", "2020-03-05", "2020-03-05 00:00:00 +0530"),
        ("Europe/Paris", "2020-07-05 12:30:00", "2020-07-05 14:30:00 +0200"),
    ],
)
def test_local_mean_time_loses_its_seconds_twice(
    tmp_path: Path, zone: str, date: str, shown: str
) -> None:
    """Jekyll reads a document's date again for its categories and its tags, as Ruby printed it."""
    (tmp_path / "_letters").mkdir()
    (tmp_path / "_letters/a.html").write_text(f"---\ndate: {date}\n---\n{{{{ page.date }}}}")
    (tmp_path / "_config.yml").write_text(
        f"timezone: {zone}\ncollections: {{letters: {{output: true}}}}\n"
    )
    Site.load(tmp_path).build(tmp_path / "out")
    assert (tmp_path / "out/letters/a.html").read_text() == shown


def test_a_system_that_has_no_file_of_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where tzlocal knows it."""
    monkeypatch.setattr(zones, "_LOCALTIME", "/nowhere/localtime")
    known = ModuleType("tzlocal")
    monkeypatch.setattr(known, "get_localzone", lambda: ZoneInfo("Asia/Tokyo"), raising=False)
    monkeypatch.setitem(sys.modules, "tzlocal", known)
    assert zones.local_zone() == ZoneInfo("Asia/Tokyo")
    monkeypatch.setitem(sys.modules, "tzlocal", None)
    now = datetime.now(UTC)
    assert now.astimezone(zones.local_zone()).utcoffset() == now.astimezone().utcoffset()

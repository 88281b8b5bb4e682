"""Charts: where things stand, what is escaped, and that nothing depends on the language."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from zona import grafik
from zona.grafik import Bagian, Batang, Lintasan, Sel

SVG = "{http://www.w3.org/2000/svg}"


def parse(chart: str) -> ET.Element:
    return ET.fromstring(chart)


def found(chart: str, tag: str, css: str) -> list[ET.Element]:
    return [node for node in parse(chart).iter(SVG + tag) if css in node.get("class", "").split()]


def texts(chart: str) -> list[str]:
    return [node.text or "" for node in parse(chart).iter(SVG + "text")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (Decimal("92.800"), "92.8"),
        (Decimal("0.005"), "0.01"),
        (1000, "1000"),
        (Decimal(100), "100"),
    ],
)
def test_coordinates_have_dots_and_no_idle_zeros(value, text) -> None:
    with translation.override("id"):
        assert grafik.at(value) == text


@pytest.mark.parametrize(
    ("value", "target", "words"),
    [
        ("13.65", "14", "kurang 0,35 dari 14,00"),
        ("14", "14", "memenuhi batas 14,00"),
        ("13.9999", "14", "kurang 0,0001 dari 14,0000"),
        ("13.995", "14", "kurang 0,01 dari 14,00"),
    ],
)
def test_missing_points_are_said_and_never_round_to_nothing(value, target, words) -> None:
    assert grafik.gap_words(Decimal(value), Decimal(target)) == words


def test_meter_draws_value_and_target_to_scale() -> None:
    chart = grafik.meter(value=Decimal("13.65"), top=Decimal(20), target=Decimal(14), label="Pengawasan")

    (bar,) = found(chart, "rect", "c-bar-short")
    (mark,) = found(chart, "path", "c-target")
    assert bar.get("width") == "682.5"
    assert mark.get("d") == "M700 0V24"
    assert parse(chart).find(SVG + "title").text == "Pengawasan: 13,65 dari 20,00"
    assert parse(chart).find(SVG + "desc").text == "kurang 0,35 dari 14,00"


@pytest.mark.parametrize(("value", "width"), [("25", "1000"), ("-1", "0"), ("0", "0")])
def test_meter_keeps_within_its_track(value, width) -> None:
    chart = grafik.meter(value=Decimal(value), top=Decimal(20), target=None, label="Nilai")

    assert found(chart, "rect", "c-bar")[0].get("width") == width


def test_meter_without_top_is_empty_and_does_not_fail() -> None:
    chart = grafik.meter(value=Decimal(3), top=Decimal(0), target=None, label="Nilai")

    assert found(chart, "rect", "c-bar")[0].get("width") == "0"


def course(*steps: tuple[date, int], width: int = 720, **facts) -> str:
    lintasan = Lintasan(
        steps, **{"start": date(2020, 1, 1), "end": date(2020, 12, 31), "top": 31, "target": 31} | facts
    )
    return grafik.course(lintasan, width=width, height=300, title="Jalannya", desc="26 dari 31")


def test_course_is_a_staircase_to_scale() -> None:
    chart = course((date(2020, 1, 1), 10), (date(2020, 7, 1), 20), (date(2020, 12, 31), 31))

    (stairs,) = found(chart, "path", "c-line")
    middle = grafik.at(30 + Decimal(666) * 182 / 365)
    assert stairs.get("d") == f"M30 195.29H{middle}V116.58H696V30"
    (dot,) = found(chart, "circle", "c-dot")
    assert (dot.get("cx"), dot.get("cy")) == ("696", "30")
    assert found(chart, "path", "c-target")[0].get("d") == "M30 30H696"
    assert parse(chart).find(SVG + "desc").text == "26 dari 31"


def test_course_marks_the_deadline_on_its_day() -> None:
    chart = course((date(2020, 1, 1), 10), due=date(2020, 12, 31))

    assert found(chart, "circle", "c-target-dot")[0].get("cx") == "696"
    assert "Target 31, 31 Des 2020" in texts(chart)


def test_course_without_steps_still_shows_the_target() -> None:
    chart = course()

    assert found(chart, "path", "c-line") == []
    assert "Target 31" in texts(chart)


@pytest.mark.parametrize(
    ("start", "end", "width", "words"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), 340, ["Jan", "Apr", "Jul", "Okt"]),
        (date(2020, 9, 1), date(2020, 12, 1), 720, ["Sep", "Okt", "Nov", "Des"]),
        (date(2019, 1, 1), date(2024, 12, 31), 720, ["2019", "2020", "2021", "2022", "2023", "2024"]),
    ],
)
def test_course_names_as_many_months_as_there_is_room_for(start, end, width, words) -> None:
    chart = course((start, 1), start=start, end=end, width=width, target=None)

    assert [text for text in texts(chart) if not text.isdigit() or int(text) > 100] == words


def test_bars_take_the_paint_of_their_own_target() -> None:
    rows = [Batang("Dinas Kesehatan", 92), Batang("RSUD Bendan", 17), Batang("BUMD", 60, target=50)]

    chart = grafik.bars(rows, top=100, target=80, suffix="%", title="Cakupan", width=grafik.NARROW)

    assert [bar.get("width") for bar in found(chart, "rect", "c-bar-met")] == ["312.8", "204"]
    assert [bar.get("width") for bar in found(chart, "rect", "c-bar-short")] == ["57.8"]
    assert [tick.get("d")[:5] for tick in found(chart, "path", "c-tick")] == ["M272 ", "M272 ", "M170 "]
    assert "batas 80%" in texts(chart)


def test_long_labels_are_cut_to_the_room_beside_the_value() -> None:
    name = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"

    chart = grafik.bars([Batang(name, 78)], top=100, title="Cakupan", width=grafik.NARROW)

    label = texts(chart)[0]
    assert label.endswith("…")
    assert len(label) < len(name)
    assert name in parse(chart).find(SVG + "desc").text


def test_small_chart_leaves_a_gap_where_there_is_no_value() -> None:
    chart = grafik.small([("2022", 50), ("2023", None), ("2024", 100)], top=100, title="Nilai", target=75)

    assert len(found(chart, "rect", "c-bar-soft")) == 1
    assert found(chart, "rect", "c-bar")[0].get("height") == "58"
    assert texts(chart) == ["50", "2022", "–", "2023", "100", "2024"]
    assert found(chart, "path", "c-target")[0].get("d") == "M0 18.5H168"


def test_matrix_says_each_state_by_sign_and_words() -> None:
    chart = grafik.matrix(["A", "B"], [("Dinkes", [Sel("6,90", "met"), Sel("", "none")])], title="Area")

    assert [cell.get("x") for cell in found(chart, "rect", "c-cell-met")] == ["217"]
    assert [cell.get("x") for cell in found(chart, "rect", "c-cell-none")] == ["469"]
    assert len(found(chart, "path", "c-sign-met")) == len(found(chart, "path", "c-sign-none")) == 1


def test_matrix_puts_no_dash_before_a_figure_without_a_gate() -> None:
    chart = grafik.matrix(["A"], [("Dinkes", [Sel("39,26", "none")])], title="Area")

    assert not found(chart, "path", "c-sign-none")
    assert "39,26" in texts(chart)


@pytest.mark.parametrize(
    ("part", "whole", "width", "css"),
    [(3, 4, "75", "c-bar"), (4, 4, "100", "c-bar-met"), (0, 0, "0", "c-bar")],
)
def test_share_bar_is_to_scale_and_full_only_when_complete(part, whole, width, css) -> None:
    assert found(grafik.share_bar(part, whole), "rect", css)[0].get("width") == width


def test_shares_fill_the_whole_bar() -> None:
    parts = [
        Bagian("Sudah", 26, "c-bar"),
        Bagian("Menunggu", 1, "c-bar-soft"),
        Bagian("Belum", 4, "c-bar-short"),
    ]

    chart = grafik.shares(parts, title="Keadaan")

    bars = [node for node in parse(chart).iter(SVG + "rect") if node.get("height") == "28"][1:]
    assert [bar.get("x") for bar in bars] == ["0", "603.87", "627.1"]
    assert sum(Decimal(bar.get("width")) for bar in bars) == Decimal("720.00")
    assert [text for text in texts(chart) if "%" in text] == ["26 (84%)", "1 (3%)", "4 (13%)"]


def test_shares_of_nothing_are_an_empty_track() -> None:
    chart = grafik.shares([Bagian("Sudah", 0, "c-bar")], title="Keadaan")

    assert "0 (0%)" in texts(chart)


EVIL = '</title><script>alert(1)</script>" onload="x'


@pytest.mark.parametrize(
    "chart",
    [
        grafik.meter(value=Decimal(1), top=Decimal(2), target=None, label=EVIL),
        grafik.course(
            Lintasan([(date(2020, 2, 2), 1)], date(2020, 1, 1), date(2020, 12, 31), 2),
            width=720,
            height=300,
            title=EVIL,
            desc=EVIL,
        ),
        grafik.bars([Batang(EVIL, 1, note=EVIL)], top=2, title=EVIL, suffix=EVIL),
        grafik.small([(EVIL, 1)], top=2, title=EVIL),
        grafik.matrix([EVIL], [(EVIL, [Sel(EVIL, "met")])], title=EVIL),
        grafik.shares([Bagian(EVIL, 1, "c-bar")], title=EVIL),
    ],
    ids=["meter", "course", "bars", "small", "matrix", "shares"],
)
def test_what_people_type_stays_text(chart) -> None:
    nodes = list(parse(chart).iter())

    assert {node.tag.removeprefix(SVG) for node in nodes} <= {
        "svg",
        "title",
        "desc",
        "text",
        "rect",
        "path",
        "circle",
    }
    assert not any("onload" in node.attrib for node in nodes)
    assert "style=" not in chart


def test_paper_carries_its_paint_with_literal_values() -> None:
    chart = grafik.on_paper(grafik.meter(value=Decimal(1), top=Decimal(2), target=None, label="Nilai"))

    style = parse(chart).find(SVG + "style").text
    assert ".c-bar{fill: #354881;}" in style
    assert "var(" not in style


def test_every_mark_of_the_charts_has_paint() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(grafik.__file__).parent.glob("*.py"))
    used = set(re.findall(r"\bc-[a-z]+(?:-[a-z]+)*\b(?!-)", source))
    painted = set(re.findall(r"\.(c-[\w-]+)\{", grafik.paper_style()))
    states = {f"{kind}{state}" for kind in ("c-cell-", "c-on-", "c-sign-") for state in grafik.SIGNS}

    assert (used | states) - painted == set()

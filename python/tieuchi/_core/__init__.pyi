"""
Compiled part of tieuchi; use the package instead.
"""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import enum
import typing

import numpy
import numpy.typing
import typing_extensions

class Language(enum.Enum):
    """Language of a printed text."""

    vi = 0
    en = 1

class Level(enum.Enum):
    """Administrative level."""

    village = 0
    residential_area = 1
    commune = 2
    district = 3
    province = 4
    nation = 5
    product = 6

class Verdict(enum.Enum):
    """Met, not met, not applicable or unknown; it has no truth value."""
    def __bool__(self) -> typing.NoReturn: ...
    met = 0
    not_met = 1
    not_applicable = 2
    unknown = 3

class Reason(enum.Enum):
    """Why a cell has its verdict."""

    met_by_value = 0
    short_by_gap = 1
    not_collected = 2
    not_reported = 3
    pending_verification = 4
    suppressed = 5
    invalid = 6
    stale = 7
    conflict = 8
    not_applicable_by_rule = 9
    not_applicable_asserted = 10
    stratum_missing = 11
    no_threshold = 12
    reference_missing = 13
    delegated_not_set = 14
    not_published = 15
    unverified_threshold = 16
    numeric_noise = 17
    legal_rounding = 18
    basically_met = 19
    deemed_met = 20
    deemed_not_met = 21
    declared = 22
    implied_by_count = 23
    carried_forward = 24

class Evidence(enum.Enum):
    """How well an observation is evidenced."""

    self_assessed = 0
    verified = 1
    approved = 2

class Provenance(enum.Enum):
    """Which thresholds may be used."""

    verified_only = 0
    allow_unverified = 1
    allow_transcribed = 2

class Status(enum.Enum):
    """Whether a figure of the law was checked."""

    verified = 0
    unverified = 1
    unknown = 2
    transcribed = 3

class ProblemCode(enum.Enum):
    """Kinds of problems that the Python readers find."""

    unknown_unit = 24
    unknown_column = 25
    duplicate_row = 27
    number_is_float = 37
    two_values = 38
    unreadable_file = 49
    wrong_type = 19
    missing_field = 17
    unknown_word = 18
    date_outside = 30
    spreadsheet_error = 36
    wrong_size = 43
    ambiguous_date = 34
    total_row = 31
    ambiguous_number = 33
    mixed_decimal_marks = 28
    unknown_stratum_value = 29
    unit_in_two_places = 56
    not_a_number = 26
    not_a_cost = 58
    too_large = 48
    unknown_code = 52
    value_out_of_range = 20

class Text:
    """
    One text in Vietnamese and English.
    """
    def __init__(self, vi: str = "", en: str = "") -> None: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    def in_(self, language: Language) -> str:
        """
        The text in a language, the other one where it is empty.
        """
    @property
    def en(self) -> str: ...
    @property
    def vi(self) -> str: ...

class Period:
    """
    Days from `first` up to but not including `end`; no end: without end.
    """
    def __contains__(self, day: datetime.date) -> bool: ...
    def __init__(
        self, first: datetime.date | None = None, end: datetime.date | None = None
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def end(self) -> datetime.date | None: ...
    @property
    def first(self) -> datetime.date: ...

class MeasureKind(enum.Enum):
    """What the numbers of a measure are."""

    share = 0
    attained = 1
    count = 2
    amount = 3
    ratio = 4
    score = 5

class Better(enum.Enum):
    """Which way of a measure is better."""

    more = 0
    less = 1

class CellState(enum.Enum):
    """Whether a cell of the law holds a rule."""

    value = 0
    delegated = 1
    not_published = 2

class Completeness(enum.Enum):
    """How much of a table is public."""

    complete = 0
    partial = 1
    not_published = 2

class Measure:
    """
    What is observed.
    """
    def __repr__(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> MeasureKind: ...
    @property
    def largest(self) -> float: ...
    @property
    def name(self) -> Text: ...
    @property
    def smallest(self) -> float: ...
    @property
    def unit(self) -> Text: ...

class ThresholdCell:
    """
    One cell of the table of the law.
    """
    @property
    def numbers(self) -> list[decimal.Decimal]: ...
    @property
    def period(self) -> Period: ...
    @property
    def source(self) -> str: ...
    @property
    def state(self) -> CellState: ...
    @property
    def status(self) -> Status: ...
    @property
    def stratum(self) -> str: ...

class Indicator:
    """
    One indicator of a set, with its thresholds.
    """
    def __repr__(self) -> str: ...
    def status(self, cell: ThresholdCell) -> Status:
        """
        The worst status of value, comparator and text.
        """
    @property
    def cells(self) -> list[ThresholdCell]: ...
    @property
    def kind(self) -> str: ...
    @property
    def measures(self) -> list[str]: ...
    @property
    def name(self) -> Text: ...
    @property
    def number(self) -> str: ...
    @property
    def unit(self) -> Text: ...

class Criterion:
    """
    One criterion with its indicators.
    """
    def __repr__(self) -> str: ...
    @property
    def group(self) -> Text: ...
    @property
    def indicators(self) -> list[Indicator]: ...
    @property
    def name(self) -> Text: ...
    @property
    def number(self) -> str: ...

class CriteriaSet:
    """
    A checked criteria set: one legal text, as data.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> CriteriaSet:
        """
        The value of an archive. Raises ArchiveError.
        """
    @staticmethod
    def from_json(text: str, file: str = "") -> CriteriaSet: ...
    def __eq__(self, arg0: typing.Any) -> bool: ...
    def __getstate__(self) -> tuple[bytes]: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def to_json(self) -> str: ...
    @property
    def completeness(self) -> Completeness: ...
    @property
    def criteria(self) -> list[Criterion]: ...
    @property
    def attributes(self) -> list[str]:
        """
        What thresholds depend on: the dimension, and attributes of units that overrides ask for.
        """

    @property
    def decision(self) -> str: ...
    @property
    def dimension(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def in_force(self) -> Period: ...
    @property
    def indicators(self) -> list[Indicator]: ...
    @property
    def issued(self) -> datetime.date: ...
    @property
    def level(self) -> Level: ...
    @property
    def measures(self) -> list[Measure]: ...
    @property
    def status_counts(self) -> dict[str, typing.Any]: ...
    @property
    def strata(self) -> list[str]: ...
    @property
    def tier(self) -> str: ...
    @property
    def title(self) -> Text: ...

class Overlay:
    """
    Values that a province or ministry puts into slots of a set.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> Overlay:
        """
        The value of an archive. Raises ArchiveError.
        """
    @staticmethod
    def from_json(text: str, file: str = "") -> Overlay: ...
    def __getstate__(self) -> tuple[bytes]: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def to_json(self) -> str: ...
    @property
    def body(self) -> str:
        """
        Code of the unit that is the body's seat.
        """
    @property
    def instrument(self) -> str: ...
    @property
    def issued(self) -> datetime.date: ...
    @property
    def recorded(self) -> datetime.date | None:
        """
        When it was known; None: when issued.
        """
    @property
    def repeals(self) -> list[str]:
        """
        Instruments that end where it begins.
        """
    @property
    def set(self) -> str: ...
    @property
    def synthetic(self) -> bool: ...

class RecognitionRule:
    """
    Conditions of recognition beside the criteria.
    """
    @property
    def conditions(self) -> list[tuple[str, Text]]: ...
    @property
    def decision(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def in_force(self) -> Period: ...

class RevocationRule:
    """
    When recognition is taken back.
    """
    @property
    def decision(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def in_force(self) -> Period: ...

class Unit:
    """
    One place before it enters a registry.

    Statements are a value or (value, Period, recorded, "withdrawn") without its last parts;
    strata begin with (dimension, code). Of those that speak of one day, the one recorded last
    holds. exists is a Period or [(Period, recorded), …].
    """
    def __init__(
        self,
        code: str,
        level: Level = ...,
        names: collections.abc.Iterable[typing.Any] = (),
        parents: collections.abc.Iterable[typing.Any] = (),
        strata: collections.abc.Iterable[typing.Any] = (),
        cohorts: collections.abc.Iterable[typing.Any] = (),
        exists: typing.Any = ...,
    ) -> None: ...
    @property
    def code(self) -> str: ...
    @property
    def level(self) -> Level: ...

class Registry:
    """
    Everyone who is judged, with dated names, hierarchy and strata.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> Registry:
        """
        The value of an archive. Raises ArchiveError.
        """
    @staticmethod
    def from_json(text: str, file: str = "") -> Registry: ...
    def __contains__(self, arg0: str) -> bool: ...
    def __getstate__(self) -> tuple[bytes]: ...
    def __init__(self, units: collections.abc.Sequence[Unit]) -> None: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def ancestors(
        self, level: Level, on: datetime.date, known_on: datetime.date | None = None
    ) -> list[str | None]:
        """
        Code of the unit above each unit at a level, in registry order.
        """
    def codes(self) -> list[str]:
        """
        Codes in registry order.
        """
    def index_of(self, code: str) -> int: ...
    def indices_of(
        self, codes: collections.abc.Sequence[str]
    ) -> numpy.typing.NDArray[numpy.int64]: ...
    def level(self, code: str) -> Level: ...
    def match(self, text: str, level: Level, on: datetime.date) -> list[tuple[str, str]]:
        """
        Proposes units for a name, best first; it never decides.
        """
    def members(
        self,
        level: Level,
        on: datetime.date,
        cohort: str | None = None,
        within: str | None = None,
        known_on: datetime.date | None = None,
    ) -> list[str]: ...
    def name(self, code: str, on: datetime.date, known_on: datetime.date | None = None) -> str: ...
    def names(self, on: datetime.date, known_on: datetime.date | None = None) -> list[str]:
        """
        Names on a day, in registry order, as they were known.
        """
    def strata(
        self, dimension: str, on: datetime.date, known_on: datetime.date | None = None
    ) -> list[str | None]:
        """
        Stratum of each unit in a dimension, in registry order; None where it has none that day.
        """
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def to_json(self) -> str: ...

class Descent:
    """
    What became of a list[typing.Any] of units between two dates.
    """
    def parents(
        self, after: typing.SupportsInt | typing.SupportsIndex
    ) -> list[tuple[int, float | None]]:
        """
        Positions of the earlier units and their shares; None where not published.
        """
    def parents_missing(self, after: typing.SupportsInt | typing.SupportsIndex) -> bool: ...
    def unchanged(self, after: typing.SupportsInt | typing.SupportsIndex) -> bool: ...
    @property
    def after(self) -> list[str]: ...
    @property
    def before(self) -> list[str]: ...
    @property
    def left(self) -> list[int]: ...
    @property
    def untraced(self) -> list[int]: ...

class Reorganisation:
    """
    Units that merge, split, are absorbed or are made.
    """
    def __init__(
        self,
        links: collections.abc.Sequence[
            tuple[str, str, datetime.date, typing.SupportsFloat | typing.SupportsIndex | None, str]
        ],
        remainder_not_published: collections.abc.Sequence[str],
        registry: Registry,
    ) -> None: ...
    def descent(
        self, units: collections.abc.Sequence[str], start: datetime.date, end: datetime.date
    ) -> Descent: ...
    @property
    def links(self) -> list[tuple[str, str, datetime.date, float | None, str]]: ...

class Metric(enum.Enum):
    """What a target counts."""

    newly_recognised = 0
    recognised = 1
    mean_criteria = 2
    least_criteria = 3
    tier_total = 4
    tier_new = 5
    recognised_share = 6
    units_in_band = 7
    criterion_share = 8

class TargetPopulation:
    """
    Whom a target speaks of.
    """
    @property
    def cohort(self) -> str | None: ...
    @property
    def everyone(self) -> bool: ...
    @property
    def level(self) -> Level: ...
    @property
    def name(self) -> Text: ...
    @property
    def units(self) -> list[str]: ...
    @property
    def within(self) -> str | None: ...

class Target:
    """
    One promise of a plan.
    """
    def reached(self, value: typing.SupportsFloat | typing.SupportsIndex) -> bool:
        """
        Whether a value reaches what was promised.
        """
    @property
    def at_least(self) -> decimal.Decimal | None: ...
    @property
    def at_most(self) -> decimal.Decimal | None: ...
    @property
    def band(self) -> tuple[int, int] | None: ...
    @property
    def baseline(self) -> decimal.Decimal | None: ...
    @property
    def baseline_on(self) -> datetime.date | None: ...
    @property
    def by(self) -> datetime.date: ...
    @property
    def code(self) -> str: ...
    @property
    def criterion(self) -> str | None: ...
    @property
    def metric(self) -> Metric: ...
    @property
    def name(self) -> Text: ...
    @property
    def population(self) -> TargetPopulation: ...
    @property
    def promise(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def up_to(self) -> decimal.Decimal | None: ...

class Programme:
    """
    The targets of one decision.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> Programme:
        """
        The value of an archive. Raises ArchiveError.
        """
    @staticmethod
    def from_json(text: str, file: str = "") -> Programme: ...
    def __getstate__(self) -> tuple[bytes]: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    @property
    def id(self) -> str: ...
    @property
    def targets(self) -> list[Target]: ...
    @property
    def title(self) -> Text: ...

class Column:
    """
    One submission of one measure: float64 values and a mask of states, read in place.
    """
    def __getstate__(
        self,
    ) -> tuple[
        str, datetime.date, typing.Any, typing.Any, typing.Any, Evidence, datetime.date | None, str
    ]: ...
    def __init__(
        self,
        measure: str,
        reference: datetime.date,
        values: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None,
        denominators: typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None = None,
        evidence: Evidence = ...,
        recorded: datetime.date | None = None,
        source: str = "",
    ) -> None: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def measure(self) -> str: ...
    @property
    def recorded(self) -> datetime.date | None: ...
    @property
    def reference(self) -> datetime.date: ...
    @property
    def source(self) -> str: ...
    @property
    def states(self) -> typing.Any: ...
    @property
    def values(self) -> typing.Any: ...

class Panel:
    """
    What was measured: columns over the same units.
    """
    def __init__(
        self,
        columns: collections.abc.Sequence[Column],
        units: typing.Annotated[numpy.typing.ArrayLike, numpy.uint32],
        verdicts: collections.abc.Sequence[
            tuple[
                str,
                str,
                datetime.date,
                typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
                Evidence,
                str,
                datetime.date | None,
            ]
        ] = (),
        counts: collections.abc.Sequence[
            tuple[
                str,
                datetime.date,
                typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
                typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
                Evidence,
                str,
                datetime.date | None,
            ]
        ] = (),
    ) -> None: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    def as_of(self, day: datetime.date) -> Panel:
        """
        What was recorded by a day, without copying a number.
        """
    def row_of(self, unit: typing.SupportsInt | typing.SupportsIndex) -> int | None: ...
    @property
    def known_on(self) -> datetime.date | None:
        """
        The day of as_of; None: all that is known.
        """

class Carry(enum.Enum):
    """How a measure of old units is carried to new ones."""

    sum = 0
    weighted_mean = 1
    all_parents = 2
    any_parent = 3
    worst = 4
    reassess = 5

class CarryRules:
    """
    A rule for each measure.
    """
    @staticmethod
    def by_kind(set: CriteriaSet, weight: str) -> CarryRules: ...
    def __init__(self) -> None: ...
    def of(self, measure: str) -> Carry: ...
    def set(
        self, measure: str, how: Carry, weight: str = "", better: Better | None = None
    ) -> None: ...

class CompiledSet:
    """
    A criteria set ready for one day.
    """
    @property
    def known_on(self) -> datetime.date | None:
        """
        The day by which law and facts were recorded; None: whenever.
        """
    @property
    def on(self) -> datetime.date: ...
    @property
    def outside_period(self) -> bool: ...
    @property
    def overlays(self) -> list[Overlay]: ...
    @property
    def provenance(self) -> Provenance: ...
    @property
    def references(self) -> list[CriteriaSet]: ...
    @property
    def set(self) -> CriteriaSet: ...

class Explanation:
    """
    Why a cell is what it is.
    """
    def __repr__(self) -> str: ...
    def text(self, language: Language = ...) -> str: ...
    def to_json(self) -> str: ...
    @property
    def asks(self) -> str: ...
    @property
    def carried_forward(self) -> bool: ...
    @property
    def column(self) -> str: ...
    @property
    def decision(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def legal_rounding(self) -> bool: ...
    @property
    def name(self) -> Text: ...
    @property
    def numeric_noise(self) -> bool: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def reason(self) -> Reason: ...
    @property
    def set(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def thresholds(self) -> list[decimal.Decimal]: ...
    @property
    def unit(self) -> str: ...
    @property
    def unit_of_value(self) -> Text: ...
    @property
    def unverified(self) -> bool: ...
    @property
    def values(self) -> list[typing.Any]: ...
    @property
    def verdict(self) -> Verdict: ...

class Manifest:
    """
    What a result was made from: SHA-256 of each part, the same on every machine.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def difference(self, other: Manifest) -> list[str]:
        """
        Names of the parts that differ; empty where nothing does.
        """
    def parts(self) -> dict[str, typing.Any]:
        """
        The parts by name.
        """
    @property
    def options(self) -> str:
        """
        Day, provenance, known on, greatest age.
        """
    @property
    def panel(self) -> str:
        """
        Every figure and declared statement.
        """
    @property
    def provisions(self) -> str:
        """
        Overlays.
        """
    @property
    def registry(self) -> str:
        """
        Units.
        """
    @property
    def set(self) -> str:
        """
        The set, sets its factors refer to, the plan.
        """
    @property
    def version(self) -> str:
        """
        Of the library, as it is.
        """

class Assessment:
    """
    Verdicts of a population on a day, one byte a cell.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> Assessment:
        """
        The value of an archive. Raises ArchiveError.
        """
    def __getstate__(self) -> tuple[bytes]: ...
    def __len__(self) -> int: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def applicable(self) -> tuple[typing.Any, ...]: ...
    def cells(self, criterion: typing.SupportsInt | typing.SupportsIndex) -> numpy.ndarray:
        """
        Cells of one criterion, uint8[n_units], without a copy.
        """
    def conflicts(self, registry: Registry, panel: Panel) -> list[typing.Any]: ...
    def count_text(
        self, row: typing.SupportsInt | typing.SupportsIndex, language: Language
    ) -> str: ...
    def counting(
        self,
        cutoff: typing.SupportsInt | typing.SupportsIndex,
        unknown_as_met: bool,
        rows: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    ) -> dict[str, typing.Any]: ...
    def coverage(self, language: Language) -> list[typing.Any]: ...
    def explain(
        self, registry: Registry, panel: Panel, unit: str, indicator: str
    ) -> Explanation: ...
    def gaps(
        self, registry: Registry, panel: Panel
    ) -> tuple[
        numpy.typing.NDArray[numpy.int64],
        numpy.typing.NDArray[numpy.int64],
        numpy.typing.NDArray[numpy.float64],
        numpy.typing.NDArray[numpy.float64],
        numpy.typing.NDArray[numpy.float64],
    ]: ...
    def hash(self, registry: Registry) -> int: ...
    def improvement(
        self, registry: Registry, panel: Panel, row: typing.SupportsInt | typing.SupportsIndex
    ) -> dict[str, typing.Any]: ...
    def indicator_cells(self, registry: Registry, panel: Panel) -> typing.Any: ...
    def keeps_recognition(self, rule: RevocationRule) -> list[Verdict]: ...
    def manifest(self, registry: Registry, panel: Panel) -> Manifest: ...
    def met(self) -> tuple[typing.Any, ...]: ...
    def official_count(self, deem_met: bool) -> tuple[typing.Any, ...]: ...
    def recognise(
        self, registry: Registry, panel: Panel, rule: RecognitionRule
    ) -> list[typing.Any]: ...
    def require_coverage(self, least: typing.SupportsFloat | typing.SupportsIndex) -> None: ...
    def roll_up(
        self,
        registry: Registry,
        deem_met: bool,
        by: Level,
        cohort: str | None,
        within: str | None,
        bands: collections.abc.Sequence[
            tuple[
                str,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
    ) -> tuple[list[typing.Any], dict[str, typing.Any], list[str]]: ...
    def stamp(self, language: Language) -> str: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def to_csv(self, registry: Registry, language: Language) -> str: ...
    def to_json(self, registry: Registry) -> str: ...
    def units(self) -> numpy.typing.NDArray[numpy.uint32]: ...
    def whole(self) -> numpy.typing.NDArray[numpy.uint8]:
        """
        The set's own rule, one cell a unit.
        """
    @property
    def criteria(self) -> int: ...
    @property
    def known_on(self) -> datetime.date | None: ...
    @property
    def max_age_years(self) -> int: ...
    @property
    def rules(self) -> CompiledSet: ...

class Rung(enum.Enum):
    """How much the data of a projection carry, from little to much."""

    persistence = 0
    pooled = 1
    criterion = 2
    crossed = 3
    covariates = 4
    full = 5

class History:
    """
    Verdicts on several dates, one byte each.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> History:
        """
        The value of an archive. Raises ArchiveError.
        """
    @staticmethod
    def from_assessments(
        assessments: collections.abc.Sequence[Assessment], registry: Registry
    ) -> History: ...
    def __getstate__(self) -> tuple[bytes]: ...
    def __init__(
        self,
        years: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        units: collections.abc.Sequence[str],
        criteria: collections.abc.Sequence[str],
        states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
        district: typing.Annotated[numpy.typing.ArrayLike, numpy.uint32],
        districts: collections.abc.Sequence[str],
        province: typing.Annotated[numpy.typing.ArrayLike, numpy.uint32],
        provinces: collections.abc.Sequence[str],
        sets: collections.abc.Sequence[str],
        registered: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
        covariates: collections.abc.Mapping[
            str, typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
        ],
    ) -> None: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def fingerprint(self) -> int: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def until(self, last: typing.SupportsInt | typing.SupportsIndex) -> History: ...
    @property
    def criteria(self) -> list[str]: ...
    @property
    def district_of(self) -> list[str]:
        """
        Code of the district of each unit, empty where none is known.
        """
    @property
    def districts(self) -> list[str]: ...
    @property
    def states(self) -> typing.Any:
        """
        uint8[n_years, n_criteria, n_units]: 0 not met, 1 met, 2 missing, 3 not applicable; a copy.
        """
    @property
    def transition_years(self) -> int: ...
    @property
    def units(self) -> list[str]: ...
    @property
    def years(self) -> list[int]: ...

class Model:
    """
    A fitted model of the ladder.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> Model:
        """
        The value of an archive. Raises ArchiveError.
        """
    def __getstate__(self) -> tuple[bytes]: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def summary(self) -> str: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    @property
    def criteria(self) -> numpy.typing.NDArray[numpy.float64]: ...
    @property
    def gain(self) -> dict[str, typing.Any] | None: ...
    @property
    def history(self) -> History: ...
    @property
    def loss(self) -> dict[str, typing.Any] | None: ...
    @property
    def pooled(self) -> tuple[float, float]: ...
    @property
    def reasons(self) -> list[str]: ...
    @property
    def rung(self) -> Rung: ...

class Outlook:
    """
    Next years' criteria as equally likely draws.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> Outlook:
        """
        The value of an archive. Raises ArchiveError.
        """
    def __getstate__(self) -> tuple[bytes]: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def cells(self, ahead: typing.SupportsInt | typing.SupportsIndex) -> typing.Any:
        """
        uint8[n_draws, n_criteria, n_units]: 1 met; no draws where the outlook kept none
        """
    def chance_of_all(
        self, ahead: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.float64]: ...
    def chances(
        self, ahead: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.float64]:
        """
        double[n_criteria, n_units]
        """
    def district_mean(
        self,
        district: typing.SupportsInt | typing.SupportsIndex,
        ahead: typing.SupportsInt | typing.SupportsIndex,
    ) -> numpy.typing.NDArray[numpy.float64]: ...
    def draws_of(
        self, metric: Metric, ahead: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.float64]: ...
    def draws_of_band(
        self,
        least: typing.SupportsInt | typing.SupportsIndex,
        most: typing.SupportsInt | typing.SupportsIndex,
        ahead: typing.SupportsInt | typing.SupportsIndex,
    ) -> numpy.typing.NDArray[numpy.float64]: ...
    def law_of_all(
        self, ahead: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.float64]: ...
    def times_to_all(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        double[n_units, n_ahead + 1], the last column: not within the horizon
        """
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def unit_laws(
        self, ahead: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.float64]:
        """
        double[n_units, n_criteria + 1]
        """
    @property
    def counted(self) -> list[bool]: ...
    @property
    def criteria(self) -> list[str]: ...
    @property
    def data_fingerprint(self) -> int: ...
    @property
    def district_of(self) -> list[str]: ...
    @property
    def districts(self) -> list[str]: ...
    @property
    def draws(self) -> int: ...
    @property
    def reasons(self) -> list[str]: ...
    @property
    def recognitions_identified(self) -> bool: ...
    @property
    def rung(self) -> Rung: ...
    @property
    def seed(self) -> int: ...
    @property
    def shocks(self) -> bool: ...
    @property
    def units(self) -> list[str]: ...
    @property
    def years(self) -> list[int]: ...

class ProjectArguments:
    """
    What a projection is asked.
    """
    def __init__(
        self,
        until: typing.SupportsInt | typing.SupportsIndex,
        draws: typing.SupportsInt | typing.SupportsIndex,
        seed: typing.SupportsInt | typing.SupportsIndex,
        threads: typing.SupportsInt | typing.SupportsIndex,
        shocks: bool,
        recognised: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
        registered: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
        population: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
        only_registered: bool,
        works: collections.abc.Sequence[
            tuple[
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsFloat | typing.SupportsIndex,
            ]
        ],
        evidence: collections.abc.Sequence[
            tuple[
                Metric,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsFloat | typing.SupportsIndex,
                typing.SupportsFloat | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
    ) -> None: ...
    @property
    def works(self) -> list[tuple[int, int, int, float]]: ...

class ProgrammeOutlook:
    """
    The targets of a programme under one outlook.
    """
    def answers(self) -> list[typing.Any]: ...
    def given(
        self, codes: collections.abc.Sequence[str], those: collections.abc.Sequence[str]
    ) -> tuple[float, float]: ...
    def joint(self, codes: collections.abc.Sequence[str]) -> tuple[float, float]: ...

class MergedHistory:
    """
    A history whose population changes.
    """
    @property
    def history(self) -> History: ...
    @property
    def population(self) -> numpy.typing.NDArray[numpy.uint8]: ...

class WorkList:
    """
    Works in natural order of unit and criterion, with their units.
    """
    @staticmethod
    def from_archive(archive: bytes, file: str = "") -> WorkList:
        """
        The value of an archive. Raises ArchiveError.
        """
    def __getstate__(self) -> tuple[bytes]: ...
    def __init__(
        self,
        codes: collections.abc.Sequence[str],
        units: collections.abc.Sequence[str],
        criteria: collections.abc.Sequence[str],
        cost: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        chance: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        chance_without: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        value: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        lead_years: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        fund: collections.abc.Sequence[str],
        after: collections.abc.Sequence[collections.abc.Sequence[str]],
        cost_spread: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
        of_units: collections.abc.Sequence[
            tuple[
                str,
                str,
                typing.SupportsFloat | typing.SupportsIndex,
                typing.SupportsFloat | typing.SupportsIndex,
            ]
        ],
    ) -> None: ...
    def __len__(self) -> int: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def to_archive(self) -> bytes:
        """
        The bytes of an archive, which every later version reads.
        """
    def units(self) -> list[str]: ...
    def works(self) -> list[typing.Any]:
        """
        Every work as a dict[str, typing.Any], in the order of the list.
        """
    @property
    def any_order(self) -> bool: ...
    @property
    def certain(self) -> bool: ...

class ReadOptions:
    """
    What a table cannot say by itself.
    """
    def __init__(
        self,
        file: str,
        reference: datetime.date,
        evidence: Evidence = ...,
        source: str = "",
        unit_column: str = "unit",
        columns: collections.abc.Mapping[str, str] = {},
        decimal_mark: str = "",
        shares_are_fractions: bool = False,
        amounts_in_dong: bool = False,
        skip_total_rows: bool = False,
        blank_marks: str = "ask",
        as_written: collections.abc.Sequence[str] = [],
    ) -> None: ...

class CellWord(enum.Enum):
    """What a text says in the place of a value or of a name."""

    other = 0
    missing = 1
    not_applicable = 2
    total = 3
    withdrawn = 4

def answer(
    outlook: Outlook,
    programme: Programme,
    registry: Registry,
    cohorts: collections.abc.Mapping[str, collections.abc.Sequence[str]],
    level: Level,
    without_shocks: Outlook,
) -> ProgrammeOutlook: ...
def archive_kind(archive: bytes, file: str = "") -> str:
    """
    What an archive holds. Raises ArchiveError.
    """

def arrow_columns(stream: typing_extensions.CapsuleType) -> list[typing.Any]: ...
def assess(
    rules: CompiledSet,
    registry: Registry,
    panel: Panel,
    threads: typing.SupportsInt | typing.SupportsIndex,
    max_age_years: typing.SupportsInt | typing.SupportsIndex,
    keep_indicators: bool,
) -> Assessment: ...
def backtest(
    history: History,
    horizon: typing.SupportsInt | typing.SupportsIndex,
    first_origin: typing.SupportsInt | typing.SupportsIndex,
    rungs: collections.abc.Sequence[Rung],
    by_district: bool,
    draws: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> dict[str, typing.Any]: ...
def band_draws(
    dates: collections.abc.Sequence[
        tuple[
            typing.SupportsInt | typing.SupportsIndex,
            collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
        ]
    ],
    until: typing.SupportsInt | typing.SupportsIndex,
    draws: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[typing.Any, numpy.typing.NDArray[numpy.float64], bool]: ...
def better_of(set: CriteriaSet, measure: str) -> Better | None:
    """
    The one direction that every requirement reading the measure wants; None where they name none.
    """

def bundle_archive(holds: str, parts: collections.abc.Sequence[tuple[str, bytes]]) -> bytes:
    """
    Several archives or JSON texts as one archive.
    """

def bundle_of_archive(archive: bytes, file: str = "") -> tuple[str, dict[typing.Any, typing.Any]]:
    """
    What a bundle holds, and its parts by name. Raises ArchiveError.
    """

def carried_tiers(
    descent: Descent,
    tiers_before: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
) -> list[int]: ...
def carry(
    panel: Panel, registry: Registry, descent: Descent, rules: CarryRules
) -> tuple[typing.Any, ...]: ...
def chance_plan(
    outlook: Outlook,
    works: WorkList,
    at_least: typing.SupportsInt | typing.SupportsIndex,
    chance: typing.SupportsFloat | typing.SupportsIndex,
    newly: bool,
    ahead: typing.SupportsInt | typing.SupportsIndex,
    units: collections.abc.Sequence[str],
) -> dict[str, typing.Any]: ...
def cheapest_first(
    works: WorkList, budget: typing.SupportsFloat | typing.SupportsIndex
) -> dict[str, typing.Any]: ...
def compare(
    before: Assessment,
    after: Assessment,
    bridge: Assessment,
    registry_before: Registry,
    registry_after: Registry,
    deem_met: bool,
    unknown_as_met: bool,
    descent: Descent,
) -> dict[str, typing.Any]: ...
def cell_word(text: str) -> CellWord:
    """
    What a text says: missing data, not applicable, a total.
    """

def compile(
    set: CriteriaSet,
    on: datetime.date,
    provenance: Provenance = ...,
    overlays: collections.abc.Sequence[Overlay] = (),
    references: collections.abc.Sequence[CriteriaSet] = (),
    outside_period: bool = False,
    known_on: datetime.date | None = None,
) -> CompiledSet:
    """
    Makes a set ready for one day.
    """

def compose(text: str) -> str: ...
def count_distribution(
    chances: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> numpy.typing.NDArray[numpy.float64]:
    """
    Exact probabilities of 0, 1, …, n events.
    """

def damped_trend(
    units: collections.abc.Sequence[
        collections.abc.Sequence[
            tuple[
                typing.SupportsFloat | typing.SupportsIndex,
                typing.SupportsFloat | typing.SupportsIndex,
            ]
        ]
    ],
    years: typing.SupportsFloat | typing.SupportsIndex,
    ceiling: typing.SupportsFloat | typing.SupportsIndex,
    damping: typing.SupportsFloat | typing.SupportsIndex,
    threshold: typing.SupportsFloat | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def fit(
    history: History,
    at_most: Rung,
    em: bool,
    year_prior: tuple[
        typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex
    ]
    | None,
) -> Model: ...
def fold(text: str) -> str: ...
def in_units(
    columns: collections.abc.Sequence[
        tuple[
            str,
            str,
            typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
            typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None,
        ]
    ],
    set: CriteriaSet,
    options: ReadOptions,
) -> list[numpy.typing.NDArray[numpy.float64]]:
    """
    Values of number columns (header, measure, values, states) in the set's units.
    """

def legal_difference(
    rules: CompiledSet, places: Registry | None, language: Language
) -> list[dict[str, typing.Any]]:
    """
    Every cell that the overlays of a compiled set change, with both figures and both texts.
    """

def least_cost(
    works: WorkList,
    targets: collections.abc.Sequence[
        tuple[
            str,
            bool,
            typing.SupportsInt | typing.SupportsIndex,
            collections.abc.Sequence[str],
            typing.SupportsInt | typing.SupportsIndex,
        ]
    ],
    budget: typing.SupportsFloat | typing.SupportsIndex | None,
) -> dict[str, typing.Any]: ...
def marginal_benefit(
    works: WorkList, bonus: typing.SupportsFloat | typing.SupportsIndex
) -> dict[str, typing.Any]:
    """
    Break points: double[n_steps + 1] of cost and value, and the unit of each step.
    """

def mean_forecast(
    evidence: collections.abc.Sequence[
        tuple[
            typing.SupportsInt | typing.SupportsIndex,
            typing.SupportsFloat | typing.SupportsIndex,
            typing.SupportsFloat | typing.SupportsIndex,
        ]
    ],
    year: typing.SupportsInt | typing.SupportsIndex,
    ceiling: typing.SupportsFloat | typing.SupportsIndex,
    drift: typing.SupportsFloat | typing.SupportsIndex,
    drift_sd: typing.SupportsFloat | typing.SupportsIndex,
    persistence: typing.SupportsFloat | typing.SupportsIndex,
    damping: typing.SupportsFloat | typing.SupportsIndex,
    at_least: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
) -> dict[str, typing.Any]: ...
def meanings(
    header: collections.abc.Sequence[str], set: CriteriaSet, options: ReadOptions
) -> list[tuple[str, str]]: ...
def merge_history(history: History, descent: Descent, rule: str) -> MergedHistory: ...
def natural_less(a: str, b: str) -> bool: ...
def next_events(
    events: typing.SupportsInt | typing.SupportsIndex,
    trials: typing.SupportsInt | typing.SupportsIndex,
    at_risk: typing.SupportsInt | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]:
    """
    Probabilities of 0, 1, …, at_risk.
    """

def official_progress(
    series: collections.abc.Sequence[
        tuple[
            typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex
        ]
    ],
    target: typing.SupportsFloat | typing.SupportsIndex,
    year: typing.SupportsFloat | typing.SupportsIndex,
) -> list[typing.Any]: ...
def panel_archive(
    columns: collections.abc.Sequence[Column],
    units: typing.Annotated[numpy.typing.ArrayLike, numpy.uint32],
    notes: collections.abc.Sequence[str],
) -> bytes:
    """
    The archive of a panel.
    """

def panel_of_archive(archive: bytes, file: str = "") -> tuple[typing.Any, ...]:
    """
    Units, columns and notes of a panel. Raises ArchiveError.
    """

def plan_archive(
    chosen: collections.abc.Sequence[
        tuple[typing.SupportsInt | typing.SupportsIndex, typing.SupportsInt | typing.SupportsIndex]
    ],
    cost: typing.SupportsFloat | typing.SupportsIndex,
    value: typing.SupportsFloat | typing.SupportsIndex,
    bound: typing.SupportsFloat | typing.SupportsIndex,
    criteria: typing.SupportsFloat | typing.SupportsIndex,
    recognised: typing.SupportsFloat | typing.SupportsIndex,
    recognised_before: typing.SupportsFloat | typing.SupportsIndex,
    proved: bool,
    seconds: typing.SupportsFloat | typing.SupportsIndex,
) -> bytes:
    """
    The archive of a plan.
    """

def plan_of_archive(archive: bytes, file: str = "") -> dict[str, typing.Any]:
    """
    A plan as a dict. Raises ArchiveError.
    """

def prioritise(
    works: WorkList,
    budget: typing.SupportsFloat | typing.SupportsIndex,
    bonus: typing.SupportsFloat | typing.SupportsIndex,
    gap: typing.SupportsFloat | typing.SupportsIndex,
    states: typing.SupportsInt | typing.SupportsIndex,
) -> dict[str, typing.Any]: ...
def project(model: Model, asked: ProjectArguments) -> Outlook: ...
def put_in_place(part: str, target: str) -> None:
    """
    Flushes a file that was written beside `target` and renames it. Raises OSError.
    """

def raise_damaged(file: str, found: str, expected: str) -> None:
    """
    Raises ArchiveError for parts that do not fit together.
    """

def raise_invalid_data(problems: list[typing.Any]) -> None:
    """
    Raises InvalidData with problems that a Python reader found.
    """

def rasch(
    history: History,
    year: typing.SupportsInt | typing.SupportsIndex,
    conditional: bool,
    expected: typing.SupportsFloat | typing.SupportsIndex,
) -> dict[str, typing.Any]: ...
def re_review(
    before: Assessment, registry: Registry, descent: Descent, rules: CarryRules
) -> list[tuple[str, str, Text, list[tuple[str, Verdict]]]]: ...
def recognitions_need_a_list() -> Text:
    """
    Why recognitions without a registration list are not identified.
    """

def read_csv(
    text: str, set: CriteriaSet, registry: Registry, options: ReadOptions
) -> tuple[typing.Any, ...]: ...
def read_numbers(
    columns: collections.abc.Sequence[collections.abc.Sequence[str]],
) -> list[list[tuple[float | None, ProblemCode | None]]]:
    """
    Texts as numbers, [columns][rows], by the rules for tables: a value, or what is wrong.
    """

def read_table(
    header: collections.abc.Sequence[str],
    rows: collections.abc.Sequence[collections.abc.Sequence[str]],
    lines: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    typed: collections.abc.Sequence[
        collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]
    ],
    set: CriteriaSet,
    registry: Registry,
    options: ReadOptions,
) -> tuple[typing.Any, ...]: ...
def roadmap(
    works: WorkList,
    from_year: typing.SupportsInt | typing.SupportsIndex,
    budget: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    recognitions_first: bool,
    required: collections.abc.Sequence[str],
) -> dict[str, typing.Any]: ...
def roadmap_of(
    works: WorkList,
    chosen: collections.abc.Sequence[
        tuple[typing.SupportsInt | typing.SupportsIndex, typing.SupportsInt | typing.SupportsIndex]
    ],
    from_year: typing.SupportsInt | typing.SupportsIndex,
    required: collections.abc.Sequence[str],
) -> dict[str, typing.Any]: ...
def schedule(
    works: WorkList,
    from_year: typing.SupportsInt | typing.SupportsIndex,
    until: typing.SupportsInt | typing.SupportsIndex,
    caps: collections.abc.Sequence[
        tuple[
            str,
            str,
            typing.SupportsInt | typing.SupportsIndex | None,
            typing.SupportsFloat | typing.SupportsIndex,
        ]
    ],
    bonus: typing.SupportsFloat | typing.SupportsIndex,
    earlier: typing.SupportsFloat | typing.SupportsIndex,
    targets: collections.abc.Sequence[
        tuple[
            str,
            bool,
            typing.SupportsInt | typing.SupportsIndex,
            collections.abc.Sequence[str],
            typing.SupportsInt | typing.SupportsIndex,
        ]
    ],
    gamma: typing.SupportsFloat | typing.SupportsIndex,
    seconds: typing.SupportsFloat | typing.SupportsIndex,
    gap: typing.SupportsFloat | typing.SupportsIndex,
    solver: collections.abc.Callable[..., typing.Any],
) -> dict[str, typing.Any]: ...
def split_csv(text: str, file: str = "") -> tuple[list[str], list[list[str]]]: ...
def standing(
    assessment: Assessment,
    registry: Registry,
    programme: Programme,
    deem_met: bool,
    cohorts: collections.abc.Mapping[str, collections.abc.Sequence[str]],
    recognised: collections.abc.Sequence[str] | None,
    newly_recognised: collections.abc.Sequence[str] | None,
) -> list[typing.Any]: ...
def submission_difference(
    before: Panel,
    after: Panel,
    registry_before: Registry,
    registry_after: Registry,
    of_before: Assessment,
    of_after: Assessment,
) -> tuple[list[typing.Any], list[tuple[str, str, Verdict, Verdict]]]: ...
def symbol(verdict: Verdict) -> str: ...
def totals_of_printed_mean(
    mean: decimal.Decimal,
    places: typing.SupportsInt | typing.SupportsIndex,
    units: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[int, int]:
    """
    The integer totals whose mean over `units` prints as `mean`.
    """

def under_earlier_rules(
    before: Assessment, after: Assessment, registry: Registry, later: Panel
) -> Assessment: ...
def what_if(
    model: Model,
    asked: ProjectArguments,
    programme: Programme,
    scenarios: collections.abc.Sequence[
        tuple[
            str,
            collections.abc.Sequence[
                tuple[
                    typing.SupportsInt | typing.SupportsIndex,
                    typing.SupportsInt | typing.SupportsIndex,
                    typing.SupportsInt | typing.SupportsIndex,
                    typing.SupportsFloat | typing.SupportsIndex,
                ]
            ],
            collections.abc.Sequence[
                tuple[
                    typing.SupportsInt | typing.SupportsIndex,
                    typing.SupportsInt | typing.SupportsIndex,
                    typing.SupportsInt | typing.SupportsIndex,
                ]
            ],
            Model,
            typing.Annotated[numpy.typing.ArrayLike, numpy.uint8],
            typing.SupportsFloat | typing.SupportsIndex,
        ]
    ],
    registry: Registry,
    cohorts: collections.abc.Mapping[str, collections.abc.Sequence[str]],
    level: Level,
) -> list[typing.Any]: ...
@typing.overload
def word(verdict: Verdict, language: Language) -> str: ...
@typing.overload
def word(reason: Reason, language: Language) -> str: ...

__version__: str = "0.1.0"

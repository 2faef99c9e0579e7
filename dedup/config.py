"""Config: every knob, with its unit, range and the reason for its default."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from dedup.arguments import refused
from dedup.errors import InputError


def _check(condition: bool, message: str) -> None:
    if not condition:
        raise InputError(f"config: {message}")


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a scan, checked once. `Config()` is what every measured figure in the docs was made with.

    Raises `InputError` where a value is out of range.
    """

    shingle_size: int = 3
    """Words in a shingle of a signature, 1 or more. 3 keeps light edits near: one changed word touches 3 shingles."""

    n_bands: int = 42
    """Bands of a signature, 1 or more; with `n_rows` it sets which Jaccard similarities become candidates."""

    n_rows: int = 3
    """Slots in a band. 42 bands of 3 find 93 % of pairs at Jaccard 0.3-0.4 and all above 0.5."""

    n_slots: int = 128
    """Slots of a signature, n_bands * n_rows or more; 128 is what datasketch and the field use."""

    seed: int = 1
    """Seed of the signatures' permutations, 0 to 2^32 - 1; the default is datasketch's."""

    min_run: int = 12
    """Words: every verbatim run this long that two articles share leads to a candidate. 12 is about a clause: shorter
    runs are mostly names with titles and standing phrases."""

    fingerprint_size: int = 5
    """Words in a fingerprint, at most `min_run`; the winnowing window is what remains of `min_run`."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            _check(isinstance(value, int) and not isinstance(value, bool), f"{field.name} must be a whole number")
            least = 0 if field.name == "seed" else 1
            _check(value >= least, f"{field.name} must be {least} or more, is {value}")
        _check(self.seed < 1 << 32, f"seed must be below 2^32, is {self.seed}")
        _check(
            self.n_bands * self.n_rows <= self.n_slots,
            f"n_bands * n_rows = {self.n_bands * self.n_rows} needs more slots than n_slots = {self.n_slots}",
        )
        _check(self.fingerprint_size <= self.min_run, "fingerprint_size must not exceed min_run")

    @classmethod
    def of(cls, given: Config | None) -> Config:
        """The config that a caller gave, or the default. Raises `InputError` for anything else."""
        if given is not None and not isinstance(given, Config):
            raise refused("config", given, "a Config, such as Config(min_run=10)")
        return given or cls()

    @property
    def window(self) -> int:
        """Shingles in a winnowing window: a run of `min_run` words fills one."""
        return self.min_run - self.fingerprint_size + 1

    def as_dict(self) -> dict[str, Any]:
        """The settings by name, for reports and stores."""
        return asdict(self)

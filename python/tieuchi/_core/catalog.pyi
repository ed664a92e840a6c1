"""
The law as data.
"""

from __future__ import annotations

import datetime

import tieuchi._core

def criteria_set(id: str) -> tieuchi._core.CriteriaSet:
    """
    A criteria set. Raises UnknownCode.
    """

def criteria_sets() -> list[str]:
    """
    Ids of every criteria set.
    """

def documents() -> list[str]: ...
def in_force(
    level: tieuchi._core.Level, tier: str, on: datetime.date
) -> tieuchi._core.CriteriaSet: ...
def programme(id: str) -> tieuchi._core.Programme: ...
def programmes() -> list[str]:
    """
    Ids of every programme of targets.
    """

def recognition_rule(id: str) -> tieuchi._core.RecognitionRule: ...
def recognition_rules() -> list[str]:
    """
    Ids of every rule of recognition.
    """

def revocation_rule(id: str) -> tieuchi._core.RevocationRule: ...

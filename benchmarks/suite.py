"""
All that is measured, in the order in which it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import batches
import cases
import invocations
import recorded
from harness import Case, Import

GROUPS: Mapping[str, Sequence[Import | Case]] = {
    "Start": cases.IMPORTS,
    "One at a time": cases.CASES,
    "Batches": batches.CASES,
    "Every decode and encode": recorded.CASES,
    "Whole invocations": invocations.CASES,
}

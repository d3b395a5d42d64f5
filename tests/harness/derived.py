"""Keys that were derived before in this process: the same passphrase opens every copy of a team."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import low_level


@pytest.fixture(scope="session", autouse=True)
def nothing_is_derived_twice() -> Iterator[None]:
    """Remember what each passphrase gave with its salt and cost, for suites about other things.

    One derivation costs more processor time than most tests do with the store that it opens.
    """
    derive, known = low_level.hash_secret_raw, dict[tuple[object, ...], bytes]()

    def remembered(**wanted: object) -> bytes:
        asked = tuple(sorted(wanted.items()))
        if asked not in known:
            known[asked] = derive(**wanted)  # pyright: ignore[reportArgumentType]
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(low_level, "hash_secret_raw", remembered)
        yield

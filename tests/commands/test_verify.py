"""`cst-desktop verify`: plain words and the right exit code, with a store and without."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.documents.told import TRAINING, WORDS
from desktop.documents.verdict import Rule
from tests.commands.conftest import Command, Said
from tests.documents import signers
from tests.harness.trained import Trained

ONE_OF_TWO = "1 of 2 signatures: not yet agreed, or cut off."
STRANGERS = "No certificate of the team's authority was given"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("wise-agreed", 0, "Good. This is the paper as it was signed, whole and unchanged."),
        ("planning-agreed", 0, "Good."),
        ("panel-agreed", 0, "Good."),
        ("session-signed", 0, "Good."),
        ("wise-superseded", 0, "Good."),
        ("wise-corrected", 0, "Good."),
        ("session-corrected", 0, "Good."),
        ("wise-signed", 2, f"Cannot say. {ONE_OF_TWO}"),
        ("wise-returned", 2, f"Cannot say. {ONE_OF_TWO}"),
        ("wise-draft", 1, "Not good. This is a draft or a blank copy"),
        ("wise-blank", 1, "Not good. This is a draft or a blank copy"),
    ],
)
def test_each_state_has_its_words_and_its_code(
    command: Command, training: Trained, name: str, code: int, words: str
) -> None:
    said = command("verify", training.paper(name), "--team-ca", training.authority)
    assert (said.code, said.error) == (code, "")
    assert words in said.text.splitlines()[0]
    assert (TRAINING in said.text) is not name.endswith("-blank")


def test_it_says_who_signed_when_as_what_and_with_which_certificate(
    command: Command, training: Trained
) -> None:
    said = command("verify", training.paper("wise-agreed"), "--team-ca", training.authority)
    for words in ("Support worker, ", "Pat Example, Team manager, ", "2 of 2", "certificate "):
        assert words in said.text
    assert "issued by the authority" in said.text


def test_of_several_files_the_worst_decides(command: Command, training: Trained) -> None:
    def code(*names: str) -> int:
        files = [training.paper(name) for name in names]
        return command("verify", *files, "--team-ca", training.authority).code

    assert code("wise-agreed", "session-signed") == 0
    assert code("wise-agreed", "wise-signed") == 2
    assert code("wise-signed", "wise-draft", "wise-agreed") == 1


def test_without_the_authority_everything_but_whose_it_is_can_be_told(
    command: Command, training: Trained
) -> None:
    said = command("verify", training.paper("wise-agreed"))
    assert said.code == 2
    first = said.text.splitlines()[0]
    assert "Nothing is wrong with the file" in first
    assert STRANGERS in first
    assert "Pat Example, Team manager" in said.text
    both = command("verify", training.paper("wise-signed"))
    assert both.code == 2
    assert ONE_OF_TWO in both.text.splitlines()[0]


def test_an_open_store_pins_its_authority_and_asks_its_register(
    as_manager: Command, training: Trained
) -> None:
    said = as_manager("verify", training.paper("wise-agreed"))
    assert said.code == 0
    assert "the register says: Pat Example, Team manager" in said.text
    assert "The file is byte for byte the one that was kept." in said.text


def test_an_open_store_knows_a_paper_that_waits_came_back_or_was_corrected(
    as_manager: Command, training: Trained
) -> None:
    names = ("wise-signed", "wise-returned", "wise-superseded", "wise-corrected")
    said = as_manager("verify", *(training.paper(name) for name in names))
    waits, back, old, new = said.text.split("\n\n")
    assert said.code == 0
    assert "not yet agreed" in waits.splitlines()[0]
    assert "to its author with reasons, and not agreed" in back
    assert "by version 2, which this store keeps" in old
    assert "Superseded" not in new
    assert "Returned" not in waits


def test_a_store_finds_its_own_paper_cut_back_to_one_signature_it_never_kept(
    as_manager: Command, training: Trained, tmp_path: Path
) -> None:
    """The author's signature alone is kept too; anything else of that record is not."""
    whole = training.paper("wise-agreed").read_bytes()
    shorter = whole[: whole.rindex(b"%%EOF", 0, -10) + len(b"%%EOF\n")]
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(shorter)
    said = as_manager("verify", cut)
    assert "1 of 2" in said.text
    cut.write_bytes(shorter + b"\n")
    assert as_manager("verify", cut).code == 1


def test_the_same_is_written_as_json(command: Command, training: Trained) -> None:
    files = [training.paper("wise-agreed"), training.paper("wise-signed")]
    said = command("verify", *files, "--team-ca", training.authority, "--json")
    assert said.code == 2
    found: Any = json.loads(said.out)
    assert [one["outcome"] for one in found] == ["good", "cannot say"]
    assert [one["file"] for one in found] == [str(file) for file in files]
    assert found[0]["record"]["training"] is True
    assert [one["number"] for one in found[0]["rules"]] == [rule.value for rule in Rule]


# --- what a paper of another hand is called ---------------------------------------------------


def test_another_teams_paper_is_not_this_teams(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    strange = tmp_path / "strange.pdf"
    strange.write_bytes(signers.twice())
    said = command("verify", strange, "--team-ca", training.authority)
    assert said.code == 1
    assert "not from the team's authority" in said.text
    own = tmp_path / "own.pem"
    own.write_bytes(signers.team().root_pem)
    assert command("verify", strange, "--team-ca", own).code == 0
    own.write_bytes(signers.team().root)
    assert command("verify", strange, "--team-ca", own).code == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_changed_byte_is_found(
    command: Command, training: Trained, tmp_path: Path, share: float
) -> None:
    pdf = bytearray(training.paper("session-signed").read_bytes())
    pdf[int(len(pdf) * share)] ^= 1
    file = tmp_path / "changed.pdf"
    file.write_bytes(pdf)
    assert command("verify", file, "--team-ca", training.authority).code == 1


# --- bad input --------------------------------------------------------------------------------


def _locked(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def _with_script(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        file.Root.OpenAction = action
        file.save(out)
    return out.getvalue()


def _signed_a_thousand_times(pdf: bytes) -> bytes:
    update = pdf[pdf.rindex(b"%%EOF", 0, -10) + 6 :]
    return pdf + update * 1000


@pytest.mark.parametrize(
    ("change", "codes", "words"),
    [
        (lambda _: b"", {2}, "The file is empty."),
        (lambda _: b"Dear colleague", {2}, "This is no PDF."),
        (lambda _: b"%PDF-1.7\nnothing more", {2}, "no paper of CST Desktop"),
        (_locked, {1, 2}, ""),
        (_with_script, {1}, "Do not rely on this file."),
        (_signed_a_thousand_times, {1}, "The file has more than 4 signatures."),
        (lambda pdf: pdf[: len(pdf) // 2], {1, 2}, ""),
    ],
)
def test_a_bad_file_gets_a_sentence_and_never_a_traceback(
    command: Command,
    training: Trained,
    tmp_path: Path,
    change: Callable[[bytes], bytes],
    codes: set[int],
    words: str,
) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(change(training.paper("session-signed").read_bytes()))
    _is_told(command("verify", file, "--team-ca", training.authority), codes, words)


def _is_told(said: Said, codes: set[int], words: str) -> None:
    assert said.code in codes
    assert said.error == ""
    assert words in said.text
    word = WORDS[next(one for one in WORDS if one.value == said.code)]
    assert word.capitalize() in said.text.splitlines()[0]


def test_a_missing_file_a_folder_and_a_gigabyte(
    command: Command, tmp_path: Path, training: Trained
) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(1 << 30)
    files = (tmp_path / "none.pdf", tmp_path, large, training.paper("session-signed"))
    said = command("verify", *files, "--team-ca", training.authority)
    assert (said.code, said.error) == (2, "")
    for words in ("There is no such file.", "a folder, not a file", "It was not read.", "Good."):
        assert words in said.text


def test_an_unreadable_file(
    command: Command, monkeypatch: pytest.MonkeyPatch, training: Trained
) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    said = command("verify", training.paper("session-signed"))
    assert (said.code, said.error) == (2, "")
    assert "The file cannot be read" in said.text


def _of_a_person() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Jo Sample")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


@pytest.mark.parametrize("certificate", [None, b"", b"Dear colleague", _of_a_person()])
def test_what_is_no_authority_is_not_pinned(
    command: Command, training: Trained, tmp_path: Path, certificate: bytes | None
) -> None:
    file = tmp_path / "ca.pem"
    if certificate is not None:
        file.write_bytes(certificate)
    said = command("verify", training.paper("wise-agreed"), "--team-ca", file)
    assert (said.code, said.out) == (2, b"")
    assert "not the certificate of a team’s authority" in said.error


def test_a_store_wants_a_name_that_is_in_it_and_its_passphrase(
    command: Command, training: Trained, tmp_path: Path
) -> None:
    file = training.paper("wise-agreed")
    nobody = command("verify", file, "--store", training.store)
    assert (nobody.code, "--as NAME" in nobody.error) == (2, True)
    other = command("verify", file, "--store", training.store, "--as", "Nobody", passphrase="x")
    assert (other.code, "Nobody in this store has that name" in other.error) == (2, True)
    wrong = ("--store", training.store, "--as", "Jo Sample")
    guessed = command("verify", file, *wrong, passphrase="not this one")
    assert (guessed.code, "not the passphrase" in guessed.error) == (2, True)
    nowhere = command("verify", file, "--store", tmp_path, "--as", "Jo Sample", passphrase="x")
    assert (nowhere.code, "Traceback" in nowhere.error) == (2, False)


def test_a_terminal_that_knows_few_letters_is_no_trouble(
    command: Command, training: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Przykład.pdf"
    file.write_bytes(training.paper("session-signed").read_bytes())
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    assert command("verify", file, "--team-ca", training.authority).code == 0
    sys.stdout.flush()
    assert b"Przyk?ad.pdf: Good." in shown.getvalue()

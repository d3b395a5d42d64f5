"""What people do in the window, step by step, in the words of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys.window import BUTTONS, PRESSABLE, Window
from tests.journeys.writing import SECTION

OUTLINE = ["radio button", "check box", "push button", "toggle button", "list item", "page tab"]


@dataclass(frozen=True)
class Person:
    """Somebody of the team. None of them exists."""

    name: str
    role: str
    passphrase: str


PAT = Person("Pat Example", "Team manager", "Velvet otter Canyon")
JO = Person("Jo Sample", "Practitioner", "Copper lantern Hedge")


def start_a_team(window: Window, team: str, person: Person) -> dict[int, str]:
    """Go through the first run to Today; return the key of the recovery sheet by group."""
    window.press("Start a team")
    window.write("The team’s name", team)
    window.press("Next: you")
    window.write("Your name", person.name)
    window.press(person.role, "radio button")
    choose_a_passphrase(window, "Your passphrase", person)
    window.press("Next: recovery sheet")
    sheet = _read_sheet(window.sees("The key of this sheet", 30).name)
    window.press("I have copied it by hand", "check box")
    window.press("Next: prove the sheet")
    prove_the_sheet(window, sheet)
    window.press("Next: sealed envelope")
    window.press("I have copied it by hand", "check box")
    window.press("Next: your authority")
    window.press("Next: ready")
    window.press("Open Today")
    window.sees("Today, shown now")
    return sheet


def choose_a_passphrase(window: Window, field: str, person: Person) -> None:
    """Type a new passphrase, twice, because nobody sees it."""
    window.write(field, person.passphrase)
    window.write("The same passphrase once more", person.passphrase)


def prove_the_sheet(window: Window, sheet: dict[int, str]) -> None:
    """Type the groups of the sheet that the page asks for."""
    window.eyes.find("text", holds="Group ")
    for field in window.eyes.all("text", holds="Group "):
        number = re.search(r"Group (\d+)", field.name)
        assert number is not None
        window.write(field.name, sheet[int(number[1])])


def _read_sheet(words: str) -> dict[int, str]:
    found = re.findall(r"(\d+): ((?:\w ?)+?)(?=,|$)", words)
    return {int(number): group.replace(" ", "") for number, group in found}


def add_a_child(window: Window, given: str, family: str) -> None:
    """Add a child from Today or the list of children; ends on the child's page."""
    window.press("Add a child")
    window.write("Given name", given)
    window.write("Family name", family)
    window.press("Add the child")


def add_a_colleague(window: Window, person: Person) -> None:
    """Let a colleague sit down and take an account, in Settings."""
    window.press("Settings")
    window.press("Add a colleague")
    window.write("Their name", person.name)
    window.press(person.role, "radio button")
    choose_a_passphrase(window, "Their passphrase", person)
    window.press("Add the colleague")
    window.sees(f"{person.name}. {person.role}", 30)


def begin_a_record(window: Window, child: str, title: str) -> None:
    """From Today, begin a record for a child by the form's title; ends in its first section."""
    window.press("New record")
    window.press(child, PRESSABLE, inside=".NewRecordPage.")
    window.press(title, PRESSABLE, inside=".NewRecordPage.")
    window.eyes.find(inside=SECTION, states=["focused"])


def begin_a_wise(window: Window) -> None:
    """From the child's page, begin a WISE; ends in its first section."""
    window.press("New record")
    window.press("WISE assessment", PRESSABLE)
    window.eyes.find("label", "1 About this assessment")


def open_section(window: Window, title: str) -> None:
    """Choose a section in the outline, for example "11 My safety plan"."""
    window.press(f"{title}, ", OUTLINE)
    window.eyes.find("label", title)


def saved(window: Window) -> None:
    """Wait until the foot of the window says that all is saved."""
    window.eyes.find("label", holds="All changes saved")


def sign(window: Window, person: Person, child: str) -> None:
    """Check the record that is open and sign it; ends on the child's page."""
    window.press("Check and sign")
    window.write("Your passphrase", person.passphrase)
    window.press("Sign and save PDF")
    window.press(f"Go to {child}")
    window.eyes.find("page tab", "At a glance")


def read_signed(window: Window, person: Person) -> None:
    """From the child's page, read the record that somebody signed."""
    window.press(f"by {person.name}, To be agreed", PRESSABLE)
    window.eyes.find(BUTTONS, "Start a review")


def sign_with_enter(window: Window, person: Person) -> None:
    """Sign the record that is open with a click and a passphrase, and see that it is signed."""
    window.press("Check and sign")
    window.write("Your passphrase", person.passphrase)
    window.hands.press("enter")
    window.eyes.find(BUTTONS, holds="Save a copy", seconds=60)


def go_to_today(window: Window) -> None:
    """Choose Today in the rail."""
    window.press("Today")
    window.sees("Today, shown now")


def switch_person(window: Window, person: Person) -> None:
    """Let somebody else sit down, by the menu under one's own name."""
    window.press("Signed in: ")
    window.choose("Switch person")
    window.sees("is locked")
    unlock(window, person)


def lock(window: Window) -> None:
    """Lock by key; nothing may be asked."""
    window.hands.press("ctrl+l")
    window.sees("is locked")


def unlock(window: Window, person: Person) -> None:
    """Unlock as somebody, and wait until the window is theirs."""
    if window.eyes.sees(PRESSABLE, f"{person.name}, {person.role}"):
        window.press(f"{person.name}, {person.role}", PRESSABLE)
        # Until their row has opened, the field of whoever was here before has the keys.
        window.eyes.wait_gone(PRESSABLE, f"{person.name}, {person.role}")
    window.eyes.find("label", person.name)
    window.eyes.find("password text", "Your passphrase", states=["focused"])
    window.write("Your passphrase", person.passphrase)
    window.press("Unlock")
    window.sees(f"Signed in: {person.name[0]}. {person.name.split()[-1]}")

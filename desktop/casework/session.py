"""An unlocked store in one person's hands: who they are, what they may do, and the use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.casework.agreement import Acting
from desktop.casework.clock import Clock, ClockBehind, behind
from desktop.casework.roles import ROLE_NAMES, Act, NotAuthor, Role, may, require
from desktop.forms.catalogue import Catalogue
from desktop.forms.definition import Form
from desktop.forms.fitting import fitted, settings_from, settings_kept
from desktop.forms.snapshot import from_text
from desktop.forms.values import Answers, Flat, Json
from desktop.practice.profiles import Profile
from desktop.storage.people import Unlocked
from desktop.storage.revisions import Header, NewRevision, Signer
from desktop.storage.store import NORMAL, KdfCost, Store, Writer

NOTHING_KEPT: Answers = MappingProxyType({})

if TYPE_CHECKING:
    from desktop.casework.agreeing import Agreeing
    from desktop.casework.children import Children
    from desktop.casework.finder import Finder
    from desktop.casework.memory import Memory
    from desktop.casework.people import People
    from desktop.casework.records import Records
    from desktop.casework.signing import Signing
    from desktop.casework.today import TodayDesk


@dataclass(frozen=True)
class Member:
    """One person of the team."""

    id: str
    name: str
    role: Role
    keeper: bool = False
    acting: Acting | None = None

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLE_NAMES[self.role]

    @property
    def short_name(self) -> str:
        """The name as the top bar shows it: "J. Sample"."""
        return short_name(self.name)

    @property
    def initials(self) -> str:
        """One or two letters for the round mark beside a name."""
        return initials(self.name)


def short_name(name: str) -> str:
    """Return "J. Sample" for "Jo Sample"; a single name stays as it is."""
    words = name.split()
    return f"{words[0][0]}. {words[-1]}" if len(words) > 1 else name


def initials(name: str) -> str:
    """Return the first letters of the first and the last name."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()]
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in chosen)


def _no_confirmation(_passphrase: str) -> Unlocked:
    raise RuntimeError("this session cannot confirm who is there")


@dataclass(eq=False)
class Session:
    """One person's time with the open store."""

    store: Store
    member: Member
    unlocked: Unlocked
    catalogue: Catalogue
    clock: Clock
    team: str
    profile: Profile
    ask_cost: Callable[[], KdfCost] = lambda: NORMAL
    confirm: Callable[[str], Unlocked] = _no_confirmation
    """Proves with the passphrase that it is this person who signs; slow, counts wrong guesses."""
    _forms: dict[tuple[str, int], Form] = field(default_factory=dict[tuple[str, int], Form])
    _fitted: dict[tuple[str, int, tuple[str, ...]], Form] = field(
        default_factory=dict[tuple[str, int, tuple[str, ...]], Form]
    )

    def may(self, act: Act) -> bool:
        """Return whether this person may do that."""
        return may(self.member.role, act, keeper=self.member.keeper)

    def require(self, act: Act) -> None:
        """Raise NotAllowed unless this person may do that."""
        require(self.member.role, act, keeper=self.member.keeper)

    @property
    def cost(self) -> KdfCost:
        """What a guess at a passphrase costs in a new slot. May be slow when first asked."""
        return self.ask_cost()

    @cached_property
    def signer(self) -> Signer:
        """What signs this person's revisions."""
        return self.unlocked.signer

    @property
    def training(self) -> bool:
        """Whether this is a training team, whose children are invented."""
        return self.store.training

    def clock_behind(self) -> ClockBehind | None:
        """Return what to tell when the laptop's clock was set back. Reads the store."""
        newest = self.store.read(lambda reader: reader.newest_at()).result()
        return behind(self.clock.now(), newest)

    def append(self, revision: NewRevision, form: Form | None = None) -> Header:
        """Keep a revision in this person's name, with the form version that it is written in."""

        def keep(writer: Writer) -> Header:
            if form is not None:
                writer.keep_snapshot(form)
            return writer.append(revision, self.signer)

        return self.store.write(keep).result()

    def may_write(self, form: Form) -> bool:
        """Return whether this person writes records of this form: by role and by profile."""
        authors = self.profile.authors.get(form.id)
        return self.may(Act.WRITE_RECORD) and (authors is None or self.member.role in authors)

    def require_author(self, form: Form) -> None:
        """Raise NotAllowed unless this person writes records of this form."""
        self.require(Act.WRITE_RECORD)
        if not self.may_write(form):
            raise NotAuthor(self.member.role, form.title)

    def settings_of(self, form: Form) -> Flat:
        """Return what a record that is begun now keeps of the authority's profile."""
        return settings_from(form, self.profile.says)

    def record_forms(self) -> tuple[Form, ...]:
        """Return the newest form of each kind of record, in the authority's words, by title."""
        forms = (fitted(form, self.settings_of(form)) for form in self.catalogue.records())
        return tuple(sorted(forms, key=lambda form: form.title))

    def offered(self) -> tuple[Form, ...]:
        """Return the forms that this person may begin a record of."""
        return tuple(form for form in self.record_forms() if self.may_write(form))

    def form(
        self, form_id: str, version: int | None = None, answers: Answers = NOTHING_KEPT
    ) -> Form:
        """Return a form: the newest of the catalogue, or the version that a record was written in.

        A version that the catalogue no longer holds comes from the store's snapshot. Its words
        are those of the settings among a record's `answers`.
        """
        form = self._form(form_id, version)
        if not form.settings:
            return form
        key = (form.id, form.version, settings_kept(form, answers))
        if key not in self._fitted:
            self._fitted[key] = fitted(form, answers)
        return self._fitted[key]

    def _form(self, form_id: str, version: int | None) -> Form:
        if version is None:
            return self.catalogue.newest(form_id)
        if (form_id, version) not in self._forms:
            self._forms[form_id, version] = self._kept_form(form_id, version)
        return self._forms[form_id, version]

    def _kept_form(self, form_id: str, version: int) -> Form:
        kept = self.store.read(lambda reader: reader.snapshot(form_id, version)).result()
        if kept is None:
            return self.catalogue.get(form_id, version)
        return self.catalogue.same(form_id, version, kept.digest) or from_text(kept.text)

    def name_of(self, person: str) -> str:
        """Return the name of a member of the team, past members included."""
        return self.people.name_of(person)

    @cached_property
    def records(self) -> Records:
        """Records: start, write, leave, read, compare."""
        from desktop.casework.records import Records

        return Records(self)

    @cached_property
    def signing(self) -> Signing:
        """What an author does with papers: sign, correct, verify."""
        from desktop.casework.signing import Signing

        return Signing(self)

    @cached_property
    def agreeing(self) -> Agreeing:
        """What a manager does with signed papers: agree, or return with reasons."""
        from desktop.casework.agreeing import Agreeing

        return Agreeing(self)

    @cached_property
    def children(self) -> Children:
        """The children and their registers."""
        from desktop.casework.children import Children

        return Children(self)

    @cached_property
    def people(self) -> People:
        """The people of the team."""
        from desktop.casework.people import People

        return People(self)

    @cached_property
    def finder(self) -> Finder:
        """Search over everything."""
        from desktop.casework.finder import Finder

        return Finder(self)

    @cached_property
    def today(self) -> TodayDesk:
        """What waits today."""
        from desktop.casework.today import TodayDesk

        return TodayDesk(self)

    @cached_property
    def memory(self) -> Memory:
        """What the window remembers for this person, inside the encrypted store."""
        from desktop.casework.memory import Memory

        return Memory(self)


def body_of(value: dict[str, Json], key: str) -> str:
    """Return a text of a revision's body, "" where there is none."""
    found = value.get(key)
    return found if isinstance(found, str) else ""

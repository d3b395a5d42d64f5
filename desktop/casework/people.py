"""The people of the team: accounts, roles, passphrases, keepers, printed sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from desktop.casework.agreement import (
    Acting,
    HasLeft,
    Standing,
    acting_from,
    require_dates,
    require_stand_in,
)
from desktop.casework.certifying import Certified, certified
from desktop.casework.passphrase import judge
from desktop.casework.roles import Act, Role, may
from desktop.casework.session import Member, Session
from desktop.forms.plaintext import one_line
from desktop.forms.values import Json, as_json
from desktop.storage import access
from desktop.storage.certificates import issue
from desktop.storage.people import NewPerson
from desktop.storage.reading import Order, Reader
from desktop.storage.revisions import NewRevision, System
from desktop.storage.writing import Writer


class TooEasy(ValueError):
    """A passphrase that is too easy to guess. Nothing was changed."""

    code = "people.too_easy"
    told = (
        "This passphrase is too easy to guess.",
        "Nothing was changed.",
        "Use three words that do not belong together, or the three that are offered.",
    )


class NameTaken(ValueError):
    """Somebody in the team has this name already. Nothing was changed."""

    code = "people.name_taken"
    told = (
        "Somebody in the team has this name already.",
        "Nothing was changed.",
        "Add a middle name or an initial, so that records can tell the two apart.",
    )


class NameMissing(ValueError):
    """An account needs a name. Nothing was changed."""

    code = "people.name_missing"
    told = (
        "A name is needed.",
        "Nothing was changed.",
        "Write the name as it should stand on the records that this person signs.",
    )


class NoReason(ValueError):
    """A certificate wants a reason, because the register keeps it. Nothing was changed."""

    code = "people.no_reason"
    told = (
        "The register of certificates wants a reason.",
        "Nothing was changed.",
        "Write in a few words why the certificate is issued.",
    )


def member_here(reader: Reader, person: str) -> dict[str, Json]:
    """Return the body of somebody who is in the team now. Raises HasLeft."""
    current = reader.find_current(person)
    if current is None or current.kind != System.MEMBER.value:
        raise HasLeft(person)
    body: dict[str, Json] = dict(reader.body(current.revision))
    if body.get("left"):
        raise HasLeft(person)
    return body


def acting_among(members: Iterable[Member], today: date) -> tuple[Member, ...]:
    """Return those who act as manager on that day or later, who begins first before the others."""
    found = [
        (one.acting.first, one)
        for one in members
        if one.acting and one.acting.last >= today and may(one.role, Act.STAND_IN)
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].name)))


def standing_of(person: str, body: Mapping[str, Json]) -> Standing:
    """Read who somebody is from the body of a member revision."""
    acting = acting_from(body.get("acting"))
    return Standing(person, str(body["name"]), Role(str(body["role"])), acting)


def fit_passphrase(passphrase: str, name: str) -> None:
    """Raise TooEasy unless a passphrase is hard enough to guess."""
    if not judge(passphrase, tuple(name.split())).enough:
        raise TooEasy


class People:
    """The use cases around accounts. All but `members` and `name_of` take about a second."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: dict[str, str] = {}

    def members(self) -> tuple[Member, ...]:
        """Return the people of the team, by name; those who left are not among them."""
        session = self._session
        keepers = set(access.keepers(session.store.folder))

        def look(reader: Reader) -> list[tuple[str, dict[str, object]]]:
            rows = reader.listing(kind=System.MEMBER.value, order=Order.TITLE)
            return [(row.record, dict(reader.body(row.revision))) for row in rows]

        return tuple(
            Member(
                person,
                str(body["name"]),
                Role(str(body["role"])),
                person in keepers,
                acting_from(as_json(body.get("acting"))),
            )
            for person, body in session.store.read(look).result()
            if not body.get("left")
        )

    def name_of(self, person: str) -> str:
        """Return the name of a member, past members included; "" for nobody."""
        if person not in self._names:
            row = self._session.store.read(lambda reader: reader.find_current(person)).result()
            if row is None:
                return ""
            self._names[person] = row.title
        return self._names[person]

    def add(self, name: str, role: Role, passphrase: str) -> Member:
        """Give a colleague an account; they type their own passphrase.

        Raises NotAllowed, NameMissing, NameTaken, TooEasy and the store's errors.
        """
        session = self._session
        session.require(Act.ADD_PERSON)
        name = one_line(name)
        if not name:
            raise NameMissing
        if any(member.name.casefold() == name.casefold() for member in self.members()):
            raise NameTaken
        fit_passphrase(passphrase, name)
        new = NewPerson(name, role.value)
        added = access.add_person(session.store, session.unlocked, new, passphrase, session.cost)
        return Member(added.person_id, name, role)

    def standing(self, person: str) -> Standing:
        """Return who somebody is now, from the signed member revision and not from a session."""

        def look(reader: Reader) -> dict[str, Json]:
            return dict(reader.body(reader.current(person).revision))

        return standing_of(person, self._session.store.read(look).result())

    def acting(self) -> tuple[Member, ...]:
        """Return who acts as manager now or later, who begins first before the others."""
        today = self._session.clock.now().astimezone().date()
        return acting_among(self.members(), today)

    def act_as_manager(self, person: str, acting: Acting | None) -> None:
        """Let somebody act as team manager between two days, or end that; kept as a revision.

        Raises NotAllowed, HasLeft; for new dates also what `require_dates` and `require_stand_in`
        raise.
        """
        session = self._session
        session.require(Act.APPOINT)
        today = session.clock.now().astimezone().date()
        if acting is not None:
            require_dates(acting, today)
        dates = acting.to_json() if acting is not None else None

        def keep(writer: Writer) -> None:
            body = member_here(writer.reader, person)
            if acting is not None:
                require_stand_in(Role(str(body["role"])))
            body |= {"acting": dates, "by": session.member.id}
            writer.append(NewRevision(person, System.MEMBER.value, body), session.signer)

        session.store.write(keep).result()

    def certify(self, person: str, reason: str) -> None:
        """Issue a certificate for a colleague's paper key, or one's own; a keeper's act.

        An older one is closed with this reason. Raises NotAKeeper, HasLeft, NoReason.
        """
        session = self._session
        session.unlocked.require_authority()
        reason = one_line(reason)
        if not reason:
            raise NoReason
        now = session.clock.now()

        def keep(writer: Writer) -> None:
            member_here(writer.reader, person)
            issue(writer, session.unlocked, person, session.team, now=now, reason=reason)

        session.store.write(keep).result()

    def certificates(self) -> tuple[Certified, ...]:
        """Return how everybody's certificate stands, who cannot sign before the others."""
        members, now = self.members(), self._session.clock.now()
        found = self._session.store.read(lambda reader: certified(reader, members, now)).result()
        return tuple(sorted(found, key=lambda one: one.can_sign))

    def uncertified(self) -> tuple[Member, ...]:
        """Return the members who have no certificate that counts, and so cannot sign papers."""
        return tuple(one.member for one in self.certificates() if not one.can_sign)

    def change(self, person: str, name: str, role: Role) -> None:
        """Change a member's name or role; acting as manager ends with a role that cannot act.

        Raises NotAllowed, NameMissing.
        """
        self._session.require(Act.ADD_PERSON)
        name = one_line(name)
        if not name:
            raise NameMissing
        new = NewPerson(name, role.value)
        # Else old dates would count again with a role that comes back.
        ended: dict[str, Json] = {} if may(role, Act.STAND_IN) else {"acting": None}
        access.change_person(self._session.store, self._session.unlocked, person, new, ended)
        self._names.pop(person, None)

    def remove(self, person: str, reason: str) -> None:
        """Close a member's account with its certificate; what they wrote stays theirs."""
        self._session.require(Act.ADD_PERSON)
        access.remove_person(self._session.store, self._session.unlocked, person, reason)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change one's own passphrase. Raises WrongPassphrase, TooEasy."""
        session = self._session
        fit_passphrase(new, session.member.name)
        access.change_passphrase(session.store.folder, session.member.id, old, new, session.cost)

    def reset(self, person: str, passphrase: str) -> None:
        """Let a colleague who forgot the passphrase choose a new one; new keys are made for them.

        Nobody can sign as they did before: the old certificate is closed with date and reason.
        """
        session = self._session
        session.require(Act.RESET_PASSPHRASE)
        fit_passphrase(passphrase, self.name_of(person))
        access.reset_passphrase(
            session.store,
            session.unlocked,
            person,
            passphrase,
            cost=session.cost,
            reason="forgotten passphrase",
        )

    def make_keeper(self, person: str, passphrase: str) -> None:
        """Let a manager keep the team's certificate authority; they type their own passphrase."""
        session = self._session
        session.require(Act.KEEP_AUTHORITY)
        key = session.unlocked.require_authority()
        access.make_keeper(session.store.folder, key, person, passphrase)

    def stop_keeper(self, person: str) -> None:
        """Take the certificate authority out of a person's keeping. Raises LastKeeper."""
        self._session.require(Act.KEEP_AUTHORITY)
        access.stop_keeper(self._session.store.folder, person)

    def make_recovery_sheet(self) -> access.RecoverySheet:
        """Return a new recovery sheet; the old one opens the store until this one is used."""
        session = self._session
        session.require(Act.RESET_PASSPHRASE)
        return access.make_recovery_sheet(session.store.folder, session.unlocked, session.cost)

    def use_recovery_sheet(self, sheet: access.RecoverySheet) -> None:
        """Let a sheet that is proved open the store; the old one opens nothing any more."""
        self._session.require(Act.RESET_PASSPHRASE)
        access.use_recovery_sheet(self._session.store.folder, sheet)

    def new_envelope(self) -> str:
        """Return the key of a new sealed envelope. Raises NotAKeeper."""
        session = self._session
        return access.new_envelope(session.store.folder, session.unlocked, session.cost)

"""Who may do what: the one permission table, and the one function that every path calls.

Roles are those of a complex safeguarding team (Bolton guidance paragraphs 13-19, Lancashire
protocol "Complex Safeguarding Team"). They decide what the window offers and what the functions
allow; they are no cryptographic wall, because every account can open the store.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody does in the team."""

    PRACTITIONER = "practitioner"
    SUPPORT_WORKER = "support_worker"
    DUTY_WORKER = "duty_worker"
    MANAGER = "manager"
    HEAD_OF_SERVICE = "head_of_service"
    BUSINESS_SUPPORT = "business_support"


ROLE_NAMES: dict[Role, str] = {
    Role.PRACTITIONER: "Practitioner",
    Role.SUPPORT_WORKER: "Support worker",
    Role.DUTY_WORKER: "Duty worker",
    Role.MANAGER: "Team manager",
    Role.HEAD_OF_SERVICE: "Head of service",
    Role.BUSINESS_SUPPORT: "Business support",
}


class Act(StrEnum):
    """Something that a role may or may not do."""

    READ = "read"
    WRITE_RECORD = "write_record"
    ADD_CHILD = "add_child"
    EDIT_REGISTERS = "edit_registers"
    ADD_PERSON = "add_person"
    RESET_PASSPHRASE = "reset_passphrase"  # noqa: S105 - the name of an act, not a secret
    ADOPT_DRAFT = "adopt_draft"
    AGREE = "agree"
    STAND_IN = "stand_in"
    APPOINT = "appoint"
    ERASE = "erase"
    KEEP_AUTHORITY = "keep_authority"


ACT_NAMES: dict[Act, str] = {
    Act.READ: "read records",
    Act.WRITE_RECORD: "write records",
    Act.ADD_CHILD: "add a child",
    Act.EDIT_REGISTERS: "change people, places and details",
    Act.ADD_PERSON: "add a colleague",
    Act.RESET_PASSPHRASE: "let a colleague choose a new passphrase",
    Act.ADOPT_DRAFT: "take over a colleague’s draft",
    Act.AGREE: "agree a record",
    Act.STAND_IN: "act as manager",
    Act.APPOINT: "appoint an acting manager",
    Act.ERASE: "decide that a record is erased",
    Act.KEEP_AUTHORITY: "keep the team’s certificate authority",
}

_WRITERS = frozenset({Act.READ, Act.WRITE_RECORD, Act.ADD_CHILD, Act.EDIT_REGISTERS})
# Whoever acts as manager agrees colleagues' assessments. No source says which roles may; that the
# practitioners may, who answer for assessments themselves, and with them whoever is on duty (Bolton
# guidance paragraph 18: Complex Safeguarding staff, by rota), is this program's choice.
_STAND_INS = _WRITERS | {Act.STAND_IN}
_MANAGERS = _WRITERS | {
    Act.ADD_PERSON,
    Act.RESET_PASSPHRASE,
    Act.ADOPT_DRAFT,
    Act.AGREE,
    Act.APPOINT,
    Act.ERASE,
    Act.KEEP_AUTHORITY,
}

PERMISSIONS: dict[Role, frozenset[Act]] = {
    Role.PRACTITIONER: _STAND_INS,
    Role.SUPPORT_WORKER: _WRITERS,
    Role.DUTY_WORKER: _STAND_INS,
    Role.MANAGER: _MANAGERS,
    Role.HEAD_OF_SERVICE: _MANAGERS,
    Role.BUSINESS_SUPPORT: frozenset({Act.READ, Act.ADD_CHILD, Act.EDIT_REGISTERS}),
}


class NotAllowed(PermissionError):
    """The role does not include the act. Nothing was changed."""

    code = "roles.not_allowed"

    def __init__(self, role: Role, act: Act) -> None:
        self.role = role
        self.act = act
        super().__init__(
            f"A {ROLE_NAMES[role].lower()} cannot {ACT_NAMES[act]} here. Nothing was changed. "
            "Ask a team manager."
        )


class NotAuthor(NotAllowed):
    """The authority's profile has others write that kind of record. Nothing was changed."""

    code = "roles.not_author"

    def __init__(self, role: Role, title: str) -> None:
        PermissionError.__init__(
            self,
            f"By the authority’s profile a {ROLE_NAMES[role].lower()} does not write this: "
            f"{title}. Nothing was changed. Ask a team manager.",
        )
        self.role = role
        self.act = Act.WRITE_RECORD


def may(role: Role, act: Act, *, keeper: bool = False) -> bool:
    """Return whether a role includes an act.

    `keeper` is true for the person who keeps the team's certificate authority: until a manager
    takes over, whoever started the team may add colleagues (house rules, "Keys and people").
    """
    if keeper and act in {Act.ADD_PERSON, Act.RESET_PASSPHRASE, Act.KEEP_AUTHORITY}:
        return True
    return act in PERMISSIONS[role]


def who_may(act: Act) -> str:
    """Return the names of the roles that include an act, as in a sentence."""
    return " or ".join(ROLE_NAMES[role].lower() for role in Role if may(role, act))


def require(role: Role, act: Act, *, keeper: bool = False) -> None:
    """Raise `NotAllowed` unless the role includes the act."""
    if not may(role, act, keeper=keeper):
        raise NotAllowed(role, act)

"""Acting managers and certificates: who gives and takes which right, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.casework.agreement import (
    Acting,
    ActingOver,
    ActingTooLong,
    DatesReversed,
    HasLeft,
    ManagerAlready,
    RoleStandsInForNobody,
    Standing,
    latest_acting,
)
from desktop.casework.certifying import CertificateState
from desktop.casework.desk import Desk
from desktop.casework.people import NoReason
from desktop.casework.roles import Act, NotAllowed, Role, may
from desktop.casework.session import Session
from desktop.casework.troubles import explain
from desktop.documents.verdict import Outcome
from desktop.storage import access
from desktop.storage.certificates import certificates
from desktop.storage.errors import NotAKeeper
from tests.casework.conftest import MANAGER_PASSPHRASE, PASSPHRASE, sign
from tests.harness.written import write_whole

JO, PAT = "Jo Sample", "Pat Example"
SignIn = Callable[[str, str], Session]


@pytest.fixture
def jo(session: Session) -> str:
    return session.member.id


@pytest.fixture
def manager(jo: str, sign_in: SignIn) -> Session:
    return sign_in(PAT, MANAGER_PASSPHRASE)


def today(session: Session) -> date:
    return session.clock.now().astimezone().date()


# Acting managers


@pytest.mark.parametrize("role", list(Role))
def test_managers_and_the_head_of_service_appoint_and_no_keeper_does(role: Role) -> None:
    appoints = role in {Role.MANAGER, Role.HEAD_OF_SERVICE}
    assert may(role, Act.APPOINT, keeper=True) is appoints


@pytest.mark.parametrize("role", list(Role))
def test_practitioners_and_duty_workers_stand_in_for_a_manager_and_nobody_else(role: Role) -> None:
    day = date(2026, 11, 23)
    acts = Standing("1", PAT, role, Acting(day, day))
    stands_in = role in {Role.PRACTITIONER, Role.DUTY_WORKER}
    assert may(role, Act.STAND_IN) is stands_in
    assert acts.may_agree(day) is (stands_in or role in {Role.MANAGER, Role.HEAD_OF_SERVICE})
    assert ("acting" in acts.role_on(day)) is stands_in


@pytest.mark.parametrize("role", [Role.BUSINESS_SUPPORT, Role.SUPPORT_WORKER])
def test_whose_role_stands_in_for_nobody_is_not_appointed(manager: Session, role: Role) -> None:
    people, day = manager.people, today(manager)
    dee = people.add("Dee Beispiel", role, "marble violin forest").id
    with pytest.raises(RoleStandsInForNobody) as refused:
        people.act_as_manager(dee, Acting(day, day))
    told = explain(refused.value).text
    assert "does not go with acting as manager. Nothing was changed." in told
    assert "a practitioner or duty worker" in told
    assert people.acting() == ()


def test_a_role_taken_later_ends_acting_with_its_rights(manager: Session, jo: str) -> None:
    people, day = manager.people, today(manager)
    people.act_as_manager(jo, Acting(day, day))
    people.change(jo, JO, Role.BUSINESS_SUPPORT)
    assert not people.standing(jo).may_agree(day)
    assert people.acting() == ()


def test_a_role_that_comes_back_brings_no_acting_with_it(manager: Session, jo: str) -> None:
    people, day = manager.people, today(manager)
    people.act_as_manager(jo, Acting(day, day))
    people.change(jo, "Jo Example-Sample", Role.PRACTITIONER)
    assert people.standing(jo).may_agree(day)
    people.change(jo, JO, Role.BUSINESS_SUPPORT)
    people.change(jo, JO, Role.PRACTITIONER)
    assert not people.standing(jo).may_agree(day)
    assert people.acting() == ()


@pytest.mark.parametrize(
    ("on", "latest"),
    [
        (date(2026, 11, 23), date(2027, 2, 23)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 9, 30), date(2026, 12, 30)),
        (date(2026, 10, 31), date(2027, 1, 31)),
    ],
)
def test_three_months_from_a_day(on: date, latest: date) -> None:
    assert latest_acting(on) == latest


def test_nobody_acts_for_decades_by_a_slip_in_the_year(manager: Session, jo: str) -> None:
    people, day = manager.people, today(manager)
    latest = latest_acting(day)
    with pytest.raises(ActingTooLong) as refused:
        people.act_as_manager(jo, Acting(day, latest + timedelta(days=1)))
    told = explain(refused.value).text
    assert "more than three months from today" in told
    assert f"{latest.day} {latest:%B %Y}" in told
    assert people.acting() == ()
    people.act_as_manager(jo, Acting(day, latest))
    assert [one.acting for one in people.acting()] == [Acting(day, latest)]


def test_who_acts_until_when_is_seen_and_ends_by_itself(
    manager: Session, desk: Desk, jo: str
) -> None:
    first = today(manager)
    dates = Acting(first, first + timedelta(days=2))
    manager.people.act_as_manager(jo, dates)
    assert [(one.name, one.acting) for one in manager.people.acting()] == [(JO, dates)]
    clock: Any = desk.clock
    clock.moment += timedelta(days=2)
    assert [one.name for one in manager.people.acting()] == [JO]
    clock.moment += timedelta(days=1)
    assert manager.people.acting() == ()
    assert not manager.people.standing(jo).may_agree(today(manager))


def test_acting_ends_early_and_the_history_keeps_it(manager: Session, jo: str) -> None:
    dates = Acting(today(manager), today(manager) + timedelta(days=9))
    manager.people.act_as_manager(jo, dates)
    manager.people.act_as_manager(jo, None)
    assert manager.people.acting() == ()
    assert not manager.people.standing(jo).may_agree(today(manager))
    said = manager.store.read(
        lambda reader: [reader.body(one.id) for one in reader.history(jo)]
    ).result()
    assert dates.to_json() in [body.get("acting") for body in said]
    assert {body["by"] for body in said[-2:]} >= {manager.member.id}


def test_only_who_may_appoints(session: Session, jo: str) -> None:
    assert session.member.keeper
    with pytest.raises(NotAllowed) as refused:
        session.people.act_as_manager(jo, Acting(today(session), today(session)))
    assert "appoint an acting manager" in explain(refused.value).text
    assert session.people.acting() == ()


def test_what_makes_no_sense_is_refused_in_words(manager: Session, jo: str) -> None:
    day = today(manager)
    people = manager.people
    with pytest.raises(DatesReversed) as reversed_:
        people.act_as_manager(jo, Acting(day + timedelta(days=1), day))
    with pytest.raises(ActingOver) as over:
        people.act_as_manager(jo, Acting(day - timedelta(days=9), day - timedelta(days=1)))
    with pytest.raises(ManagerAlready) as already:
        people.act_as_manager(manager.member.id, Acting(day, day))
    gone = people.add("Dee Beispiel", Role.SUPPORT_WORKER, "marble violin forest")
    people.remove(gone.id, "moved to another team")
    with pytest.raises(HasLeft) as left:
        people.act_as_manager(gone.id, Acting(day, day))
    with pytest.raises(HasLeft):
        people.act_as_manager("nobody", Acting(day, day))
    for one in (reversed_, over, already, left):
        assert "Nothing was changed" in explain(one.value).text
    assert people.acting() == ()


def test_no_key_of_a_new_recovery_sheet_outlasts_a_lock_that_came_while_it_was_made(
    manager: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, made = access.make_recovery_sheet, list[access.RecoverySheet]()

    def locked_meanwhile(*given: Any) -> access.RecoverySheet:
        made.append(make(*given))
        desk.lock()
        return made[0]

    monkeypatch.setattr(access, "make_recovery_sheet", locked_meanwhile)
    with pytest.raises(RuntimeError):
        desk.new_recovery_sheet()
    desk.unlock(manager.member.id, MANAGER_PASSPHRASE)
    assert not desk.prove_recovery(0, made[0].key.partition("-")[0])


def test_a_new_passphrase_ends_no_acting(manager: Session, jo: str) -> None:
    dates = Acting(today(manager), today(manager) + timedelta(days=9))
    manager.people.act_as_manager(jo, dates)
    manager.people.reset(jo, "marble violin forest")
    assert [one.acting for one in manager.people.acting()] == [dates]


# Certificates


def states(session: Session) -> dict[str, CertificateState]:
    return {one.member.name: one.state for one in session.people.certificates()}


def test_everybody_whom_a_keeper_added_can_sign(session: Session) -> None:
    found = session.people.certificates()
    assert {one.member.name: one.can_sign for one in found} == {JO: True, PAT: True}
    ends = {one.until.year for one in found if one.until is not None}
    assert ends == {2051}
    assert session.people.uncertified() == ()


def test_whom_no_keeper_added_has_none_until_a_keeper_issues_one(
    manager: Session, sign_in: SignIn
) -> None:
    dee = manager.people.add("Dee Beispiel", Role.SUPPORT_WORKER, "marble violin forest")
    assert states(manager)["Dee Beispiel"] is CertificateState.NONE
    assert manager.people.certificates()[0].member.id == dee.id, "who cannot sign comes first"
    with pytest.raises(NotAKeeper) as refused:
        manager.people.certify(dee.id, "joined the team")
    assert "keeper" in explain(refused.value).text

    keeper = sign_in(JO, PASSPHRASE)
    keeper.people.certify(dee.id, "joined the team")
    assert states(keeper)["Dee Beispiel"] is CertificateState.GOOD
    assert keeper.people.uncertified() == ()


def test_a_closed_one_says_since_when_and_why(manager: Session, jo: str) -> None:
    manager.people.reset(jo, "marble violin forest")
    (found,) = [one for one in manager.people.certificates() if one.member.id == jo]
    assert (found.state, found.why) == (CertificateState.CLOSED, "forgotten passphrase")
    assert found.until is not None
    assert found.until.date() == today(manager)


def test_a_certificate_that_has_run_out_or_names_another_counts_no_more(
    manager: Session, desk: Desk, sign_in: SignIn, jo: str
) -> None:
    manager.people.change(jo, "Joanna Sample", Role.PRACTITIONER)
    assert states(manager)["Joanna Sample"] is CertificateState.OTHER_NAME
    keeper = sign_in("Joanna Sample", PASSPHRASE)
    keeper.people.certify(jo, "  married\n")
    assert states(keeper)["Joanna Sample"] is CertificateState.GOOD
    kept = keeper.store.read(lambda reader: certificates(reader, jo)).result()
    assert [one.closed is None for one in kept] == [True, False]
    assert (kept[0].reason, kept[1].why_closed) == ("married", "married")
    clock: Any = desk.clock
    clock.moment += timedelta(days=366 * 25)
    assert set(states(keeper).values()) == {CertificateState.ENDED}


def test_a_certificate_wants_a_reason_and_somebody_who_is_there(session: Session, jo: str) -> None:
    with pytest.raises(NoReason):
        session.people.certify(jo, " \n ")
    with pytest.raises(HasLeft):
        session.people.certify("nobody", "joined the team")
    gone = session.people.add("Dee Beispiel", Role.SUPPORT_WORKER, "marble violin forest")
    session.people.remove(gone.id, "moved to another team")
    with pytest.raises(HasLeft):
        session.people.certify(gone.id, "came back")
    assert gone.id not in {one.member.id for one in session.people.certificates()}


def test_what_was_signed_before_a_renewal_still_counts(session: Session, jo: str) -> None:
    record = write_whole(session)
    sign(session, record)
    session.people.certify(jo, "renewed")
    verdict = session.signing.verify(record)
    assert verdict.outcome is Outcome.GOOD
    assert [one.name for one in verdict.signatures] == [JO]

"""Every picture of the desk: its name, and what is pressed before it is taken."""

from collections.abc import Callable

from core.commands.people import EditClient, FieldChange
from core.commands.services import EditService
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.wire.enrol_codes import EnrolCodeReply
from desktop.actions.screens import Screen
from desktop.features.kiosk import actions as kiosk
from desktop.features.queues import actions as queues
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.services.subject import ServicesPage
from desktop.features.settings.studio.desks import DesksPage
from desktop.saying import tr
from tests.desktop.pictures import client_scenes, money_scenes, waiver_scenes
from tests.desktop.pictures.stage import Stage

Scene = Callable[[Stage], None]
SCRIPTS = {
    "Priya Nair": "נועה לוי",
    "Joanna Kowalska": "محمد العلي",
    "Daniel Osei": "שירה בן־דוד",
    "Elif Demir": "ليلى حداد",
    "Hanna Lindqvist": "Łukasz Żółć",
}
"""What people of the demo studio are called where other scripts are looked at."""


def _screen(screen: Screen) -> Scene:
    return lambda stage: stage.go(screen)


def _does(ident: str) -> Scene:
    return lambda stage: stage.do(ident)


def _client(*keys: str, name: str = "Priya Nair") -> Scene:
    def play(stage: Stage) -> None:
        stage.open_client(name)
        stage.keys(*keys)

    return play


def _client_does(ident: str, name: str = "Priya Nair") -> Scene:
    def play(stage: Stage) -> None:
        stage.open_client(name)
        stage.do(ident)

    return play


def _client_page(page: str, name: str = "Priya Nair") -> Scene:
    def play(stage: Stage) -> None:
        stage.open_client(name)
        stage.desk.screens.clients.show_page(page)

    return play


def _calendar(mode: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.go(Screen.CALENDAR)
        stage.do("calendar.show_today")
        stage.do(f"calendar.show_{mode}")

    return play


def _resources(*idents: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.go(Screen.RESOURCES)
        for ident in idents:
            stage.do(ident)

    return play


def _class(name: str, *idents: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.go(Screen.CALENDAR)
        stage.open_class(name)
        for ident in idents:
            stage.do(ident)

    return play


def _palette(typed: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.keys("Ctrl+K")
        stage.write(typed)

    return play


def _scan(name: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.desk.screens.check_in.scan(stage.studio.codes[name])

    return play


def _kiosk(stage: Stage) -> None:
    stage.do(kiosk.OPEN)


def _kiosk_find(stage: Stage) -> None:
    stage.do(kiosk.OPEN)
    shown = stage.desk.kiosk.shown
    assert shown is not None
    shown.window.idle.finds.click()
    shown.window.search.field.setText("han")


def _kiosk_scan(name: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.do(kiosk.OPEN)
        stage.desk.kiosk.scan(stage.studio.codes[name])

    return play


def _settings(page: str, *keys: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.do(f"settings.open_{page}")
        stage.keys(*keys)

    return play


def _ending_role(stage: Stage) -> None:
    stage.do("settings.open_staff")
    shown = stage.desk.screens.settings.page("staff")
    assert isinstance(shown, RecordPage)
    leads = next(row.key for row in shown.listing.list.rows.rows() if tr("Instructor") in row.said)
    deeds = shown.subject.deeds(leads)
    asked = next(one.asks for one in deeds if one.asks is not None)()
    assert asked is not None
    shown.ask(asked)


def _new_desk(stage: Stage) -> None:
    stage.do("settings.open_desks")
    shown = stage.desk.screens.settings.page("desks")
    assert isinstance(shown, DesksPage)
    shown.add()
    adding = shown.adding
    assert adding is not None
    stage.until(lambda: not adding.waiting)
    adding._came(EnrolCodeReply("K7WMQ4ZRPA", 9 * 60_000 + 41_000))
    adding.answer.say("")


def _text(stage: Stage) -> None:
    stage.do("settings.open_texts")
    shown = stage.desk.screens.settings.page("texts")
    assert isinstance(shown, RecordPage)
    shown.open("promoted/en")


def _builder(stage: Stage) -> None:
    stage.do("settings.open_services")
    stage.do("settings.build_class")
    shown = stage.desk.screens.settings.page("services")
    assert isinstance(shown, ServicesPage)
    assert shown.builder is not None
    stage.write("Sunrise Mat")
    schedule = shown.builder.forms["schedule"]
    schedule.put("weekdays", ("TU", "TH"))
    schedule.put("start", "07:00")
    shown.builder.go("schedule")
    shown.builder.look()


def _in_scripts(scene: Scene) -> Scene:
    """A scene with names of people, and of a class, that are written from the right."""

    def play(stage: Stage) -> None:
        session, rows = stage.desk.session, stage.desk.session.source.rows
        for name, other in SCRIPTS.items():
            row = rows.get(Client, stage.studio.clients[name])
            assert row is not None
            if row.name != other:
                session.send(EditClient(row.id, {"name": FieldChange(row.name, other)}))
        held = rows.get(Occurrence, stage.studio.occurrences["rush"])
        assert held is not None
        session.send(EditService(held.service_id, name="ויניאסה", short_name="ויניאסה"))
        stage.settle()
        scene(stage)

    return play


SCENES: dict[str, Scene] = {
    "today": _screen(Screen.TODAY),
    "calendar-week": _calendar("week"),
    "calendar-day": _calendar("day"),
    "calendar-month": _calendar("month"),
    "class": _class("rush"),
    "class-spots": _class("rush", "class.choose_spot"),
    "class-cancel-booking": _class("rush", "class.cancel_booking"),
    "class-substitute": _class("rush", "class.find_substitute"),
    "class-keep-seats": _class("rush", "class.keep_seats"),
    "class-party": _class("rush", "class.change_party"),
    "class-assistants": _class("rush", "class.set_assistants"),
    "class-time": _class("rush", "class.change_time"),
    "class-note": _class("rush", "class.write_note"),
    "class-message": _class("rush", "class.write_to_all"),
    "class-cancel": _class("rush", "class.cancel_class"),
    "check-in": _screen(Screen.CHECK_IN),
    "clients": _screen(Screen.CLIENTS),
    "client": _client(),
    "client-edit": _client("E"),
    "client-why": _client("?"),
    "client-book": _client("B"),
    "client-health": _client("H"),
    "client-link": _client_does("clients.link_staff"),
    "client-merge": _client_does("clients.merge_client"),
    "client-suspend": _client_does("clients.suspend_client"),
    "client-page-history": _client_page("history"),
    "client-page-health": _client_page("health"),
    "resources": _resources("resources.show_day"),
    "resources-week": _resources("resources.show_week"),
    "resources-out": _resources("resources.show_day", "resources.take_out_of_order"),
    "attention": _screen(Screen.ATTENTION),
    "requests": _does(queues.show(queues.REQUESTS)),
    "waitlists": _does(queues.show(queues.WAITLISTS)),
    "no-shows": _does(queues.show(queues.NO_SHOWS)),
    "suspensions": _does(queues.show(queues.SUSPENSIONS)),
    "kiosk": _kiosk,
    "kiosk-find": _kiosk_find,
    "kiosk-accepted": _kiosk_scan("Joanna Kowalska"),
    "kiosk-desk": _kiosk_scan("Jonas Baumann"),
    "settings-studio": _settings("studio"),
    "settings-locations": _settings("locations", "Return"),
    "settings-desks": _settings("desks"),
    "settings-new-desk": _new_desk,
    "settings-services": _settings("services"),
    "settings-service": _settings("services", "Return"),
    "settings-builder": _builder,
    "settings-courses": _settings("courses"),
    "settings-series": _settings("series"),
    "settings-one-series": _settings("series", "Return"),
    "settings-resources": _settings("resources"),
    "settings-passes": _settings("passes"),
    "settings-pass": _settings("passes", "Return"),
    "settings-shop": _settings("shop"),
    "settings-staff": _settings("staff"),
    "settings-person": _settings("staff", "Return"),
    "settings-ending-role": _ending_role,
    "settings-hours": _settings("hours"),
    "settings-hours-add": _settings("hours", "N"),
    "settings-policies": _settings("policies"),
    "settings-messages": _settings("messages"),
    "settings-texts": _settings("texts"),
    "settings-text": _text,
    "settings-appearance": _settings("appearance"),
    "settings-sound": _settings("sound"),
    "settings-printer": _settings("printer"),
    "settings-import": _settings("import"),
    "settings-practice": _settings("practice"),
    **money_scenes.SCENES,
    **client_scenes.SCENES,
    "walk-in": lambda stage: stage.keys("F4"),
    "palette": _palette("an"),
    "sync": _does("desk.show_sync"),
    "shortcuts": lambda stage: stage.keys("F1"),
    "scan-accepted": _scan("Lucía Romero"),
    "scripts-today": _in_scripts(_screen(Screen.TODAY)),
    "scripts-calendar": _in_scripts(_calendar("day")),
    "scripts-class": _in_scripts(_class("rush")),
    "scripts-client": _in_scripts(_client()),
    "scripts-payments": _in_scripts(money_scenes.SCENES["sell-payments"]),
    "scripts-attention": _in_scripts(_does(queues.show(queues.WAITLISTS))),
    **waiver_scenes.SCENES,
}

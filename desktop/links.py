"""What one screen asks of another: opens classes, clients, panels and screens in the frame."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import frame
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.class_panel.actions import CANCEL_CLASS, CHOOSE_SPOT
from desktop.features.queues.actions import (
    ASK,
    NEEDS,
    NEXT,
    NO_SHOWS,
    PREVIOUS,
    REQUESTS,
    SUSPENSIONS,
    WAITLISTS,
    show,
)
from desktop.features.settings.all_pages import PAGES
from desktop.features.today.actions import PRINT_DAY
from desktop.palette_rows import CLASS, CLIENT
from desktop.screens import Screens
from desktop.shell.window import DeskWindow

if TYPE_CHECKING:
    from desktop.act_panel import ActPanels, FormAct, TakenChoices
    from desktop.features.class_panel.presenter import ClassPanelPresenter
    from desktop.features.clients.presenter import ClientsPresenter
    from desktop.features.queues.presenter import QueuePresenter
    from desktop.printing.presenter import PrintJob


class Links(QObject):
    """Ties the presenters' wishes to the window."""

    def __init__(self, window: DeskWindow, screens: Screens, tell: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._screens = screens
        self._tell = tell
        self._before: QWidget | None = None
        self._came_from = ""
        self._buyer = ""
        window.panel.closed.connect(self._focus_back)
        window.picked.connect(self._picked)
        window.leaving.connect(self._leaving)
        window.screen_changed.connect(self._arrived)
        window.picked_other_way.connect(self._picked_other_way)
        self._bind_screens()
        self._bind_panels()

    def bind(self, registry: ActionRegistry) -> None:
        """The frame's own actions that open something."""
        registry.do(frame.ADD_WALK_IN, self.walk_in)
        for queue in (NEEDS, REQUESTS, WAITLISTS, NO_SHOWS, SUSPENSIONS):
            registry.do(show(queue), partial(self.show_page, queue))
        registry.do(ASK, self.ask_for_session)
        registry.do(NEXT, lambda: self._screens.attention_pages.step(1))
        registry.do(PREVIOUS, lambda: self._screens.attention_pages.step(-1))
        registry.do(PRINT_DAY, self._print_day)
        for page in PAGES:
            registry.do(page.action, partial(self.open_settings, page.ident))

    def _print_day(self) -> None:
        self._screens.day_rosters.print()

    def open_class(self, occurrence_id: str) -> None:
        """Open a class in the side panel."""
        if self._screens.class_shown.show(occurrence_id):
            self.open_panel(self._screens.class_panel)

    def open_client(self, client_id: str) -> None:
        """Open a client's profile."""
        if self._screens.clients.show(client_id):
            self._window.go(Screen.CLIENTS)

    def open_settings(self, page: str, part: str = "") -> None:
        """Open a page of the settings, and a part of it."""
        self._screens.settings.open(page, part)

    def open_panel(self, content: QWidget) -> None:
        """Open something in the side panel, with the focus in it."""
        panel = self._window.panel
        focus = QApplication.focusWidget()
        if focus is not None and not panel.isAncestorOf(focus):
            self._before = focus
        panel.open(content)
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Give the width back, and the focus to where it was."""
        self._window.panel.dismiss()

    def show_sync(self) -> None:
        """How sending and receiving stand, and what waits."""
        self._screens.sync.refresh()
        self.open_panel(self._screens.sync.panel)

    def walk_in(self, client_id: str = "") -> None:
        """Let in who stands at the desk."""
        self._screens.walk_in.start(client_id=client_id)
        self.open_panel(self._screens.walk_in.panel)

    def sell(self, client_id: str = "") -> None:
        """Sell to a client, else to whoever is found."""
        self._window.go(Screen.SELL)
        if client_id:
            self._screens.sell.start(client_id)

    def show_payments_of(self, client_id: str) -> None:
        """All that a client paid, where it is given back, voided and printed again."""
        self._window.go(Screen.SELL)
        self._screens.sell.show_payments_of(client_id)

    def book_dates(self, client_id: str, service_id: str = "") -> None:
        """Several dates for a client, all or none."""
        self._screens.several.book_dates(client_id, service_id)

    def ask_for_session(self, client_id: str = "") -> None:
        """Times that a client proposes to an instructor."""
        self._screens.several.ask_for_session(client_id)

    def print(self, job: "PrintJob") -> None:
        """Show what will be printed, before it is."""
        self._screens.printing.start(job)
        self.open_panel(self._screens.printing.panel)

    def show_page(self, page: str) -> None:
        """Show a page of Attention."""
        self._window.go(Screen.ATTENTION)
        self._screens.attention_pages.go(page)

    def show_all_places(self) -> None:
        """The day of all locations side by side (ORG-9)."""
        self._window.go(Screen.CALENDAR)
        self._screens.calendar.show_all_places()

    def take_payment(self, client_id: str, occurrence_id: str) -> None:
        """Take the money that a client owes, or what a class costs them alone."""
        till = self._screens.sell
        if till.owes(client_id):
            self._window.go(Screen.SELL)
            till.pay_dues(client_id, occurrence_id)
        else:
            self._tell(self.tr("Nothing is due."))

    def _leaving(self, to: Screen) -> None:
        """Who is in view now comes along to the till (F3 from a profile or a roster line)."""
        if to is not Screen.SELL or self._window.screen_in_view() is Screen.SELL:
            return
        self._buyer = self._client_in_view()

    def _arrived(self, at: Screen) -> None:
        if at is not Screen.SELL:
            return
        buyer, self._buyer = self._buyer, ""
        if self._window.panel.content() is not None:
            self.close_panel()
        self._screens.sell.start(buyer)

    def _client_in_view(self) -> str:
        built = vars(self._screens)
        panel = self._window.panel.content()
        if "class_panel" in built and panel is built["class_panel"]:
            return self._screens.class_panel.roster.current_key().removeprefix("wait/")
        if "clients" in built and self._window.screen_in_view() is Screen.CLIENTS:
            return self._screens.clients.in_view()
        return ""

    def _bind_screens(self) -> None:
        when = self._screens.when
        for asking in ("today", "calendar", "resources", "attention"):
            when(asking, lambda one: one.class_asked.connect(self.open_class))
        for wanting in ("today", "check_in", "class_shown", "attention"):
            when(wanting, lambda one: one.client_asked.connect(self.open_client))
        when("attention", lambda one: one.waiting.connect(self._show_waiting))
        when("check_in", lambda one: one.scan_taken.connect(self._show_check_in))
        when("check_in", lambda one: one.class_asked.connect(self.open_class))
        when("check_in", lambda one: one.spot_asked.connect(self._change_spot))
        when("today", lambda one: one.attention_asked.connect(self._open_attention))
        when("today", lambda one: one.act_asked.connect(self._open_form))
        when("check_in", lambda one: one.act_asked.connect(self._open_form))
        when("today", lambda one: one.payment_asked.connect(self.take_payment))
        when("calendar", lambda one: one.new_asked.connect(self._new_class))
        when("calendar", lambda one: one.panel_asked.connect(self.open_panel))
        when("calendar", lambda one: one.panel_left.connect(self.close_panel))
        when("calendar", lambda one: one.search_asked.connect(self._window.palette_box.open))
        when("calendar", lambda one: one.cancel_asked.connect(self._cancel_class))
        when("resources", lambda one: one.new_asked.connect(self._new_class_in))
        when("resources", lambda one: one.form_asked.connect(self._open_form))
        when("resources", lambda one: one.choice_asked.connect(self._open_choice))
        when("settings", lambda one: one.asked.connect(self._show_settings))
        when("settings", lambda one: one.print_asked.connect(self.print))
        when("settings", lambda one: one.choice_asked.connect(self._open_choice))
        when("settings", lambda one: one.let_go.connect(self._window.say))

    def _bind_panels(self) -> None:
        when, adopt = self._screens.when, self._window.panel.adopt
        for panel in ("walk_in", "new_series", "printing"):
            when(panel, lambda one: adopt(one.panel))
        when("clients", lambda one: adopt(one.picker))
        when("calendar", lambda one: adopt(one.diff))
        when("calendar", lambda one: adopt(one.sessions.picker))
        when("class_shown", lambda _: adopt(self._screens.class_panel))
        when("several", lambda one: adopt(one.panel))
        when("several", lambda one: adopt(one.people))
        when("several", lambda one: one.panel_asked.connect(self.open_panel))
        when("several", lambda one: one.left.connect(self._picker_left))
        when("clients", self._bind_clients)
        when("acts", self._bind_acts)
        when("sync", lambda one: adopt(one.panel))
        when("sync", lambda one: one.left.connect(self.close_panel))
        for queue in (REQUESTS, WAITLISTS, NO_SHOWS, SUSPENSIONS):
            when(queue, self._bind_queue)
        when("class_shown", self._bind_class)
        when("walk_in", lambda one: one.client_made.connect(self.open_client))
        for panel in ("walk_in", "new_series", "printing"):
            when(panel, lambda one: one.left.connect(self.close_panel))
        when("sell", lambda one: one.print_asked.connect(self.print))
        when("sell", lambda one: one.told.connect(self._tell))
        when("sell", lambda one: one.act_asked.connect(self._open_form))
        when("sell", lambda one: one.client_asked.connect(self.open_client))
        when("reports", lambda one: one.print_asked.connect(self.print))
        when("reports", lambda one: one.told.connect(self._tell))
        when("reports", lambda one: one.class_asked.connect(self.open_class))
        when("reports", lambda one: one.client_asked.connect(self.open_client))
        when("day_rosters", lambda one: one.print_asked.connect(self.print))
        when("day_rosters", lambda one: one.told.connect(self._tell))
        when("printing", lambda one: one.told.connect(self._tell))

    def _bind_queue(self, queue: "QueuePresenter") -> None:
        queue.form_asked.connect(self._open_form)
        queue.choice_asked.connect(self._open_choice)
        queue.class_asked.connect(self.open_class)
        queue.client_asked.connect(self.open_client)
        queue.settings_asked.connect(self.open_settings)

    def _open_choice(self, title: str, who: str, choices: "TakenChoices") -> None:
        self._screens.acts.choose(title, who, choices)

    def _bind_acts(self, acts: "ActPanels") -> None:
        acts.panel_asked.connect(self._open_act)
        acts.left.connect(self._close_act)
        acts.dropped.connect(self._window.say)

    def _open_form(self, act: "FormAct") -> None:
        self._screens.acts.open(act)

    def _open_act(self, panel: QWidget) -> None:
        self._window.panel.adopt(panel)
        self.open_panel(panel)

    def _close_act(self) -> None:
        """Unless something else was opened while the act was on its way."""
        acts = self._screens.acts
        if self._window.panel.content() in (acts.panel, acts.picker):
            self._picker_left()

    def _bind_clients(self, clients: "ClientsPresenter") -> None:
        clients.acts.act_asked.connect(self._open_form)
        clients.acts.told.connect(self._tell)
        clients.acts.payments_asked.connect(self.show_payments_of)
        clients.acts.dates_asked.connect(self.book_dates)
        clients.acts.session_asked.connect(self.ask_for_session)
        clients.class_asked.connect(self.open_class)
        clients.panel_asked.connect(self.open_panel)
        clients.panel_left.connect(self._picker_left)
        clients.new_asked.connect(self._new_client)
        clients.walk_in_asked.connect(self.walk_in)
        clients.payment_asked.connect(self.take_payment)
        clients.sell_asked.connect(self.sell)

    def _bind_class(self, shown: "ClassPanelPresenter") -> None:
        self._screens.class_panel.close_asked.connect(self.close_panel)
        shown.move_asked.connect(self._move_class)
        shown.print_asked.connect(self.print)
        shown.act_asked.connect(self._act_in_class)
        shown.dates_asked.connect(self._dates_of_class)
        shown.move_booking_asked.connect(self._move_booking)

    def _show_waiting(self, count: int) -> None:
        self._window.set_waiting(Screen.ATTENTION, count)

    def _show_check_in(self) -> None:
        self._window.go(Screen.CHECK_IN)

    def _show_settings(self) -> None:
        if self._window.screen_in_view() is not Screen.SETTINGS:
            self._window.go(Screen.SETTINGS)

    def _new_class_in(self, resource_id: str, starts_at: int) -> None:
        self._new_class(starts_at, 0, resource_id, "")

    def _picked(self, target: str) -> None:
        if target.startswith(CLASS):
            self.open_class(target.removeprefix(CLASS))
        elif target.startswith(CLIENT):
            self.open_client(target.removeprefix(CLIENT))

    def _picked_other_way(self, target: str) -> None:
        """Ctrl+Enter: a client is checked in, a class opens."""
        if target.startswith(CLIENT):
            self._screens.clients.check_in(target.removeprefix(CLIENT))
        else:
            self._picked(target)

    def _open_attention(self, item_id: str) -> None:
        self.show_page(NEEDS)
        self._screens.attention.choose(item_id)

    def _new_client(self, name: str) -> None:
        self._screens.walk_in.start(name, with_class=False)
        self.open_panel(self._screens.walk_in.panel)

    def _new_class(self, starts_at: int, minutes: int, resource_id: str, lead_id: str) -> None:
        self._screens.new_series.start(starts_at, minutes, resource_id, lead_id)
        self.open_panel(self._screens.new_series.panel)

    def _cancel_class(self, occurrence_id: str) -> None:
        """Show what cancelling a class would do, in its panel."""
        self.open_class(occurrence_id)
        self._window.registry.action(CANCEL_CLASS).trigger()

    def _change_spot(self, client_id: str, occurrence_id: str) -> None:
        """The map of spots with a client in the hand."""
        self.open_class(occurrence_id)
        self._screens.class_panel.roster.choose(client_id)
        self._window.registry.action(CHOOSE_SPOT).trigger()

    def _move_class(self, occurrence_id: str) -> None:
        self._window.go(Screen.CALENDAR)
        self.close_panel()
        self._screens.calendar.move(occurrence_id)

    def _move_booking(self, client_id: str, occurrence_id: str) -> None:
        """Let the person choose another class in the panel, then come back to this one."""
        self._came_from = occurrence_id
        self._screens.clients.move_booking(client_id, occurrence_id)

    def _act_in_class(self, act: "FormAct", occurrence_id: str) -> None:
        """A form about somebody of a class comes back to it."""
        self._open_form(act)
        self._came_from = occurrence_id

    def _dates_of_class(self, client_id: str, service_id: str, occurrence_id: str) -> None:
        self._came_from = occurrence_id
        self.book_dates(client_id, service_id)

    def _picker_left(self) -> None:
        came_from, self._came_from = self._came_from, ""
        if came_from:
            self.open_class(came_from)
        else:
            self.close_panel()

    def _focus_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.focus_screen()

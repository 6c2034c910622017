"""What can be done on Reports by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

_HERE = on(Screen.REPORTS)

EXCEL = "reports.save_excel"
CSV = "reports.save_csv"
PRINT = "reports.print_report"
BACK = "reports.go_back"
STOP = "reports.stop_reading"
DEFINE = "reports.show_definitions"
PERIOD = "reports.choose_period"
LIST = "reports.choose_report"

REPORT_ACTIONS = (
    ActionDef(EXCEL, tr("Save as Excel"), "file-check", ("X",), _HERE, ("export", "xlsx")),
    ActionDef(CSV, tr("Save as CSV"), "file-check", ("V",), _HERE, ("export", "text")),
    ActionDef(PRINT, tr("Print the report"), "printer", ("Ctrl+P",), _HERE, ("pdf", "paper")),
    ActionDef(BACK, tr("Go back to the report"), "chevron-left", ("Backspace",), _HERE),
    ActionDef(STOP, tr("Stop reading"), "x", ("Escape",), _HERE, ("cancel",)),
    ActionDef(
        DEFINE, tr("Show what the figures mean"), "circle-help", ("?",), _HERE, ("definition",)
    ),
    ActionDef(PERIOD, tr("Choose the period"), "calendar-days", ("P",), _HERE, ("dates", "month")),
    ActionDef(LIST, tr("Choose a report"), "chart-column", ("L",), _HERE, ("list",)),
)

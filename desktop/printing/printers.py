"""The printers of this computer. Qt's part for them is loaded when somebody prints."""

from desktop.printing.pages import Pages


def printer_names() -> list[str]:
    """What is set up on this computer, the usual one first; empty where nothing is."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name))


def print_pages(pages: Pages, printer_name: str) -> bool:
    """Hand pages to a printer; False where it does not take them."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    if not printer.isValid():
        return False
    printer.setDocName(pages.title)
    printer.setPageLayout(pages.layout())
    printer.setFullPage(True)
    return pages.put_on(printer)

"""Faults of the environment, in words."""

from core.domain.sentences.words import Words

FAULTS: dict[str, Words] = {
    "sqlite_too_old": Words("The database library {found} is too old.", "Update Foyer."),
    "store_key_wrong": Words(
        "The store cannot be opened with this key, or the file is no store.",
        "Choose the right file, or restore a backup.",
    ),
    "store_locked": Words("Another Foyer has this store open.", "Close the other one first."),
    "store_newer": Words("This store was written by a newer Foyer.", "Update Foyer."),
    "store_damaged": Words("The store is damaged.", "Restore a backup, or load afresh."),
    "disk_full": Words("The disk is full: nothing more can be saved.", "Free some space."),
    "disk_failed": Words(
        "The disk cannot be written or read ({why}): this was not saved.",
        "Try again; if it stays so, have the disk looked at.",
    ),
    "file_not_written": Words(
        "The file could not be written.", "Choose another folder, or close it where it is open."
    ),
    "printer_failed": Words(
        "The printer {printer} did not take the pages.",
        "Look whether it is on and has paper, or save a PDF.",
    ),
    "server_unreachable": Words("The server cannot be reached.", "Work goes on; it is sent later."),
    "server_nonsense": Words("The server answered nonsense.", "It is tried again by itself."),
    "protocol_too_old": Words("The server needs a newer Foyer.", "Update this desk."),
    "protocol_unknown": Words("The server is older than this Foyer.", "Update the server."),
    "server_too_old": Words(
        "The server does not know yet what this newer Foyer did. It is kept here.",
        "Update the server; then it is sent by itself.",
    ),
    "server_failed": Words("The server has trouble of its own.", "It is tried again by itself."),
    "store_missing": Words("There is no store at {path}.", "Name the server's folder."),
    "database_not_empty": Words(
        "There are studios in this database already.", "Make an empty database for the move."
    ),
    "database_unreachable": Words(
        "PostgreSQL cannot be reached: {why}", "Look at the address, and whether it runs."
    ),
    "workers_need_postgresql": Words(
        "{workers} workers need a PostgreSQL database: a SQLite file has one process.",
        "Give --database, or serve with one worker.",
    ),
    "digest_differs": Words(
        "This desk's copy differs from the server's in {tables}.", "It is loaded afresh."
    ),
    "rows_unreadable": Words("The server sent rows of {table} that this Foyer cannot read."),
    "desk_not_known": Words(
        "The server does not know this desk any more.", "Ask the owner to enrol it again."
    ),
    "desk_exists": Words(
        "There is a desk in {folder} already.", "Open it, or take another folder."
    ),
    "desk_incomplete": Words(
        "The enrolment in {folder} was not finished.", "Remove the folder and enrol again."
    ),
    "enrolment_code_wrong": Words(
        "This code is wrong, used or older than ten minutes.", "Ask for a new code."
    ),
    "no_desk_letter_left": Words("This location has 26 desks already.", "End one of them first."),
    "keyring_missing": Words(
        "This computer has no keyring to keep the desk's keys in.",
        "Unlock it, take a --passphrase, or accept an unprotected desk with --unprotected.",
    ),
    "keys_missing": Words(
        "The keys of the desk in {folder} are gone.",
        "Bring them back with foyer --recover and the owner's words, or enrol the desk again.",
    ),
    "keys_unreadable": Words("The keys of the desk in {folder} are damaged.", "Enrol it again."),
    "organisation_exists": Words(
        "The studio {organisation} is in this database already.",
        "Take another folder, database or seed.",
    ),
    "large_is_a_file": Words("The large studio is made for SQLite only.", "Leave --database out."),
    "file_unreadable": Words("{file} cannot be read: {why}."),
    "file_too_large": Words("{file} is larger than an import can be.", "Split it."),
    "file_empty": Words("There is nothing in {file}."),
    "file_not_text": Words("{file} is no text file.", "Export it as CSV, or name its --encoding."),
    "no_name_column": Words(
        "No column of the file is known as a name or an e-mail address: {columns}.",
        "Say which is which with --map column=field.",
    ),
    "columns_missing": Words(
        "The columns of the file are not those of {kind}: {columns}.",
        "Say what the file holds, or which column is which.",
    ),
    "column_unknown": Words("The file has no column {column}. It has: {columns}."),
    "field_unknown": Words("There is no field {field}. There are: {fields}."),
    "mapping_unreadable": Words("{given} is not of the form column=field."),
    "server_not_started": Words("The server in {folder} does not start.", "See its log."),
    "studio_not_made": Words("The studio could not be made: {why}"),
    "organisation_not_named": Words("Say which organisation: {known}."),
    "location_not_named": Words("Say which location: {known}."),
    "command_unknown": Words("This Foyer does not know the command {name}.", "Update Foyer."),
    "command_version": Words(
        "This Foyer does not know version {version} of {name}.", "Update Foyer."
    ),
    "command_invalid": Words("The command {name} has a value that is not possible."),
    "quarantined": Words(
        "The server's program failed on {name} and has kept it aside, whole.",
        "Tell who looks after the server.",
    ),
    "sequence_gap": Words(
        "The server lacks what this desk sent before.", "Tell who looks after the server."
    ),
    "desk_forked": Words(
        "The server knows another history of this desk: it was copied or restored.",
        "Enrol this desk again.",
    ),
    "not_aside": Words("No command {command_id} is kept aside."),
    "server_running": Words(
        "Another Foyer server works in {folder}.", "Stop it first, or use that one."
    ),
    "backup_exists": Words("There is a file {path} already.", "Name another one."),
    "file_unwritable": Words("The file cannot be written: {why}", "Choose another place."),
    "backup_missing": Words("There is no file {path}."),
    "backup_broken": Words("The copy {path} cannot be used: {why}", "Take an older one."),
    "backup_failed": Words("PostgreSQL said: {why}"),
    "pg_tools_missing": Words(
        "{program} is not on this computer.", "Install the programs of PostgreSQL's client."
    ),
    "signature_wrong": Words(
        "The server does not take what this desk sends: it is not signed by its key.",
        "Enrol this desk again; what is saved here stays.",
    ),
    "envelope_foreign": Words(
        "This desk tried to send what another desk did.", "Enrol this desk again."
    ),
    "invalid_input": Words("The server did not understand this desk.", "Update this desk."),
    "request_too_large": Words("This is more than the server takes at once."),
    "program_failed": Words("Foyer itself failed in exchanging.", "It is tried again by itself."),
}

"""Who drives which desk, in words."""

from core.domain.sentences.words import Words

FAULTS: dict[str, Words] = {
    "pin_digits": Words("A PIN has six digits."),
    "pin_simple": Words("This PIN is the first that anybody would try.", "Take another one."),
    "pin_wrong": Words("This PIN is not right.", "{left:try} left."),
    "pin_blocked": Words("Ten wrong PINs in a row.", "Sign in with the password."),
    "password_needed": Words("{staff_name} has no PIN at this desk.", "Use the password."),
    "recovery_words_wrong": Words(
        "These are not the words that were shown when the studio was founded.",
        "Check them letter by letter.",
    ),
    "recovery_copy_missing": Words(
        "There is no recovery copy in {folder}.", "Enrol the desk again; its data comes back."
    ),
    "recovery_copy_foreign": Words("The recovery copy was not sealed for these words."),
    "keys_locked": Words("Without its passphrase this desk stays closed."),
    "passphrase_wrong": Words("The passphrase is not right.", "Try again."),
    "passphrase_short": Words("A passphrase has at least 10 characters.", "Take a longer one."),
    "person_not_named": Words("Say who: {known}."),
    "sign_in_wrong": Words("The password is not right.", "Try again, or ask for a new one."),
    "not_proven": Words(
        "The server does not know that it is you.",
        "Sign in with your PIN; see that the clock of this computer is right.",
    ),
    "too_many_tries": Words("These were too many tries.", "Wait {minutes:minute}."),
    "password_short": Words("A password has at least 10 characters.", "Take a longer one."),
    "password_long": Words("A password has at most 200 characters."),
    "password_common": Words("Many people would guess this password.", "Take another one."),
}

REFUSED: dict[str, Words] = {
    "desk_unknown": Words("This desk does not exist."),
    "desk_revoked": Words(
        "This desk was revoked: it may not work for the studio any more.",
        "Enrol the computer again to use it.",
    ),
    "last_desk": Words(
        "{desk_name} is the only desk of the studio.",
        "Enrol another one first, or say that this is meant.",
    ),
    "no_role_here": Words(
        "{staff_name} has no role where {desk_name} stands.", "Give them one first."
    ),
    "too_long_offline": Words(
        "This desk has not heard from the server for {hours:hour}: this has to wait.",
        "It works again once the desk is connected.",
    ),
    "no_role": Words("{staff_name} has no role yet.", "Give them one first."),
    "no_email": Words("{staff_name} has no e-mail address.", "Add it first."),
    "key_taken": Words("This key was used before.", "Sign in again."),
    "key_unknown": Words("There is no such sign-in of this person."),
    "key_ended": Words("{staff_name} is signed in nowhere."),
}

DONE: dict[str, Words] = {
    "staff_invited": Words("{staff_name} gets a link by e-mail to set a password."),
    "signed_in": Words("{staff_name} signed in at {desk_name}."),
    "signed_out": Words("{staff_name} has to sign in with the password again."),
    "desk_revoked": Words("{desk_name} may not work for the studio any more."),
    "desk_renamed": Words("The desk {before} is called {desk_name} now."),
}

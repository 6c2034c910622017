"""Who drives which desk, in words."""

from core.domain.sentences.words import Words

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
    "key_taken": Words("This key was used before.", "Sign in again."),
    "key_unknown": Words("There is no such sign-in of this person."),
    "key_ended": Words("{staff_name} is signed in nowhere."),
}

DONE: dict[str, Words] = {
    "signed_in": Words("{staff_name} signed in at {desk_name}."),
    "signed_out": Words("{staff_name} has to sign in with the password again."),
    "desk_revoked": Words("{desk_name} may not work for the studio any more."),
    "desk_renamed": Words("The desk {before} is called {desk_name} now."),
}

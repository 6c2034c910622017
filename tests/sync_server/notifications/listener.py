"""A program on this computer that takes what a webhook posts, and answers as a test wants."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class Listener:
    """What was posted: headers in small letters, and the text. `answers` are used up one by one."""

    def __init__(self) -> None:
        self.posts: list[tuple[dict[str, str], str]] = []
        self.answers: list[int] = []
        self.url = ""


@contextmanager
def open_listener() -> Iterator[Listener]:
    """Listen on a free port until the block ends."""
    listener = Listener()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["content-length"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            listener.posts.append((headers, self.rfile.read(size).decode()))
            self.send_response(listener.answers.pop(0) if listener.answers else 204)
            self.send_header("location", listener.url)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Tests look at what arrived."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    listener.url = f"http://127.0.0.1:{server.server_port}/foyer"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()

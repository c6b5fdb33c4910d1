"""IBKR's own client, with a record of what it was told, what it could not read, and what it left unread."""

import socket
import threading

import ibapi.client
from ibapi.client import EClient
from ibapi.contract import Contract
from ibapi.wrapper import EWrapper


def _recording(name):
    return lambda self, *arguments: self.tell(name, arguments)


_callbacks = {
    name: _recording(name)
    for name, member in vars(EWrapper).items()
    if callable(member) and not name.startswith("_") and not name.endswith("ProtoBuf")
}


class OfficialClient(type("Recorder", (EWrapper,), _callbacks), EClient):
    """Connects at once, offering server versions up to `highest`; answers are read in a thread of its own."""

    def __init__(self, port, client_id, highest=225):
        EClient.__init__(self, self)
        self.told = []
        self.unreadable = []
        self._news = threading.Condition()
        ibapi.client.MAX_CLIENT_VER = highest
        self.connect("127.0.0.1", port, client_id)
        self.decoder.interpret = self._interpret
        threading.Thread(target=self.run, daemon=True).start()
        self.wait(lambda: self.errors(-1, 2158), "the last farm notice")

    def leave(self):
        """Hangs up at once; `disconnect` lets the reading thread hold the connection for up to a second."""
        self.conn.socket.shutdown(socket.SHUT_RDWR)

    def tell(self, name, arguments):
        with self._news:
            self.told.append((name, arguments))
            self._news.notify_all()

    def calls(self, name, request_id=None):
        """Arguments of each call of a callback, those of one request when its id is given."""
        with self._news:
            return [a for n, a in self.told if n == name and (request_id is None or a[0] == request_id)]

    def errors(self, request_id, code=None):
        return [text for _, _, c, text, *_ in self.calls("error", request_id) if code is None or c == code]

    def wait(self, holds, what, seconds=5):
        with self._news:
            if not self._news.wait_for(holds, seconds):
                complaints = [arguments for name, arguments in self.told if name == "error"]
                raise AssertionError(f"waited {seconds} s for {what}; complaints {complaints[-9:]}, could not read {self.unreadable}")

    def answer(self, name, request_id=None):
        """Waits until a callback has been called, and returns the arguments of its first call."""
        self.wait(lambda: self.calls(name, request_id), f"{name} {request_id}")
        return self.calls(name, request_id)[0]

    def _interpret(self, fields, message_id):
        """What `Decoder.interpret` does, and besides: does the client read every field of the message, and no more?"""
        info = self.decoder.msgId2handleInfo.get(message_id)
        try:
            if info is None:
                raise LookupError("the client does not know this message")
            if info.wrapperMeth is not None:
                left = len(fields) - len(info.wrapperParams)
                self.decoder.interpretWithSignature(fields, info)
            else:
                remaining = iter(fields)
                info.processMeth(self.decoder, remaining)
                left = sum(1 for _ in remaining)
            if left != 0:
                raise ValueError(f"{left} fields were left over")
        except Exception as problem:
            self.unreadable.append((message_id, repr(problem), [field.decode() for field in fields]))


def contract(**fields):
    made = Contract()
    for name, value in fields.items():
        if not hasattr(made, name):
            raise AttributeError(name)
        setattr(made, name, value)
    return made

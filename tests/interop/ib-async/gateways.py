"""Connections of `ib_async` to the simulated Gateways that the test has started."""

import atexit
import logging
import os
from functools import cache

from ib_async import IB

# Refusals are part of what is tested; the client logs each of them as an error.
logging.getLogger("ib_async").setLevel(logging.CRITICAL)


@cache
def gateway(port="READ_ONLY_PORT", client_id=11):
    """One session a Gateway and client id, for all tests. `errors` has everything that the Gateway has complained of."""
    ib = IB()
    ib.errors = []
    ib.errorEvent += lambda request, code, text, *_: ib.errors.append((request, code, text))
    ib.connect("127.0.0.1", int(os.environ[port]), clientId=client_id, timeout=10, readonly=port != "READ_ONLY_OFF_PORT")
    ib.RaiseRequestErrors = True
    atexit.register(ib.disconnect)
    return ib


def until(ib, holds, seconds=5):
    """Lets the client work until a condition holds, and returns what it was."""
    for _ in range(int(seconds / 0.02)):
        found = holds()
        if found:
            return found
        ib.sleep(0.02)
    raise AssertionError(f"not within {seconds} s; complaints: {ib.errors[-3:]}")


def complaint(ib, ask):
    """What the Gateway says, code and text, when `ask` has sent a request of the id that it is given."""
    request = ib.client.getReqId()
    ask(request)
    return until(ib, lambda: [(code, text) for id, code, text in ib.errors if id == request])[0]

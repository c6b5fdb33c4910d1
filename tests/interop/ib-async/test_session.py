"""Who one is connected to, and when."""

import unittest
from datetime import datetime, timedelta, timezone

from gateways import gateway
from ib_async import IB


class Session(unittest.TestCase):
    def test_the_newest_version_that_the_client_speaks_is_agreed(self):
        self.assertEqual(gateway().client.serverVersion(), 178)

    def test_both_accounts_of_the_login_are_named(self):
        self.assertEqual(gateway().managedAccounts(), ["DU1234567", "DU7654321"])

    def test_the_clock_is_the_simulated_one(self):
        began = datetime(2026, 11, 20, 15, 30, tzinfo=timezone.utc)
        self.assertTrue(began <= gateway().reqCurrentTime() < began + timedelta(minutes=5))

    def test_every_farm_is_connected(self):
        errors = gateway(client_id=12).errors
        notices = [(code, text) for request, code, text in errors if request == -1 and 2100 < code < 2200]
        self.assertEqual({code for code, _ in notices}, {2104, 2106, 2158})
        for _, text in notices:
            self.assertRegex(text, r"^(Market|HMDS|Sec-def) data farm connection is OK:\w+(\.\w+)?$")

    def test_a_client_id_that_is_in_use_is_refused(self):
        ours = gateway()
        other = IB()
        said = []
        other.errorEvent += lambda *a: said.append(a[:3])
        with self.assertRaises((ConnectionError, TimeoutError)):
            other.connect("127.0.0.1", ours.client.port, clientId=ours.client.clientId, timeout=1)
        text = "Unable to connect as the client id is already in use. Retry with a unique client id."
        self.assertIn((-1, 326, text), said)
        self.assertTrue(ours.isConnected())

"""What only an advisor's login is told."""

import os
import unittest
from xml.etree import ElementTree

from ibapi.common import FaDataTypeEnum
from official_client import OfficialClient


class Advisor(unittest.TestCase):
    def test_groups_and_aliases_name_the_accounts_of_the_login(self):
        client = OfficialClient(int(os.environ["ADVISOR_PORT"]), client_id=1)
        self.addCleanup(client.leave)
        (accounts,) = client.answer("managedAccounts")
        for kind in FaDataTypeEnum.GROUPS, FaDataTypeEnum.ALIASES:
            client.requestFA(kind)
            _, document = client.answer("receiveFA", kind)
            words = set(" ".join(ElementTree.fromstring(document).itertext()).split())
            self.assertTrue(words & set(accounts.split(",")), document)
        client.reqFamilyCodes()
        (families,) = client.answer("familyCodes")
        self.assertEqual({family.accountID for family in families}, set(accounts.split(",")))
        self.assertEqual(client.unreadable, [])

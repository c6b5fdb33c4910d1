"""Headlines, articles and events that fit together."""

import unittest
from datetime import datetime

from gateways import gateway

APPLE = 265598
FROM, UNTIL = "20261001 00:00:00", "20261120 10:00:00"


class News(unittest.TestCase):
    def headlines(self, count=10):
        ib = gateway()
        providers = "+".join(provider.code for provider in ib.reqNewsProviders())
        return ib.reqHistoricalNews(APPLE, providers, FROM, UNTIL, count)

    def test_headlines_are_of_known_providers_within_the_time_asked_for(self):
        known = {provider.code for provider in gateway().reqNewsProviders()}
        found = self.headlines()
        self.assertGreater(len(found), 0)
        self.assertLessEqual(len(found), 10)
        for one in found:
            self.assertIn(one.providerCode, known)
            self.assertTrue(one.articleId.startswith(f"{one.providerCode}$"))
            self.assertTrue(datetime(2026, 10, 1) <= one.time <= datetime(2026, 11, 20, 15))
        self.assertEqual([one.time for one in found], sorted((one.time for one in found), reverse=True))

    def test_every_headline_has_its_article(self):
        for one in self.headlines(3):
            article = gateway().reqNewsArticle(one.providerCode, one.articleId)
            self.assertIn(article.articleType, (0, 1))
            self.assertGreater(len(article.articleText), 50)

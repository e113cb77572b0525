"""How texts name a channel: what it is called in a sentence, and the letters by which a text names it."""

from collections.abc import Mapping

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings

_SPOKEN: Mapping[str, str] = N_(
    {
        "mail": "email",
        "phone": "the telephone",
        "social": "social media",
        "automated_messaging": "automated messaging",
        "whatsapp": "WhatsApp",
    }
)
"""What a channel is called in a sentence."""


_NAMED: Mapping[str, Mapping[str, str]] = {
    "phone": {"it": "telefon", "en": "phone"},
    "mail": {"it": "mail", "en": "mail"},
    "social": {"it": "canali social", "en": "social media"},
    "automated_messaging": {"it": "chatbot", "en": "chatbot"},
    "whatsapp": {"it": "WhatsApp", "en": "WhatsApp"},
    "web_ticket": {"it": "ticket", "en": "ticket"},
    "vocal_bot": {"it": "vocal bot", "en": "voice bot"},
    "fax_post": {"it": "fax", "en": "fax"},
    "physical_desks": {"it": "sportell", "en": "help desk"},
    "sms": {"it": "SMS", "en": "SMS"},
    "internal_chat": {"it": "chat interna", "en": "internal chat"},
}


@checked
def letters(option: str, lang: str) -> str:
    """The letters by which a text names a channel and nothing else; '' where there are none.

    Examples
    --------
    >>> letters("phone", "it")
    'telefon'
    """
    return _NAMED.get(option, {}).get(lang, "")


@checked
def spoken(option: str, label: str, settings: Settings = SETTINGS) -> str:
    """What an option is called in a sentence; its label in quotation marks where it has no name of its own."""
    if option in _SPOKEN:
        return language.translator(settings.lang)(_SPOKEN[option])
    return language.listing([label], settings.lang, quoted=True)

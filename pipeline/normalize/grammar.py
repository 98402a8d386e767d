"""Grammar: the rules of one language, in the order in which they are tried at the same place."""

from pipeline.normalize.addresses import address_rules, phone_rules, version_rules
from pipeline.normalize.dates import date_rules, time_rules
from pipeline.normalize.formulas import algebra_rules, formula_rules
from pipeline.normalize.language import Language
from pipeline.normalize.markup import markup_rules
from pipeline.normalize.measures import measure_rules, ordinal_rules, per_rules, pointed_rules
from pipeline.normalize.money import money_rules, pointed_money_rules
from pipeline.normalize.numbers import Numbers, number_rules
from pipeline.normalize.rules import Rule, needing
from pipeline.normalize.words import sign_rules, word_rules

NUMERIC = "[0-9^\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215e]"
"""What every rule about numbers needs one of: digits, raised and lowered ones too, and ready fractions."""


def rules_of(language: Language, *, markdown: bool = True) -> tuple[Rule, ...]:
    """The more a rule knows about what it reads, the earlier it is tried; bare numbers and signs come last."""
    numbers = Numbers(language)
    return (
        *language.rules,
        *pointed_money_rules(numbers),
        *pointed_rules(numbers),
        *markup_rules(language.signs, markdown=markdown),
        *address_rules(numbers),
        *needing(
            NUMERIC,
            (
                *date_rules(language),
                *time_rules(language),
                *phone_rules(numbers),
                *version_rules(numbers),
                *money_rules(numbers),
                *algebra_rules(numbers),
                *measure_rules(numbers),
                *per_rules(numbers),
                *ordinal_rules(numbers),
                *formula_rules(numbers),
            ),
        ),
        *word_rules(numbers),
        *needing(NUMERIC, number_rules(numbers)),
        *sign_rules(numbers),
    )

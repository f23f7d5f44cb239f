"""The cases, a file for each family; the order is the order in which one would read them."""

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus import (
    attributes,
    branches,
    documents,
    fields,
    foreign,
    hostile,
    inheritance,
    keys,
    loops,
    mixtures,
    nesting,
    outbreaks,
    raw,
    region,
    safe,
    tables,
    tags,
    text,
)

FAMILIES: dict[str, list[Case]] = {
    "text": text.CASES,
    "safe": safe.CASES,
    "attributes": attributes.CASES,
    "branches": branches.CASES,
    "loops": loops.CASES,
    "tables": tables.CASES,
    "keys": keys.CASES,
    "fields": fields.CASES,
    "raw": raw.CASES,
    "documents": documents.CASES,
    "nesting": nesting.CASES,
    "inheritance": inheritance.CASES,
    "tags": tags.CASES,
    "foreign": foreign.CASES,
    "region": region.CASES,
    "outbreaks": outbreaks.CASES,
    "mixtures": mixtures.CASES,
    "hostile": hostile.CASES,
}

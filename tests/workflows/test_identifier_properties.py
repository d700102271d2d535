"""What holds for every checksummed number and for any text a person may type."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.identifier_samples import (
    USCC_ALPHABET,
    VALID,
    said,
    with_id_check,
    with_patent_check,
    with_uscc_check,
)
from workflows.identifiers import KINDS, check, mask

unhurried = settings(deadline=None)


def digits_of(length):
    return st.text("0123456789", min_size=length, max_size=length)


credit_codes = st.builds(
    lambda head, region, organisation: with_uscc_check(head + region + organisation),
    st.sampled_from(["91", "92", "52", "11", "31", "Y1"]),
    digits_of(6),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
)
resident_ids = st.builds(
    lambda region, born, order: with_id_check(region + f"{born:%Y%m%d}" + order),
    st.sampled_from(["530102", "441882", "630103", "810000"]),
    st.dates(date(1850, 1, 1), date(1904, 12, 31)),
    digits_of(3),
)
patents = st.builds(
    lambda year, kind, serial: with_patent_check(year + kind + serial),
    st.sampled_from(["2003", "2016", "2026"]),
    st.sampled_from("12389"),
    digits_of(7),
) | st.builds(
    lambda year, kind, serial: with_patent_check(year + kind + serial),
    st.sampled_from(["85", "99", "00", "03"]),
    st.sampled_from("12389"),
    digits_of(5),
)
checksummed = st.one_of(
    st.tuples(st.just("uscc"), st.just(USCC_ALPHABET), credit_codes),
    st.tuples(st.just("resident_id"), st.just("0123456789X"), resident_ids),
    st.tuples(st.just("patent"), st.just("0123456789X"), patents),
)
typed_text = st.one_of(
    st.text(),
    st.text(
        "0189０９xXzZlLcCnNbBsSgGOI.．-－ （）()〔〕{}云川最高法知民特执号第类国作登字软著茶局"
    ),
    st.builds(
        lambda pair, cut, extra: pair[1][:cut] + extra + pair[1][cut:],
        st.sampled_from(VALID),
        st.integers(0, 30),
        st.text(max_size=2),
    ),
)


@unhurried
@given(checksummed)
def test_every_number_with_the_right_check_character_is_valid(example):
    kind, _alphabet, number = example
    assert check(kind, number).valid


@unhurried
@given(checksummed, st.data())
def test_any_single_wrong_character_is_caught(example, data):
    kind, alphabet, number = example
    index = data.draw(st.sampled_from([i for i, c in enumerate(number) if c != "."]))
    other = data.draw(st.sampled_from([c for c in alphabet if c != number[index]]))
    assert not check(kind, number[:index] + other + number[index + 1 :]).valid


@unhurried
@given(checksummed, st.data())
def test_two_neighbours_swapped_are_caught(example, data):
    kind, _alphabet, number = example
    body = len(number.partition(".")[0]) if kind == "patent" else len(number) - 1
    pairs = [i for i in range(body - 1) if number[i] != number[i + 1]]
    if pairs:
        i = data.draw(st.sampled_from(pairs))
        assert not check(kind, number[:i] + number[i + 1] + number[i] + number[i + 2 :]).valid


@unhurried
@given(st.sampled_from(sorted(KINDS)), typed_text)
def test_any_text_gets_an_answer_and_normalising_twice_changes_nothing(kind, text):
    once = check(kind, text)
    again = check(kind, once.normalised)
    assert (again.normalised, again.valid) == (once.normalised, once.valid)
    assert again.incomplete is once.incomplete
    assert once.valid is (said(once.problem) == "")
    assert isinstance(said(once.suggestion), str)
    assert mask(kind, text) == mask(kind, once.normalised)

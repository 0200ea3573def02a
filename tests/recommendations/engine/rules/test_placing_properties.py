"""What holds of every list, whatever rules are at work on it."""

from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.rules.book import Rule
from recommendations.engine.rules.placing import fixed_places, seat
from tests.recommendations.engine.rules.rule_cases import block, keys, pin, rankings, soft_pin

positions = st.integers(1, 15)
pins = st.lists(st.builds(pin, keys, positions), max_size=4)
blocks = st.lists(st.builds(block, st.lists(keys, min_size=1, max_size=3, unique=True), positions), max_size=2)
softs = st.lists(st.builds(soft_pin, keys, positions), max_size=3)
shares = st.lists(
    st.tuples(st.builds(Rule, st.integers(4000, 4009), st.just("share"), share=st.sampled_from([0.1, 0.3, 0.5, 1.0])),
              st.frozensets(keys)),
    max_size=2,
)  # fmt: skip
limits = st.lists(
    st.tuples(
        st.builds(
            Rule,
            st.integers(5000, 5009),
            st.just("diversity_limit"),
            limit=st.integers(1, 3),
            window=st.sampled_from([0, 5]),
        ),
        st.dictionaries(keys, st.sampled_from("ab")),
    ),
    max_size=2,
)
ks = st.integers(0, 15)


@st.composite
def cases(draw: st.DrawFn):
    """Everything that seats are given, with pins of which some may not be shown and blocks after them."""
    placing = [*draw(pins), *draw(blocks)]
    wanted = sorted({pk for rule in placing for pk in rule.products})
    placeable = draw(st.sets(st.sampled_from(wanted))) if wanted else set()
    given_rules = {"soft": draw(softs), "shares": draw(shares), "limits": draw(limits)}
    return draw(rankings), draw(ks), {"pins": placing, "placeable": placeable, **given_rules}


class SeatPropertiesTests:
    @given(cases())
    def test_items_come_once_and_fill_the_list_when_rules_are_any(self, case):
        ranked, k, rules = case

        seats = seat(ranked, k, **rules).seats

        assert [one.rank for one in seats] == list(range(1, len(seats) + 1))
        assert len({one.pk for one in seats}) == len(seats) == min(k, len({*ranked, *rules["placeable"]}))

    @given(cases())
    def test_pins_stand_where_their_rules_say_when_enough_others_stand_before_them(self, case):
        ranked, k, rules = case
        fixed = fixed_places(rules["pins"], rules["placeable"])
        others = len(set(ranked) - {pk for pk, _ in fixed.values()})

        seats = {one.rank: one for one in seat(ranked, k, **rules).seats}

        for number, (position, (pk, key)) in enumerate(sorted(fixed.items())):
            if position <= k and position - 1 <= others + number:
                assert (seats[position].pk, seats[position].rule) == (pk, key)

    @given(cases())
    def test_first_pin_of_a_free_position_stands_exactly_there_when_rules_are_any(self, case):
        ranked, k, rules = case
        alive = [rule for rule in rules["pins"] if rule.kind == "pin" and rule.products[0] in rules["placeable"]]
        others = len(set(ranked) - {pk for rule in rules["pins"] for pk in rule.products})
        if not alive:
            return
        first = alive[0]

        where = {one.pk: one.rank for one in seat(ranked, k, **rules).seats}

        if first.position <= k and first.position - 1 <= others:
            assert where[first.products[0]] == first.position

    @given(cases())
    def test_soft_pinned_item_is_there_or_better_when_a_place_is_free(self, case):
        ranked, k, rules = case
        fixed = fixed_places(rules["pins"], rules["placeable"])
        taken = {pk for pk, _ in fixed.values()}
        wanted = {}
        for rule in rules["soft"]:
            if rule.products[0] in ranked and rule.products[0] not in taken:
                wanted.setdefault(rule.products[0], rule.position)

        where = {one.pk: one.rank for one in seat(ranked, k, **rules).seats}

        for pk, position in wanted.items():
            rivals = sum(at <= position for at in fixed) + len(wanted) - 1
            if rivals < position <= k:
                assert where[pk] <= position

    @given(rankings, ks, shares.filter(lambda found: len(found) == 1))
    def test_share_of_every_head_is_kept_when_only_it_is_at_work(self, ranked, k, one_share):
        [(rule, members)] = one_share

        found = [one.pk for one in seat(ranked, k, shares=one_share).seats]

        for length in range(1, len(found) + 1):
            have = sum(pk in members for pk in found[:length])
            assert have >= min(int(length * rule.share + 1e-9), len(members & set(ranked)))

    @given(rankings, ks, limits.filter(lambda found: len(found) == 1))
    def test_limit_is_kept_within_its_window_while_others_are_left(self, ranked, k, one_limit):
        [(rule, groups)] = one_limit

        found = [one.pk for one in seat(ranked, k, limits=one_limit).seats]

        head = found[: rule.window or k]
        for name in "ab":
            inside = [at for at, pk in enumerate(head) if groups.get(pk) == name]
            for at in inside[rule.limit :]:
                left = [pk for pk in ranked if pk not in found[:at]]
                counts = {other: sum(groups.get(pk) == other for pk in found[:at]) for other in "ab"}
                assert all(pk in groups and counts[groups[pk]] >= rule.limit for pk in left)

    @given(cases())
    def test_list_is_equal_when_made_again(self, case):
        ranked, k, rules = case

        assert seat(ranked, k, **rules) == seat(ranked, k, **rules)

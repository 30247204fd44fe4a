from lpsstats.dictionary.suggest import did_you_mean, nearest


def test_case_does_not_matter_and_the_spelling_of_the_candidate_is_given():
    assert nearest("q13_CONFIDNT", ["q13_confident", "q1"]) == "q13_confident"


def test_nothing_like_it_gives_no_suggestion():
    assert did_you_mean("zzz", ["q1", "q2"]) == ""


def test_a_huge_number_of_candidates_is_cut_off():
    assert nearest("endless", (f"n{i}" for i in iter(int, 1))) is None

from recdash.lib.sentences import form_of

FORMS = ["%(said)s is another brand.", "is missing: every row needs one", "is %(kind)s: write a text", "(%(a)s) %(b)s"]


class FormOfTests:
    def test_the_places_are_read_out_of_the_sentence(self):
        assert form_of("'Norda' is another brand.", FORMS) == (FORMS[0], {"said": "'Norda'"})

    def test_the_first_form_that_fits_counts(self):
        assert form_of("is missing: every row needs one", FORMS) == (FORMS[1], {})

    def test_the_signs_of_a_form_are_taken_as_they_stand(self):
        assert form_of("(x) y", FORMS) == (FORMS[3], {"a": "x", "b": "y"})

    def test_a_sentence_of_no_form_is_not_found(self):
        assert form_of("'Norda' is another brand. Really.", FORMS) is None

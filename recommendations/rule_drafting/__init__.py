"""Drafts a rule from a sentence: "hide rain jackets under 50 € in Spain until October".

Each part of the sentence is claimed by one reader: a kind, dates, amounts, placements, audiences, and what products it
means, in the words of the shop's own catalogue. What nobody claims is told, and makes the draft uncertain: nothing of a
sentence is passed over in silence. Where a word means several things, a language model orders them and the draft stays
uncertain. A person confirms every draft.
"""

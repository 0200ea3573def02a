"""Item neighbours by LensKit."""

from typing import Any

import numpy as np

from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


class LensKitItemKNN(Recommender):
    """LensKit's item-item neighbours (Deshpande and Karypis 2004) for implicit feedback, 20 neighbours."""

    name = "lenskit_item_knn"

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        import pandas
        from lenskit.data import ItemList, from_interactions_df
        from lenskit.knn import ItemKNNScorer

        users = np.repeat(np.arange(len(data.sequences)), [len(sequence) for sequence in data.sequences])
        items = [item for sequence in data.sequences for item in sequence]
        pairs = pandas.DataFrame({"user_id": users, "item_id": items}).drop_duplicates()
        self.scorer = ItemKNNScorer(max_nbrs=20, feedback="implicit")
        self.scorer.train(from_interactions_df(pairs))
        self.items: Any = ItemList(item_ids=np.arange(data.n_items))

    def scores(self, histories: Histories) -> FloatMatrix:
        from lenskit.data import ItemList, RecQuery

        def of(history: Any) -> Any:
            query = RecQuery(user_items=ItemList(item_ids=np.array(history, dtype=np.int64)))
            return self.scorer(query, self.items).scores()

        nothing = np.full(len(self.items), np.nan)
        found = [of(sorted(set(history))) if history else nothing for history in histories]
        return np.nan_to_num(np.stack(found).astype(np.float32), nan=0.0)

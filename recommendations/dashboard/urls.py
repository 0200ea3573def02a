"""The addresses of the staff pages that are more than a model admin."""

from django.urls import path

from recommendations.dashboard import (
    copy_actions,
    copy_bulk,
    copy_check,
    copy_desk,
    evaluation,
    experiments,
    home,
    jobs,
    measure,
    model_use,
    neighbours,
    preview,
    preview_actions,
)

urlpatterns = [
    path("running/", home.running_panel, name="home-running"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/start/", jobs.job_start_page, name="job-start"),
    path("jobs/<int:pk>/<str:change>/", jobs.job_change, name="job-change"),
    path("products/<int:pk>/neighbours/", neighbours.product_neighbours, name="product-neighbours"),
    path("models/<int:pk>/use/", model_use.model_use, name="model-use"),
    path("evaluation/", evaluation.evaluation, name="evaluation"),
    path("evaluation/start/", evaluation.evaluation_start_page, name="evaluation-start"),
    path("evaluation/progress/", evaluation.evaluation_progress, name="evaluation-progress"),
    path("evaluation/<int:pk>.csv", evaluation.evaluation_csv, name="evaluation-csv"),
    path("measure/", measure.measure_page, name="measure"),
    path("measure.csv", measure.measure_csv, name="measure-csv"),
    path("experiments/", experiments.experiments, name="experiments"),
    path("experiments/new/", experiments.experiment_new, name="experiment-new"),
    path("experiments/<int:pk>/", experiments.experiment, name="experiment"),
    path("experiments/<int:pk>.csv", experiments.experiment_csv, name="experiment-csv"),
    path("experiments/<int:pk>/<str:change>/", experiments.experiment_change, name="experiment-change"),
    path("preview/", preview.preview, name="preview"),
    path("preview/shoppers/", preview.preview_shoppers, name="preview-shoppers"),
    path("preview/act/", preview_actions.preview_act, name="preview-act"),
    path("copy-desk/", copy_desk.copy_desk, name="copy-desk"),
    path("copy-desk/bulk/", copy_bulk.copy_bulk, name="copy-bulk"),
    path("copy-desk/<int:pk>/act/", copy_actions.copy_act, name="copy-act"),
    path("copy-desk/<int:pk>/check/", copy_check.copy_check, name="copy-check"),
]

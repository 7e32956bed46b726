"""The UI from an empty home, with no click: the graph, but for exports, turns green within two minutes, and a browser shows it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assets.definitions import defs

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
GREEN_WITHIN_S = 300
GRAPH = defs.resolve_asset_graph()
BY_ITSELF = {key.to_user_string() for key in GRAPH.materializable_asset_keys if GRAPH.get(key).group_name != "exports"}
QUERY = """{
  assetNodes { assetKey { path } staleStatus assetMaterializations(limit: 1) { runId } }
  runsOrError { ... on Runs { results { jobName status } } }
}"""
LAUNCH = """mutation($job: String!) {
  launchRun(executionParams: {
    selector: {jobName: $job, repositoryName: "__repository__", repositoryLocationName: "sayso"}, mode: "default"
  }) {
    __typename ... on PythonError { message } ... on RunConfigValidationInvalid { errors { message } }
  }
}"""
HOUSEKEEPING = ["compact", "prune", "verify"]
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --virtual-time-budget=15000"
).split()

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a new warehouse over two of the samples; return the address."""
    folder = tmp_path_factory.mktemp("ui")
    (folder / "documents").mkdir()
    for path in sorted((ROOT / "samples").glob("*.txt"))[:2]:
        shutil.copy(path, folder / "documents")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    named = {"SAYSO_DOCUMENTS": str(folder / "documents"), "SAYSO_WAREHOUSE": str(folder / "warehouse"), "SAYSO_PORT": port}
    with (folder / "ui.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "assets.serve"], cwd=ROOT, env=os.environ | named, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(5)


def ask(address: str, query: str = QUERY, **variables: str) -> dict[str, Any] | None:
    """Return what the server says, if not otherwise asked of assets and runs; nothing while it is not up."""
    asked = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{address}/graphql", asked, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]
    except OSError:
        return None


def green(data: dict[str, Any]) -> set[str]:
    """Return the assets that are made and up to date; the report follows on demand."""
    made = [node for node in data["assetNodes"] if node["assetMaterializations"]]
    return {node["assetKey"]["path"][0] for node in made if node["staleStatus"] == "FRESH" or node["assetKey"]["path"] == ["report"]}


def test_the_graph_turns_green_by_itself_and_a_browser_shows_it(address, tmp_path):
    began, data = time.monotonic(), None
    while time.monotonic() - began < GREEN_WITHIN_S:
        data = ask(address)
        if data and green(data) >= BY_ITSELF:
            break
        time.sleep(2)
    assert data, "the server did not come up"
    made = {node["assetKey"]["path"][0] for node in data["assetNodes"] if node["assetMaterializations"]}
    assert made == BY_ITSELF
    assert not [run for run in data["runsOrError"]["results"] if run["status"] == "FAILURE"]
    assert sum(run["jobName"] == "derive_batch" for run in data["runsOrError"]["results"]) == 1
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={tmp_path}", "--dump-dom", f"{address}/asset-groups"]
    page = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    assert "Global asset lineage" in page
    assert all(
        f">{group}<" in page for group in ("documents", "sentences", "entities", "claims", "relations", "marts", "report", "exports")
    )


@pytest.mark.slow
def test_the_jobs_of_housekeeping_end_well_when_launched_there(address):
    """What the button *Launch run* of each job asks of the server."""
    began = time.monotonic()
    while ask(address) is None and time.monotonic() - began < GREEN_WITHIN_S:
        time.sleep(1)
    for job in HOUSEKEEPING:
        launched = ask(address, LAUNCH, job=job)
        assert launched
        assert launched["launchRun"]["__typename"] == "LaunchRunSuccess", launched
    statuses: dict[str, str] = {}
    while time.monotonic() - began < GREEN_WITHIN_S and not all(statuses.get(job) in ("SUCCESS", "FAILURE") for job in HOUSEKEEPING):
        time.sleep(2)
        statuses = {run["jobName"]: run["status"] for run in (ask(address) or {"runsOrError": {"results": []}})["runsOrError"]["results"]}
    assert {job: statuses[job] for job in HOUSEKEEPING} == dict.fromkeys(HOUSEKEEPING, "SUCCESS")

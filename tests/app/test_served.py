"""The three ways to serve the course, over plain HTTP."""

import gzip
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sij.app import course

from .conftest import CHAPTER, STOCK

INDEX = course.load().index


@pytest.fixture(params=["app_server", "extension_server"])
def served(request):
    """A server and the folder of the notebooks below its root."""
    folder = "notebooks/" if request.param == "extension_server" else ""
    return request.getfixturevalue(request.param), folder


def test_thirty_readers_start_no_kernel(served):
    server, folder = served
    with ThreadPoolExecutor(30) as readers:
        path = f"voila/render/{folder}{CHAPTER}"
        answers = list(readers.map(lambda _: server.get(path), range(30)))
    assert {status for status, _, _ in answers} == {200}
    assert len({body for _, body, _ in answers}) == 1
    assert server.kernels() == []
    assert server.problems() == []


def test_pages_are_compressed_and_revalidated(served):
    server, folder = served
    path = f"voila/render/{folder}{CHAPTER}"
    status, body, headers = server.get(path, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert b"How it moves" in gzip.decompress(body)
    again = {"Accept-Encoding": "gzip", "If-None-Match": headers["Etag"]}
    status, body, _ = server.get(path, **again)
    assert (status, body) == (304, b"")


def test_links_carry_the_prefix(served):
    server, folder = served
    _, body, _ = server.get(f"voila/render/{folder}{CHAPTER}")
    prefix = "/user/x/" if server.token else "/"
    assert f'href="{prefix}voila/render/{folder}{INDEX}"' in body.decode()


def test_the_start_page_replaces_the_file_list(served):
    server, _ = served
    status, body, _ = server.get("voila" if server.token else "")
    assert status == 200
    assert b"A joint that hardly moves" in body


def test_a_missing_notebook_gets_our_page(served):
    server, folder = served
    status, body, _ = server.get(f"voila/render/{folder}nothing.ipynb")
    assert status == 404
    assert b"This page is not here" in body
    assert f"voila/render/{folder}{INDEX}".encode() in body


def test_a_missing_address_gets_our_page(app_server):
    status, body, _ = app_server.get("nothing/here")
    assert status == 404
    assert b"This page is not here" in body


@pytest.mark.parametrize("name", ["secret.py", "secret.json", CHAPTER, ".hidden.png", "../x.py"])
def test_sources_are_not_served(served, name):
    server, folder = served
    status, _, _ = server.get(f"voila/files/{folder}{name}")
    assert status in {403, 404}


def test_pictures_are_served(app_server):
    assert app_server.get("voila/files/dot.svg")[0] == 200


def test_nobody_can_change_the_template(app_server):
    _, plain, _ = app_server.get(f"voila/render/{CHAPTER}")
    for query in ("voila-template=lab", "template=lab", "theme=dark", "voila-theme=dark"):
        assert app_server.get(f"voila/render/{CHAPTER}?{query}")[1] == plain


def test_a_failing_cell_hides_its_details(live_server):
    status, body, _ = live_server.get("voila/render/broken.ipynb")
    assert status == 200
    assert b"secret detail" not in body
    assert b"Traceback" not in body


def test_strangers_are_sent_to_the_login(extension_server):
    stranger = type(extension_server)(
        extension_server.url, extension_server.process, extension_server.log
    )
    _, body, _ = stranger.get(f"voila/render/notebooks/{CHAPTER}")
    assert b"How it moves" not in body


def test_stock_voila_still_executes_everything(lab_server):
    status, body, _ = lab_server.get(f"voila/render/{STOCK}")
    assert status == 200
    assert b"application/vnd.voila.cell-output+json" in body
    assert b"sij-strip" not in body
    assert len(lab_server.kernels()) == 1


def test_a_taken_port_is_one_plain_sentence(notebooks):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "sij.app", "--notebooks", str(notebooks), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 cannot be used")
    assert done.stderr.count("\n") == 1

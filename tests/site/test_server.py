"""The server: whole files, byte ranges, and refusal of what is not there."""

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from blocquotes.refusal import Refusal
from blocquotes.site import server
from site_fixtures import served

CONTENT = b"0123456789"


@pytest.mark.parametrize(
    ("asked", "status", "sent", "of"),
    [
        (None, 200, CONTENT, None),
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, CONTENT, "bytes 0-9/10"),
        ("bytes=-99", 206, CONTENT, "bytes 0-9/10"),
        ("bytes=10-", 416, None, None),
        ("bytes=-", 416, None, None),
        ("bytes=5-2", 416, None, None),
        ("lines=1-2", 200, CONTENT, None),
        (f"bytes={'9' * 5000}-", 200, CONTENT, None),
    ],
)
def test_a_file_or_a_range_of_it_is_sent(
    tmp_path: Path, asked: str | None, status: int, sent: bytes | None, of: str | None
) -> None:
    (tmp_path / "a.parquet").write_bytes(CONTENT)
    with served(tmp_path) as address:
        connection = HTTPConnection(urlsplit(address).netloc)
        connection.request("GET", "/a.parquet", headers={"Range": asked} if asked else {})
        answer = connection.getresponse()
        assert answer.status == status
        assert answer.getheader("Content-Range") == of
        body = answer.read()
        assert sent is None or body == sent
        connection.request("GET", "/../../etc/passwd")
        assert connection.getresponse().status == 404
        connection.close()


def test_a_port_that_is_in_use_is_refused_with_another_way(tmp_path: Path) -> None:
    with server.serving(tmp_path) as first, pytest.raises(Refusal) as refused:
        server.serving(tmp_path, first.server_address[1])
    assert "name another one with --port" in str(refused.value)

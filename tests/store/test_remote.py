"""Cases behind URLs: what is put is what is fetched; old parts go; errors are one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import fs

from headwater.errors import CaseError
from headwater.store.remote import Remote, readable_copy, url_of, working_copy


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("s3://bucket/cases/one", "s3://bucket/cases/one"),
        ("file:///tmp/no-such/case", "file:///tmp/no-such/case"),
        ("fsspec+memory://cases/one", "fsspec+memory://cases/one"),
        ("cases/one", None),
        ("/cases/one", None),
        ("../a: b/c", None),
    ],
)
def test_a_url_survives_being_taken_for_a_path(path: str, url: str | None) -> None:
    assert url_of(Path(path)) == url


def test_a_folder_that_looks_like_a_url_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s3:/bucket").mkdir(parents=True)
    assert url_of(Path("s3://bucket")) is None


def filled(case: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def content(case: Path) -> dict[str, str]:
    return {
        path.relative_to(case).as_posix(): path.read_text()
        for path in sorted(case.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The URL of a bucket of an S3 server on this machine, but for its query: moto's, if there."""
    moto = pytest.importorskip("moto.server", reason="pip install 'moto[server]' to test S3")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"s3://key:secret@cases{{}}?region=eu-west-1&scheme=http&endpoint_override={host}:{port}"
    fs.FileSystem.from_uri(url.format("") + "&allow_bucket_creation=true")[0].create_dir("cases")
    yield url
    server.stop()


@pytest.fixture(params=["file", "memory", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return f"file://{tmp_path}/far/case"
    if request.param == "s3":
        bucket: str = request.getfixturevalue("bucket")
        return bucket.format(f"/{tmp_path.name}/case")
    pytest.importorskip("fsspec")
    return f"fsspec+memory://{tmp_path.name}/case"


def test_what_is_put_is_fetched_and_what_it_replaces_is_gone(url: str, tmp_path: Path) -> None:
    first = {"case.toml": "1", "tables/a.parquet": "a", "tables/r.parquet/part-1.parquet": "r"}
    with working_copy(Path(url)) as case:
        assert content(case) == {}
        filled(case, first | {"parts/part-000001.parquet": "left", "spark.log": "said"})
    with readable_copy(Path(url)) as copy:
        assert content(copy) == first
    assert not copy.exists()
    with working_copy(Path(url)) as case:
        assert content(case) == first
        (case / "tables/a.parquet").unlink()
        filled(case, {"tables/a.parquet/part-1.parquet": "A", "case.toml": "2"})
        (case / "tables/r.parquet/part-1.parquet").rename(case / "tables/r")
        (case / "tables/r.parquet").rmdir()
        (case / "tables/r").rename(case / "tables/r.parquet")
    again = tmp_path / "again"
    Remote(url).fetch(again)
    assert content(again) == {
        "case.toml": "2",
        "tables/a.parquet/part-1.parquet": "A",
        "tables/r.parquet": "r",
    }


def test_a_failed_run_puts_nothing(tmp_path: Path) -> None:
    far = tmp_path / "far"

    def fail() -> None:
        with working_copy(Path(f"file://{far}")) as case:
            filled(case, {"case.toml": "1", "tables/a.parquet": "a"})
            raise CaseError("the run failed")

    with pytest.raises(CaseError, match="the run failed"):
        fail()
    assert not far.exists()


def test_an_unknown_kind_of_url_is_one_line() -> None:
    with pytest.raises(CaseError, match=r"^nosuch://bucket/case: ") as caught:
        Remote("nosuch://bucket/case")
    assert "\n" not in str(caught.value)

"""The HTTP API of a Hub as functions from request to reply: repositories, files, commits, tags, pull requests."""

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs, quote, urlencode

import yaml

from hub_repo import Commit, Repo, blob, entry, is_large, new_repo, sha256

TOKEN = "hf_aTokenOfTheTestsThatNothingMayPrint"
"""The token with all rights."""

READ_TOKEN = "hf_aTokenThatMayOnlyReadOfTheTests"
"""A token that may only read."""

DAY = "2026-01-01T00:00:00.000Z"
"""The date of everything."""


@dataclass
class State:
    """What a Hub holds: repositories by name, large files by checksum; `page` is the length of a listing's page."""

    url: str
    repos: dict[str, Repo] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)
    page: int = 8


@dataclass(frozen=True)
class Request:
    """A request as the routes see it; `at` are the parts of the path that the route names."""

    hub: State
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    at: Mapping[str, str]

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def repo(self) -> Repo:
        """The repository of the path."""
        found = self.hub.repos.get(self.at["repo"])
        if found is None:
            raise RefusalError(404, "Repository not found", "RepoNotFound")
        return found

    def commit(self) -> Commit:
        """The commit of the path."""
        found = self.repo().find(self.at.get("revision") or "main")
        if found is None:
            raise RefusalError(404, f"Invalid rev id: {self.at.get('revision')}", "RevisionNotFound")
        return found

    def may_write(self) -> None:
        """Refuses a request without a token, and one with a token that may only read."""
        token = self.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in (TOKEN, READ_TOKEN):
            raise RefusalError(401, "Invalid credentials in Authorization header")
        if token == READ_TOKEN:
            raise RefusalError(403, "You don't have the rights to write to this repository")


@dataclass(frozen=True)
class Reply:
    """An answer: status, body, headers."""

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """The body as it is sent."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class RefusalError(Exception):
    """A request that the Hub refuses, with the status and the headers that its clients look at."""

    def __init__(self, status: int, message: str, code: str = "") -> None:
        super().__init__(message)
        headers = {"X-Error-Message": message, **({"X-Error-Code": code} if code else {})}
        self.reply = Reply({"error": message}, status, headers)


Route = Callable[[Request], Reply]
ROUTES: list[tuple[str, re.Pattern[str], Route]] = []
REPO = r"/api/datasets/(?P<repo>[^/]+/[^/]+)"


def route(method: str, path: str) -> Callable[[Route], Route]:
    """Makes a function the answer to the requests of a method whose path matches."""

    def add(function: Route) -> Route:
        ROUTES.append((method, re.compile(path), function))
        return function

    return add


@route("GET", "/api/whoami-v2")
def who_am_i(request: Request) -> Reply:
    request.may_write()
    return Reply({"type": "user", "name": "tester", "orgs": [], "auth": {"type": "access_token"}})


@route("GET", "/identity")
def identity(request: Request) -> Reply:
    """What a forge's runner answers when a job asks for its identity."""
    if request.headers.get("authorization") != "Bearer runner":
        raise RefusalError(401, "no job of this forge")
    return Reply({"value": f"job for {request.query['audience']}"})


@route("POST", "/oauth/token")
def exchange(request: Request) -> Reply:
    """The trusted publisher: a job's identity for a token of one repository that lives an hour."""
    asked = request.json()
    if asked["subject_token"] != f"job for {request.hub.url}" or asked["resource"] != "datasets/org/blocquotes":
        raise RefusalError(400, "no trusted publisher is set up for this job")
    return Reply({"access_token": TOKEN, "token_type": "bearer", "expires_in": 3600})


@route("POST", "/api/validate-yaml")
def validate_yaml(request: Request) -> Reply:
    head = re.match(r"---\n(.*?)\n---", request.json()["content"], re.DOTALL)
    try:
        content = yaml.safe_load(head[1]) if head else None
    except yaml.YAMLError as error:
        return Reply({"errors": [{"message": str(error)}], "warnings": []}, 400)
    warnings = [] if isinstance(content, dict) else [{"message": "empty or missing yaml metadata in repo card"}]
    return Reply({"errors": [], "warnings": warnings})


@route("POST", "/api/repos/create")
def create(request: Request) -> Reply:
    request.may_write()
    asked = request.json()
    name = f"{asked['organization']}/{asked['name']}"
    url = f"{request.hub.url}/datasets/{name}"
    if name in request.hub.repos:
        return Reply({"error": "You already created this dataset repo", "url": url}, 409)
    request.hub.repos[name] = new_repo()
    return Reply({"url": url, "name": name})


@route("GET", rf"{REPO}(?:/revision/(?P<revision>[^/]+))?")
def info(request: Request) -> Reply:
    commit = request.commit()
    flags = {"private": False, "gated": False, "disabled": False, "downloads": 0, "likes": 0, "tags": []}
    names = [{"rfilename": path} for path in sorted(commit.tree)]
    dates = {"lastModified": DAY, "createdAt": DAY}
    return Reply({"id": request.at["repo"], "sha": commit.oid, "siblings": names, **flags, **dates})


@route("GET", rf"{REPO}/tree/(?P<revision>[^/]+)(?:/(?P<path>.*))?")
def tree(request: Request) -> Reply:
    """The files below a folder, and the folders; page after page, as the Hub gives them."""
    commit, below = request.commit(), request.at.get("path", "").strip("/")
    prefix = f"{below}/" if below else ""
    inside = {path: data for path, data in commit.tree.items() if path.startswith(prefix)}
    if not inside:
        raise RefusalError(404, f"{below} does not exist", "EntryNotFound")
    whole = request.query.get("recursive", "").lower() == "true"
    parts = {path: path.removeprefix(prefix).split("/") for path in inside}
    folders = {prefix + "/".join(p[:i]) for p in parts.values() for i in range(1, len(p)) if whole or i == 1}
    found = [{"type": "directory", "path": path, "size": 0, "oid": blob(path.encode())} for path in sorted(folders)]
    files = [path for path in sorted(inside) if whole or len(parts[path]) == 1]
    found += [entry(request.repo(), path, inside[path]) for path in files]
    return paged(request, found)


def paged(request: Request, found: list[Any]) -> Reply:
    """One page of a listing, with the address of the next one in the header `Link`."""
    start = int(request.query.get("cursor", 0))
    end = start + request.hub.page
    if end >= len(found):
        return Reply(found[start:])
    parts = (quote(request.at.get(key, ""), safe="") for key in ("revision", "path"))
    address = f"{request.hub.url}/api/datasets/{request.at['repo']}/tree/{'/'.join(filter(None, parts))}"
    query = urlencode({**request.query, "cursor": end})
    return Reply(found[start:end], headers={"Link": f'<{address}?{query}>; rel="next"'})


@route("POST", rf"{REPO}/paths-info/(?P<revision>[^/]+)")
def paths_info(request: Request) -> Reply:
    commit = request.commit()
    is_json = "json" in request.headers.get("content-type", "")
    paths = request.json()["paths"] if is_json else parse_qs(request.body.decode()).get("paths", [])
    return Reply([entry(request.repo(), path, commit.tree[path]) for path in paths if path in commit.tree])


@route("GET", rf"{REPO}/refs")
def refs(request: Request) -> Reply:
    repo = request.repo()

    def listed(names: Mapping[str, str], space: str) -> list[dict[str, str]]:
        return [{"name": n, "ref": f"{space}{n}", "targetCommit": oid} for n, oid in names.items()]

    found = {"branches": listed(repo.branches, "refs/heads/"), "tags": listed(repo.tags, "refs/tags/"), "converts": []}
    return Reply({**found, "pullRequests": listed(repo.pulls, "")})


@route("GET", rf"{REPO}/commits/(?P<revision>[^/]+)")
def commits(request: Request) -> Reply:
    repo, oid, found = request.repo(), cast("str | None", request.commit().oid), []
    while oid:
        title, authors = repo.commits[oid].title, [{"user": "tester"}]
        found.append({"id": oid, "title": title, "message": "", "authors": authors, "date": DAY})
        oid = repo.commits[oid].parent
    return Reply(found)


@route("GET", rf"{REPO}/discussions")
def discussions(request: Request) -> Reply:
    repo, found = request.repo(), []
    for name in repo.pulls:
        status = "merged" if name in repo.merged else "open"
        about = {"num": int(name.split("/")[-1]), "title": "Release", "status": status, "isPullRequest": True}
        home = {"name": request.at["repo"], "type": "dataset"}
        found.append({**about, "author": {"name": "tester"}, "createdAt": DAY, "repo": home})
    found = [pull for pull in found if request.query.get("status") in (None, pull["status"])]
    return Reply({"discussions": found, "count": len(found), "start": 0})


@route("POST", rf"{REPO}/preupload/(?P<revision>[^/]+)")
def preupload(request: Request) -> Reply:
    """Answers for every file whether it is sent with the commit or before it, and whether the Hub has it."""
    request.may_write()
    repo, known = request.repo(), request.commit().tree
    files = []
    for file in request.json()["files"]:
        large = is_large(repo, file["path"], file["size"])
        answer = {"path": file["path"], "uploadMode": "lfs" if large else "regular", "shouldIgnore": False}
        if file["path"] in known:
            data = known[file["path"]]
            answer["oid"] = sha256(data) if large else blob(data)
        files.append(answer)
    return Reply({"files": files})


@route("POST", r"/datasets/(?P<repo>[^/]+/[^/]+)\.git/info/lfs/objects/batch")
def batch(request: Request) -> Reply:
    """Answers where to send large files; nowhere if the Hub has them."""
    request.may_write()
    request.repo()
    objects = []
    for asked in request.json()["objects"]:
        found = {"oid": asked["oid"], "size": asked["size"]}
        if asked["oid"] not in request.hub.objects:
            upload = {"href": f"{request.hub.url}/large/{asked['oid']}?signature=secret"}
            found["actions"] = {"upload": upload, "verify": {"href": f"{request.hub.url}/large/verify"}}
        objects.append(found)
    return Reply({"transfer": "basic", "objects": objects})


@route("PUT", "/large/(?P<oid>[0-9a-f]{64})")
def put_large(request: Request) -> Reply:
    if sha256(request.body) != request.at["oid"]:
        raise RefusalError(400, "the content has another checksum")
    request.hub.objects[request.at["oid"]] = request.body
    return Reply()


@route("POST", "/large/verify")
def verify_large(request: Request) -> Reply:
    asked = request.json()
    if len(request.hub.objects.get(asked["oid"], b"")) != asked["size"]:
        raise RefusalError(422, "no such object")
    return Reply()


@route("POST", rf"{REPO}/commit/(?P<revision>[^/]+)")
def commit(request: Request) -> Reply:
    """One commit from lines of JSON, all of it or nothing; refused if the head is not the parent that it names."""
    request.may_write()
    repo, head = request.repo(), request.commit()
    lines = [json.loads(line) for line in request.body.splitlines()]
    header = next(line["value"] for line in lines if line["key"] == "header")
    if header.get("parentCommit") not in (None, head.oid):
        raise RefusalError(412, "A commit has happened since. Please refresh and try again.")
    files = dict(head.tree)
    for line in lines:
        if line["key"] != "header":
            change(request.hub, files, line["key"], line["value"])
    oid = repo.add(head.oid, header["summary"], files)
    home = f"{request.hub.url}/datasets/{request.at['repo']}"
    answer = {"success": True, "commitOid": oid, "commitUrl": f"{home}/commit/{oid}"}
    if "create_pr" in request.query:
        number = len(repo.pulls) + 1
        repo.pulls[f"refs/pr/{number}"] = oid
        return Reply({**answer, "pullRequestUrl": f"{home}/discussions/{number}"})
    repo.branches[request.at["revision"]] = oid
    return Reply(answer)


def change(hub: State, files: dict[str, bytes], kind: str, value: Mapping[str, Any]) -> None:
    """Carries out one line of a commit on the files."""
    if kind == "file":
        files[value["path"]] = base64.b64decode(value["content"])
    elif kind == "lfsFile":
        if value["oid"] not in hub.objects:
            raise RefusalError(400, f"the object of {value['path']} was not uploaded")
        files[value["path"]] = hub.objects[value["oid"]]
    elif kind == "deletedFile":
        if files.pop(value["path"], None) is None:
            raise RefusalError(404, "A file with this name doesn't exist", "EntryNotFound")
    else:
        raise RefusalError(400, f"unknown operation {kind}")


@route("POST", rf"{REPO}/tag/(?P<revision>[^/]+)")
def tag(request: Request) -> Reply:
    request.may_write()
    repo, name = request.repo(), request.json()["tag"]
    if name in repo.tags:
        raise RefusalError(409, f"Tag reference exists already: {name}")
    repo.tags[name] = request.commit().oid
    return Reply()


@route("GET", r"/datasets/(?P<repo>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<path>.+)")
def resolve(request: Request) -> Reply:
    """A file's content, or a range of it."""
    commit = request.commit()
    if request.at["path"] not in commit.tree:
        raise RefusalError(404, "Entry not found", "EntryNotFound")
    data = commit.tree[request.at["path"]]
    about = entry(request.repo(), request.at["path"], data)
    mark = f'"{about["lfs"]["oid"] if "lfs" in about else about["oid"]}"'
    linked = {"X-Linked-Etag": mark, "X-Linked-Size": str(len(data))} if "lfs" in about else {}
    headers = {"X-Repo-Commit": commit.oid, "ETag": mark, "Accept-Ranges": "bytes", **linked}
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("range", ""))
    kind = {"Content-Type": "application/octet-stream"}
    if not asked:
        return Reply(data, headers={**headers, **kind})
    start, end = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
    place = {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
    return Reply(data[start : end + 1], 206, {**headers, **kind, **place})

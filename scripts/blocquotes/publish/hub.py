"""All calls to the Hub, made with huggingface_hub, and all the ways in which they can fail."""

import logging
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes.publish.plan import Plan, Stored
from blocquotes.refusal import FOUND, NOTHING_DONE, Refusal, install
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from huggingface_hub import CommitInfo, HfApi

# The branch that holds the latest release.
BRANCH = "main"

# ORG/NAME; the library checks the further rules for names.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*")

AGAIN = "run the same command again"


def check_name(repo: str) -> None:
    """Refuses anything but the name of a repository."""
    if not NAME.fullmatch(repo):
        raise Refusal("the repository must be named ORG/NAME", repr(repo), "name one like org/blocquotes")


def has_token() -> bool:
    """Whether the library finds a token: from a trusted publisher, the environment, or an earlier login."""
    with asking("asking for a token"):
        from huggingface_hub import get_token

        return get_token() is not None


def head(repo: str) -> str | None:
    """The commit at the head of the branch; None if there is no such repository."""
    with asking("reading the head of the repository"):
        from huggingface_hub.errors import RepositoryNotFoundError

        try:
            return api().repo_info(repo, repo_type="dataset", revision=BRANCH).sha
        except RepositoryNotFoundError:
            return None


def files(repo: str, revision: str) -> dict[str, Stored]:
    """The files of a revision by path."""
    with asking("listing the files of the repository"):
        from huggingface_hub import RepoFile

        tree = api().list_repo_tree(repo, repo_type="dataset", revision=revision, recursive=True)
        found = [file for file in tree if isinstance(file, RepoFile)]
        return {file.path: Stored(file.size, file.blob_id, file.lfs.sha256 if file.lfs else None) for file in found}


def tags(repo: str) -> dict[str, str]:
    """Tag → commit."""
    with asking("reading the tags of the repository"):
        found = api().list_repo_refs(repo, repo_type="dataset").tags
        return {tag.name: tag.target_commit for tag in found}


def open_pulls(repo: str) -> list[str]:
    """The revisions of the open pull requests of a repository."""
    with asking("reading the open pull requests"):
        pulls = api().get_repo_discussions(
            repo, repo_type="dataset", discussion_type="pull_request", discussion_status="open"
        )
        return [f"refs/pr/{pull.num}" for pull in pulls]


def create(repo: str) -> None:
    """Creates the repository, unless it exists already."""
    with asking("creating the repository"):
        api().create_repo(repo, repo_type="dataset", exist_ok=True)


def commit(repo: str, folder: Path, made: Plan, parent: str, message: str, as_pull: bool) -> "CommitInfo":
    """Commits all changes of the plan on top of `parent`, to the branch or as a pull request."""
    with asking("committing"):
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete

        return api().create_commit(
            repo,
            [
                *(CommitOperationAdd(name, folder / name) for name in (*made.add, *made.change)),
                *(CommitOperationDelete(name) for name in made.delete),
            ],
            commit_message=message,
            repo_type="dataset",
            revision=BRANCH,
            parent_commit=parent,
            create_pr=as_pull,
        )


def download(repo: str, revision: str, folder: Path) -> Path:
    """Downloads all files of a revision into `folder`, without the user's cache."""
    with asking("downloading the release"):
        from huggingface_hub import snapshot_download

        quiet()
        target = folder / "files"
        snapshot_download(
            repo, repo_type="dataset", revision=revision, local_dir=target, cache_dir=folder / "cache", max_workers=4
        )
        return target


def read(repo: str, revision: str, name: str) -> bytes:
    """Downloads one file of a revision, without the user's cache; returns its content."""
    with asking(f"reading {name} of the repository"), tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary:
        from huggingface_hub import hf_hub_download

        quiet()
        path = hf_hub_download(
            repo, name, repo_type="dataset", revision=revision, local_dir=temporary, cache_dir=temporary
        )
        return Path(path).read_bytes()


def cached(repo: str, revision: str, name: str) -> Path:
    """One file of a revision in the user's cache, downloaded if it is not there yet.

    The name of the second folder above the file, `snapshots/COMMIT`, is the commit.
    """
    with asking(f"reading {name} of the repository"):
        from huggingface_hub import hf_hub_download

        quiet()
        return Path(hf_hub_download(repo, name, repo_type="dataset", revision=revision))


def tag(repo: str, name: str, commit: str) -> bool:
    """Tags a commit; False if the tag exists."""
    with asking("tagging"):
        from huggingface_hub.errors import HfHubHTTPError

        try:
            api().create_tag(repo, repo_type="dataset", tag=name, revision=commit)
        except HfHubHTTPError as error:
            if error.response.status_code == 409:
                return False
            raise
        return True


def api() -> "HfApi":
    """The library's client."""
    from huggingface_hub import HfApi

    quiet()
    return HfApi(library_name="blocquotes")


def quiet() -> None:
    """Hides the library's progress bars and warnings, because warnings contain signed addresses."""
    from huggingface_hub.utils.logging import set_verbosity
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    set_verbosity(logging.ERROR)


@contextmanager
def asking(step: str) -> Iterator[None]:
    """Turns every failure of the library into a `Refusal`; `step` says what was being done."""
    try:
        yield
    except ImportError as error:
        raise Refusal(
            "huggingface_hub 1.31 or newer must be installed to reach the Hub",
            f"none ({error})",
            install("publish"),
        ) from None
    except (OSError, ValueError, RuntimeError, LookupError, AssertionError) as error:
        raise _refused(step, error) from None
    except Exception as error:
        # huggingface_hub changed its HTTP library between versions, so errors are recognised by its own base classes.
        from huggingface_hub import errors

        known: tuple[Any, ...] = (errors.HTTPError, errors.OIDCError)  # type: ignore[attr-defined]
        if isinstance(error, known):
            raise _refused(step, error) from None
        raise


def _refused(step: str, error: Exception) -> Refusal:
    from huggingface_hub import constants, errors

    answered = _answered_by(error)
    if answered is not None:
        message = without_token(getattr(answered, "server_message", None) or "")
        return _answered(step, answered.response.status_code, message)
    if isinstance(error, errors.OIDCError):
        return Refusal(
            "a trusted publisher must be set up for this repository",
            f"while {step}: {without_token(str(error))}",
            "see RELEASING.md; outside a workflow, unset HF_OIDC_RESOURCE",
        )
    if isinstance(error, errors.HFValidationError):
        return Refusal("the repository must be named ORG/NAME", without_token(str(error)), "correct the name")
    if isinstance(error, errors.OfflineModeIsEnabled) or isinstance(error.__cause__, errors.OfflineModeIsEnabled):
        return Refusal("publishing needs the network", f"HF_HUB_OFFLINE set while {step}", "unset it")
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return Refusal("the Hub must accept what it is sent", f"while {step}: {without_token(str(error))}", code=FOUND)
    return Refusal(
        f"the Hub must be reachable at {harmless(constants.ENDPOINT)}",
        f"no complete answer while {step} ({type(error).__name__})",
        f"check the network, then {AGAIN}",
    )


def _answered_by(error: BaseException | None) -> Any:
    """The error with the server's answer that caused a failure; None if there was no answer."""
    while error is not None and getattr(error, "response", None) is None:
        error = error.__cause__
    return error


# Status → code, what must hold, how to fix it.
ANSWERS = {
    401: (NOTHING_DONE, "the token must be one that the Hub knows", "log in again with `hf auth login`"),
    403: (NOTHING_DONE, "the token must allow this", "ask for access, or open a pull request with --create-pr"),
    404: (NOTHING_DONE, "what is requested must exist", "correct the name, or use a token that can see it"),
    412: (
        FOUND,
        "the repository must not change while a release is committed",
        "nothing was overwritten; find out who pushed, then run the same command again to see the new plan",
    ),
    429: (NOTHING_DONE, "the Hub must have capacity for the request", f"wait a while, then {AGAIN}"),
}


def _answered(step: str, status: int, message: str) -> Refusal:
    if status in ANSWERS:
        code, must, fix = ANSWERS[status]
    elif status >= 500:
        code, must, fix = NOTHING_DONE, "the Hub must work", AGAIN
    else:
        code, must, fix = FOUND, "the Hub must accept what it is sent", ""
    return Refusal(must, f"answer {status} while {step}" + (f": {message}" if message else ""), fix, code=code)


def without_token(text: str) -> str:
    """The beginning of a foreign text, made safe to print: escaped, short, and without the token."""
    from huggingface_hub import get_token

    try:
        token = get_token()
    except Exception:
        token = None  # The trusted publisher gave no token, so there is none to hide.
    shown = text.replace(token, "***") if token else text
    return harmless(" ".join(shown.split()))[:300]

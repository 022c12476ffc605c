"""Makes a Python environment below target/ from a file of requirements unless it is there; prints its python.

    make.py [NAME REQUIREMENTS]    default: python-env, from notebooks/requirements.txt

Needs nothing but Python's own library, without ensurepip (a Debian without python3-venv).
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from first_pip import Unreachable, fetch_pip  # noqa: E402

HOME = Path(__file__).resolve().parent.parent.parent
NAME, REQUIREMENTS = sys.argv[1:] or ("python-env", HOME / "notebooks" / "requirements.txt")
REQUIREMENTS = Path(REQUIREMENTS).resolve()
ENVIRONMENT = HOME / "target" / NAME
REPLACED = HOME / "target" / f"{NAME}.replaced"
LOCK = HOME / "target" / f".{NAME}.lock"
BUILD_CONSTRAINTS = HOME / "notebooks" / "build-constraints.txt"
PIP_VERSION = "26.3"

MISSING = 3
RETRY = 5

# They send packages elsewhere than into the environment.
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_PYTHON", "PIP_DRY_RUN")
# What pip says of an index that does not answer. Without retries it says nothing but that there are no versions.
NO_ANSWER = ("connection broken by", "Could not fetch URL", "Max retries exceeded", "timed out", "(from versions: none)")


class CannotMake(Exception):
    def __init__(self, exit_code, message):
        super().__init__(message)
        self.exit_code = exit_code


def main():
    identity = identity_of_inputs()
    if not is_made(identity):
        ENVIRONMENT.parent.mkdir(exist_ok=True)
        with locked():
            if not is_made(identity):  # nobody made it while we waited
                replace(identity)
    print(python_inside())


def python_inside():
    return ENVIRONMENT / "bin" / "python"


def stamp():
    return ENVIRONMENT / ".flowlake-made-from"


def identity_of_inputs():
    """What the environment depends on: it works in its own place and with its own Python only."""
    digest = hashlib.sha256()
    digest.update(REQUIREMENTS.read_bytes())
    digest.update(BUILD_CONSTRAINTS.read_bytes())
    for part in (PIP_VERSION, ENVIRONMENT, sys.base_prefix, sys.version, platform.machine()):
        digest.update(f"\0{part}".encode())
    return digest.hexdigest()


def is_made(identity):
    try:
        return stamp().read_text() == identity and os.access(python_inside(), os.X_OK)
    except OSError:
        return False


@contextlib.contextmanager
def locked():
    """One at a time; the kernel ends the lock of a process that dies."""
    with open(LOCK, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another process is making the Python environment; waiting for it…")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def replace(identity):
    """An environment that is no longer right stays until there is another."""
    if is_complete():
        shutil.rmtree(REPLACED, ignore_errors=True)
        ENVIRONMENT.rename(REPLACED)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    try:
        make()
        stamp().write_text(identity)
    except BaseException:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        if REPLACED.exists():
            REPLACED.rename(ENVIRONMENT)
        raise
    shutil.rmtree(REPLACED, ignore_errors=True)


def is_complete():
    return stamp().exists()


def make():
    say(f"making the Python environment in {ENVIRONMENT}")
    size = "about 600 MB, most of it pyspark" if NAME == "python-env" else f"what {REQUIREMENTS.name} pins"
    say(f"this downloads {size}, unless pip has it in its cache (first time only: some minutes)")
    bundled = importlib.util.find_spec("ensurepip") is not None
    try:
        venv.create(ENVIRONMENT, symlinks=True, with_pip=bundled)
    except subprocess.CalledProcessError:  # an ensurepip whose wheels a distribution took away
        bundled = False
        venv.create(ENVIRONMENT, symlinks=True, with_pip=False, clear=True)
    pip = ["-m", "pip"] if bundled else [str(fetch_pip(PIP_VERSION, ENVIRONMENT) / "pip")]
    install(pip, f"pip=={PIP_VERSION}")
    install(["-m", "pip"], "--build-constraint", str(BUILD_CONSTRAINTS), "-r", str(REQUIREMENTS))


def install(pip, *what):
    """Hands over to pip, which knows its own settings; what it prints goes to standard error."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    environment["PIP_NO_INPUT"] = "1"
    command = [str(python_inside()), "-I", *pip, "install", "--no-user", *what]
    with subprocess.Popen(command, env=environment, stdout=sys.stderr, stderr=subprocess.PIPE, text=True) as process:
        complaints = []
        for line in process.stderr:
            complaints.append(line)
            sys.stderr.write(line)
    if process.returncode == 0:
        return
    if any(sign in line for line in complaints for sign in NO_ANSWER):
        raise Unreachable("pip could not reach its package index, see above")
    raise CannotMake(
        MISSING,
        f"Cannot make the Python environment: pip could not install {what[-1]}, see above; "
        "see that the package index that pip uses (pip config list) has what is pinned there, and run again",
    )


def say(message):
    print(f"python-env: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except CannotMake as e:
        say(e)
        sys.exit(e.exit_code)
    except Unreachable as e:
        say(
            f"Cannot make the Python environment: {e}; connect to the network, or tell pip of your proxy, mirror or "
            "certificates (HTTPS_PROXY, PIP_INDEX_URL, PIP_CERT or pip.conf), and run again"
        )
        sys.exit(RETRY)
    except OSError as e:
        say(f"Cannot make the Python environment in {ENVIRONMENT}: {e}; see that there are 2 GB free and that you may write there")
        sys.exit(MISSING)
    except KeyboardInterrupt:
        sys.exit(130)

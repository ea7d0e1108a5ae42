"""A real Neo4j 5 Community and its cypher-shell for tests and benchmarks, fetched with Maven and started on loopback.

``python -m tests.neo4j_server`` starts one, prints its address, user and password, and stops it at Ctrl-C.

The jars go into a cache folder once: ``$COUNTYGRAPH_NEO4J_HOME``, or ``countygraph/neo4j-VERSION``
under ``$XDG_CACHE_HOME`` (``~/.cache``). Data, logs and password are new for each server.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.engine import free_ports

VERSION = "5.26.12"  # 5.26 is the long-term release of Neo4j 5; it runs on Java 17 and 21

_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>countygraph</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{VERSION}</version></dependency>
<dependency><groupId>org.neo4j</groupId><artifactId>cypher-shell</artifactId><version>{VERSION}</version></dependency>
</dependencies></project>
"""

# From the configuration that Neo4j ships; without them it warns and runs slower.
_JVM = [
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+DisableExplicitGC",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
]


class ServerUnavailable(Exception):
    """No server can be had here; the message says why."""


@dataclass(frozen=True)
class Neo4jServer:
    """Where a server answers, and as whom; the rest is there only for one that was started here.

    ``certificate`` is what it signed itself, for ``localhost``: it speaks with and without TLS.
    """

    uri: str
    user: str
    password: str
    admin: Callable[..., str] | None = None
    pid: int | None = None
    certificate: Path | None = None


def jars() -> Path:
    """Return the folder with the jars of server and cypher-shell, fetched on first use.

    Raises
    ------
    ServerUnavailable
        Java or Maven is missing, or Maven could not fetch the server.
    """
    for tool in ("java", "mvn"):
        if not shutil.which(tool):
            raise ServerUnavailable(f"no {tool} on the path: a real Neo4j {VERSION} needs Java 17 and Maven")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "countygraph"
    home = Path(os.environ.get("COUNTYGRAPH_NEO4J_HOME") or cache / f"neo4j-{VERSION}")
    lib = home / "jars"
    if lib.is_dir():
        return lib
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        (Path(folder) / "pom.xml").write_text(_POM)
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise ServerUnavailable(f"Maven could not fetch Neo4j {VERSION}: {done.stdout[-800:]}")
        with contextlib.suppress(OSError):  # another process was first; its folder is as good
            (Path(folder) / "jars").rename(lib)
    return lib


def _die_with_parent() -> None:
    # A test run that is killed must not leave a server behind (Linux only: PR_SET_PDEATHSIG is 1).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextlib.contextmanager
def running(
    heap: str = "1g",
    page_cache: str = "256m",
    prepare: Callable[[Callable[..., str]], None] | None = None,
    tls: bool = False,
) -> Iterator[Neo4jServer]:
    """Start a server on a random port and password; stop it and drop its data in the end.

    Parameters
    ----------
    heap, page_cache : str
        Sizes as Neo4j writes them.
    prepare : callable, optional
        Called before the start with ``admin``, which runs ``neo4j-admin`` with the arguments given and
        returns what it printed (an import, say).
    tls : bool
        Whether Bolt speaks TLS, too; without openssl it does not.

    Raises
    ------
    ServerUnavailable
        The server cannot be fetched or does not answer within 120 s.
    """
    classpath = f"{jars()}/*"
    with tempfile.TemporaryDirectory(prefix="neo4j-") as folder:
        home = Path(folder)
        for name in ("conf", "data", "logs", "run", "import", "plugins"):
            (home / name).mkdir()
        (port,) = free_ports(1)
        (home / "conf" / "neo4j.conf").write_text(
            "server.default_listen_address=127.0.0.1\n"
            f"server.bolt.listen_address=127.0.0.1:{port}\n"
            "server.http.enabled=false\n"
            "dbms.usage_report.enabled=false\n"
            "server.directories.import=import\n"
            f"server.memory.pagecache.size={page_cache}\n"
        )
        certificate = _certify(home) if tls and shutil.which("openssl") else None
        environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}

        def admin(*arguments: str, cwd: Path | None = None) -> str:
            command = [
                "java",
                f"-Xmx{heap}",
                *_JVM,
                "-cp",
                classpath,
                "org.neo4j.server.startup.Neo4jAdminCommand",
            ]
            done = subprocess.run([*command, *arguments], cwd=cwd, env=environment, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(
                    f"neo4j-admin {arguments[:2]} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
                )
            return done.stdout + done.stderr

        password = secrets.token_urlsafe(16)
        admin("dbms", "set-initial-password", f"x{password}")  # the x: a leading '-' would be an option
        if prepare:
            prepare(admin)
        with (home / "logs" / "console.log").open("wb") as log:
            process = subprocess.Popen(
                [
                    "java",
                    f"-Xms{heap}",
                    f"-Xmx{heap}",
                    *_JVM,
                    "-cp",
                    classpath,
                    "org.neo4j.server.CommunityEntryPoint",
                    f"--home-dir={home}",
                    f"--config-dir={home / 'conf'}",
                ],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
            )
        server = Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", f"x{password}", admin, process.pid, certificate)
        try:
            _wait(server, process, home / "logs" / "console.log")
            yield server
        finally:
            process.kill()  # its data is dropped: a clean stop would only cost 10 s
            process.wait()


def _certify(home: Path) -> Path:
    """Let the server whose home it is speak TLS, with a certificate that it signed itself; return that."""
    folder = home / "certificates"
    folder.mkdir()
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "private.key", "-out", "public.crt"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    with (home / "conf" / "neo4j.conf").open("a") as file:
        file.write(
            "server.bolt.tls_level=OPTIONAL\n"
            "dbms.ssl.policy.bolt.enabled=true\n"
            "dbms.ssl.policy.bolt.client_auth=NONE\n"
            f"dbms.ssl.policy.bolt.base_directory={folder}\n"
            "dbms.ssl.policy.bolt.private_key=private.key\n"
            "dbms.ssl.policy.bolt.public_certificate=public.crt\n"
        )
    return folder / "public.crt"


def cypher_shell(server: Neo4jServer, *arguments: str, encoding: str = "UTF-8") -> str:
    """Run cypher-shell against the server, on a machine of that encoding, and return what it printed.

    Raises
    ------
    ServerUnavailable
        It cannot be fetched.
    RuntimeError
        It did not succeed.
    """
    command = [
        "java",
        f"-Dfile.encoding={encoding}",
        "-cp",
        f"{jars()}/*",
        "org.neo4j.shell.Main",
        "--non-interactive",
    ]
    environment = os.environ | {
        "NEO4J_ADDRESS": server.uri,
        "NEO4J_USERNAME": server.user,
        "NEO4J_PASSWORD": server.password,
    }
    done = subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"cypher-shell {arguments[:2]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def _wait(server: Neo4jServer, process: subprocess.Popen[bytes], log: Path) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    end = time.monotonic() + 120
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        while process.poll() is None and time.monotonic() < end:
            try:
                return driver.verify_connectivity()
            except (DriverError, Neo4jError):
                time.sleep(0.2)
    raise ServerUnavailable(f"Neo4j {VERSION} did not start: {log.read_text(errors='replace')[-2000:]}")


def main() -> None:
    """Run a server until Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running() as server:
        print(f"COUNTYGRAPH_TEST_NEO4J={server.uri}")
        print(f"COUNTYGRAPH_TEST_NEO4J_USER={server.user}")
        print(f"COUNTYGRAPH_TEST_NEO4J_PASSWORD={server.password}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()

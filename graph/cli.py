"""The command line: one group, whose commands are imported when they are asked for."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from importlib import import_module

import click

from ontology.errors import CountyGraphError

COMMANDS = {
    "build": "graph.cli_build",
    "trace": "graph.cli_ask",
    "coverage": "graph.cli_survey",
    "gaps": "graph.cli_survey",
    "find": "graph.cli_ask",
    "show": "graph.cli_ask",
    "stats": "graph.cli_survey",
    "query": "graph.cli_query",
    "cypher": "graph.cli_cypher",
    "shell": "graph.cli_cypher",
    "view": "graph.cli_view",
    "extract": "graph.cli_review",
    "review": "graph.cli_review",
    "check": "graph.cli_build",
    "load": "graph.cli_load",
    "export": "graph.cli_build",
    "schema": "graph.cli_schema",
}
"""Command → the module that holds it, in the order in which ``--help`` lists them."""

USER_ERRNOS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.ENAMETOOLONG,
}
"""What the file system refuses for reasons that lie with the user's machine, not with the program."""


@dataclass(frozen=True)
class Settings:
    """What every command may need: ``store`` is the address of the store, as it was given."""

    store: str


class Commands(click.Group):
    """A group that imports a command when it is asked for, and turns the error tree into one message."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of the tree becomes its message and exit code 1."""
        try:
            return super().invoke(ctx)
        except CountyGraphError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno not in USER_ERRNOS:
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror}") from error
        except RuntimeError as error:
            # Before Python 3.12, Control-C that comes while a class is being made (__set_name__) arrives wrapped.
            if isinstance(error.__cause__, KeyboardInterrupt):
                raise click.Abort from error
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="countygraph")
@click.option(
    "--store",
    envvar="COUNTYGRAPH_STORE",
    metavar="ADDRESS",
    help="A folder (embedded), or bolt://, neo4j:// or neo4j+s://HOST[:PORT][/DATABASE]; user and password come "
    "from COUNTYGRAPH_USER and COUNTYGRAPH_PASSWORD.  [default: a folder of your own]",
)
@click.pass_context
def main(ctx: click.Context, store: str | None) -> None:
    """A county's year as a graph, in which every node and every relationship carries the sentence that says so."""
    if store is None:
        from graph.store import default_address

        store = default_address()
    ctx.obj = Settings(store)

"""The door of the command line: which commands there are, and how the process ends.

A command is imported when it is asked for, and imports what it needs when it runs, so that every answer comes at once.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from dapsagi import __version__
from dapsagi.problems import RefusedError

# The module of each command.
_MODULES = {
    **dict.fromkeys(("build", "posts"), "build"),
    **dict.fromkeys(("check", "references"), "check"),
    **dict.fromkeys(("new", "post", "publish-draft", "rename", "tags"), "authoring"),
    **{name: name for name in ("cache", "move-in", "publish", "serve", "series", "theme")},
}

# What the system may refuse to any command, and what to do about it.
_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk, and run the command again",
    errno.EDQUOT: "make room in your quota of the disk, and run the command again",
    errno.EFBIG: "raise the limit of the size of files (ulimit -f), and run the command again",
    errno.EROFS: "the disk can only be read: choose another one, or mount it to be written",
    errno.EMFILE: "raise the limit of open files (ulimit -n), and run the command again",
    errno.ENFILE: "close other programs, and run the command again",
    errno.ENOMEM: "the system is short of memory: close other programs, or build with --jobs 1",
    errno.EAGAIN: "the system starts no more processes: close other programs, or raise their limit (ulimit -u)",
    errno.EACCES: "check its rights",
    errno.EPERM: "check its rights",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ELOOP: "links lead to each other there: remove one",
    errno.ENOTDIR: "a file stands where a folder is meant: name another place",
    errno.ENOENT: "it was taken away meanwhile: run the command again",
    errno.EIO: "the disk may be damaged: look at what the system says of it",
}


# What other generators call our commands and options, and what is to be said of those that nothing here needs.
_COMMANDS_ELSEWHERE = {
    "init": "new", "create": "new", "s": "serve", "server": "serve", "preview": "serve", "dev": "serve",
    "watch": "serve", "b": "build", "generate": "build", "render": "build", "deploy": "publish", "push": "publish",
    "clean": "cache --clear", "doctor": "check", "lint": "check", "draft": "post --draft", "page": "post",
    "list": "posts", "import": "move-in", "migrate": "move-in", "version": "--version", "help": "--help",
}  # fmt: skip
_FOLLOWED = "`dapsagi serve` follows every save by itself"
_FOLDER = "the folder of the blog is an argument: `dapsagi build DIR`"
_OPTIONS_ELSEWHERE = {
    "--watch": _FOLLOWED, "-w": _FOLLOWED, "--livereload": _FOLLOWED, "-l": _FOLLOWED,
    "--incremental": "every build is incremental", "-I": "every build is incremental",
    "--destination": "write --output", "-d": "write --output", "--source": _FOLDER, "-s": _FOLDER,
    "--buildDrafts": "write --drafts", "--buildFuture": "write --future", "--baseURL": "write --base-url",
    "--baseurl": "write --base-url", "-b": "write --base-url", "-u": "write --base-url",
    "--cleanDestinationDir": "what is no part of the site any more is removed by itself",
}  # fmt: skip


# The signal by which a system with pipes ends whoever writes into one that nobody reads; 0 where there is none.
_NOBODY_READS = int(getattr(signal, "SIGPIPE", 0))


class _Refusal(click.ClickException):
    """A command could not do what was asked for."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"dapsagi: {self.message}", err=True)


class Ended(SystemExit):
    """The system or somebody at the terminal asked the process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number


class _Commands(click.Group):
    """All commands by name, and the way out of whatever the system refuses them."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Be the whole process: when it is asked to end, clean up, say so once, and end as whoever asks expects."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # Whoever starts it with `nohup` wants no end.
            if number and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _end)
        try:
            return self.main(*arguments, **options)
        except Ended as ended:
            if ended.number != _NOBODY_READS:
                name = "Ctrl-C" if ended.number == signal.SIGINT else signal.Signals(ended.number).name
                click.echo(
                    f"dapsagi: ended by {name}; no file is half written, and the next run goes on from here", err=True
                )
            # A shell that runs a script looks whether it was a signal.
            signal.signal(ended.number, signal.SIG_DFL)
            signal.raise_signal(ended.number)
            raise
        except SystemExit as end:
            _leave(end.code)
            raise

    def main(self, *arguments: Any, **options: Any) -> Any:
        if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
            # In the locale of an old server or a bare container, Python takes the names of files for something else.
            os.environ["PYTHONUTF8"] = "1"
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        # A service may close them; then nobody listens, which is no reason to fail.
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # stays open to the end
        return super().main(*arguments, **options)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*arguments, **options)
        except KeyboardInterrupt:
            raise Ended(signal.SIGINT) from None

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _MODULES:
            return None
        module = import_module(f"dapsagi.cli.{_MODULES[name].replace('-', '_')}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; one that is not there leads to what is probably meant."""
        name = arguments[0]
        if name.startswith("-") or self.get_command(context, name):
            return super().resolve_command(context, arguments)
        if context.resilient_parsing:
            # A shell asks how the line may go on.
            return None, None, arguments
        from difflib import get_close_matches

        close = get_close_matches(name, self.list_commands(context), 1)
        meant = _COMMANDS_ELSEWHERE.get(name) or (close[0] if close else "")
        hint = f"did you mean `dapsagi {meant}`?" if meant else "`dapsagi --help` lists them"
        raise RefusedError(f'there is no command "{name}"; {hint}')

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except click.NoSuchOption as error:
            if hint := _OPTIONS_ELSEWHERE.get(error.option_name):
                raise click.UsageError(f"{error.message.rstrip('.')}; {hint}", error.ctx) from error
            raise
        except RefusedError as error:
            raise _Refusal(str(error)) from error
        except KeyboardInterrupt:
            raise Ended(signal.SIGINT) from None
        except BrokenPipeError:
            if _NOBODY_READS and _is_left_alone():
                # As of `git log | head`: who reads has seen enough.
                raise Ended(_NOBODY_READS) from None
            raise
        except MemoryError as error:
            raise _Refusal(f"there is not enough memory; {_WAYS_OUT[errno.ENOMEM]}") from error
        except RuntimeError as error:
            # Before Python 3.13 a path that leads in a circle is no error of the system's.
            number = errno.ELOOP if str(error).startswith("Symlink loop") else errno.EAGAIN
            if number == errno.EAGAIN and str(error) != "can't start new thread":
                raise
            raise _Refusal(f"{error}; {_WAYS_OUT[number]}") from error
        except OSError as error:
            if error.errno not in _WAYS_OUT:
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise _Refusal(f"{place}{error.strerror}; {_WAYS_OUT[error.errno]}") from error


def _is_left_alone() -> bool:
    """Say whether nobody reads any more what is printed."""
    from select import poll

    # Asked for nothing, it tells of errors alone.
    asked = poll()
    asked.register(sys.stdout, 0)
    return bool(asked.poll(0))


def _leave(code: object) -> None:
    """End the process, if nothing else is going on in it and all that it said has been taken."""
    if isinstance(code, int) and threading.active_count() == 1:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            # To take everything apart that is left would be a twentieth of a short build.
            os._exit(code)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    # Asked again, it ends at once.
    signal.signal(number, signal.SIG_DFL)
    raise Ended(number)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="dapsagi")
def main() -> None:
    """Build a blog from what you write down while you learn."""

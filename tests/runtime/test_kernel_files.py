"""Where machine code is kept, and from where it is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dedup.runtime import kernel_files, machine_code
from dedup.runtime.kernel_files import is_passing, read, writable, write

NAME, CODE = "text.tokens.tokenize_kernel-0011", b"machine code"


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """A folder for kernels of one's own, and nothing remembered of others."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "caches"))
    monkeypatch.delenv("DEDUP_KERNELS", raising=False)
    forget()
    yield tmp_path / "caches" / "dedup-news" / machine_code.fits()
    forget()


def forget():
    kernel_files._readable.cache_clear()
    kernel_files.writable.cache_clear()
    kernel_files._passing.clear()


def test_what_is_written_is_read_again(folder, caplog):
    assert read(NAME) is None
    write(NAME, CODE)
    assert read(NAME) == CODE
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert caplog.messages == []


def test_the_folder_and_its_files_are_the_users_alone(folder):
    previous = os.umask(0)
    try:
        write(NAME, CODE)
    finally:
        os.umask(previous)
    assert [path.stat().st_mode & 0o777 for path in (folder.parent, folder, folder / NAME)] == [0o700, 0o700, 0o600]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole + b"!",
        lambda whole: whole.replace(b"code", b"kode"),
        lambda whole: b"\0" * len(whole),
    ],
    ids=["empty", "cut", "longer", "changed", "zeros"],
)
def test_a_damaged_file_is_not_loaded_said_and_written_over(damage, folder, caplog):
    write(NAME, CODE)
    (folder / NAME).write_bytes(damage((folder / NAME).read_bytes()))
    assert read(NAME) is None
    assert caplog.messages == [f"dedup: {folder / NAME} is damaged: this kernel is compiled again"]
    write(NAME, CODE)
    assert read(NAME) == CODE


def test_a_file_under_another_name_is_not_what_it_says(folder):
    write(NAME, CODE)
    (folder / NAME).rename(folder / "other")
    assert read("other") is None


@pytest.mark.parametrize("level", ["parent", "itself"])
def test_a_folder_that_others_can_write_is_not_used_and_said_once(level, folder, caplog):
    write(NAME, CODE)
    opened = folder.parent if level == "parent" else folder
    opened.chmod(0o777)
    forget()
    assert (read(NAME), read(NAME)) == (None, None)
    assert caplog.messages == [f"dedup: kernels in {folder} are not used: others can write to {opened}"]
    assert is_passing(writable())


def test_a_file_that_others_can_write_is_not_used(folder):
    write(NAME, CODE)
    (folder / NAME).chmod(0o666)
    assert read(NAME) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_belongs_to_another_user_is_not_used(folder):
    write(NAME, CODE)
    os.chown(folder / NAME, 4711, 4711)
    assert read(NAME) is None
    os.chown(folder / NAME, 0, 0)
    os.chown(folder, 4711, 4711)
    forget()
    assert read(NAME) is None


@pytest.mark.parametrize("kind", ["fifo", "folder", "link to nowhere"])
def test_what_is_no_file_is_passed_over(kind, folder):
    write(NAME, CODE)
    path = folder / NAME
    path.unlink()
    {"fifo": lambda: os.mkfifo(path), "folder": path.mkdir, "link to nowhere": lambda: path.symlink_to("gone")}[kind]()
    assert read(NAME) is None


def test_without_a_folder_that_can_be_written_a_passing_private_one_serves_this_process(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    write(NAME, CODE)
    assert read(NAME) == CODE
    assert is_passing(writable())
    assert writable().stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_said_and_leaves_nothing_behind(folder, caplog, monkeypatch):
    write("another", CODE)

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kernel_files.os, "fchmod", full)
    write(NAME, CODE)
    assert caplog.messages == [f"dedup: kernels cannot be kept in {folder}: No space left on device"]
    assert [path.name for path in folder.iterdir()] == ["another"]


def test_kernels_that_a_package_brings_come_first(tmp_path, monkeypatch):
    shipped = tmp_path / "site" / kernel_files.SHIPPED
    write(NAME, CODE)
    shipped.mkdir(parents=True)
    (shipped / "__init__.py").touch()
    writable().rename(shipped / machine_code.fits())
    monkeypatch.syspath_prepend(tmp_path / "site")
    forget()
    assert read(NAME) == CODE


def test_the_users_folder_serves_where_the_package_cannot_be_written(tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setattr(kernel_files, "_PACKAGE", Path("/proc/dedup"))
    monkeypatch.setattr(kernel_files, "_only_ours", lambda info: True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert writable() == tmp_path / "dedup-news" / machine_code.fits()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    forget()
    assert writable() == tmp_path / "home" / ".cache" / "dedup-news" / machine_code.fits()


def test_messages_reach_standard_error_of_a_program_that_sets_up_no_log(folder):
    write(NAME, CODE)
    folder.chmod(0o777)
    script = f"from dedup.runtime.kernel_files import read; read({NAME!r})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == f"dedup: kernels in {folder} are not used: others can write to {folder}\n"

"""One at a time."""

import threading

from dedup.runtime.locks import alone, locked


def test_who_is_alone_with_a_folder_keeps_the_others_waiting(tmp_path):
    order = []
    inside = threading.Event()

    def second():
        inside.wait()
        with alone(tmp_path):
            order.append("second")

    waiting = threading.Thread(target=second)
    waiting.start()
    with alone(tmp_path):
        inside.set()
        waiting.join(0.05)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_locked_file_is_nobody_elses_until_it_is_closed(tmp_path):
    first = locked(tmp_path / "lock")
    assert first is not None
    assert locked(tmp_path / "lock") is None
    first.close()
    again = locked(tmp_path / "lock")
    assert again is not None
    again.close()

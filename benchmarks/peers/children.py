"""Processes of their own, with what they take."""

import os
import subprocess
import time
from pathlib import Path


class Failed(Exception):
    """A child ended with an error."""


def measured(command, log, **environment):
    """Runs a command; its wall seconds and the peak resident memory of its process, in MiB."""
    with open(log, "w") as talk:
        start = time.perf_counter()
        # This process imports nothing large: what it has in memory would count as the child's until its exec.
        child = subprocess.Popen(command, stdout=talk, stderr=subprocess.STDOUT, env={**os.environ, **environment})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failed(f"{' '.join(command)} ended with {child.returncode}:\n{Path(log).read_text()[-2000:]}")
    return {"seconds": seconds, "peakMiB": usage.ru_maxrss / 1024, "cpuSeconds": usage.ru_utime + usage.ru_stime}

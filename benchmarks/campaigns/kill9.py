"""kill -9 at random moments of octet calibrate: every resumed table must have the bytes of an uninterrupted one.

    python3 benchmarks/campaigns/kill9.py model.onnx photos/ --limit 32 --rounds 100 --seed 1

A round starts `octet calibrate --resume`, kills its process group one to four times, each at a moment drawn anew, and
lets the last one run to its end. Half of the moments are drawn from the time of an uninterrupted run, half from the
state of the journal: when it has so many bytes, or when all images are done and the table is being made. After each
kill the next run must find every image whose line was whole; after the last the table must be that of the
uninterrupted run and the journal gone. Ends with 1 when any of that is not so. Not part of the build: it takes about
half an hour on two cores.
"""
import argparse
import collections
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POLL_SECONDS = 0.002


class Campaign:
    def __init__(self, options, folder):
        self.folder = folder
        self.table = folder / "table.json"
        self.journal = folder / "table.json.journal"
        self.talk = folder / "talk.txt"
        self.command = [str(options.octet.resolve()), "calibrate", str(options.model.resolve())]
        self.command += ["--images", str(options.images.resolve()), "--limit", str(options.limit), "-o", str(self.table)]
        self.environment = {**os.environ, "OCTET_NO_BUILD": "1"}
        self.random = random.Random(options.seed)
        self.limit = options.limit
        self.counts = collections.Counter()
        self.failures = []
        self.whole, self.seconds, self.journal_bytes = b"", 0.0, 0

    def start(self, *more):
        with open(self.talk, "w") as talk:
            return subprocess.Popen(
                [*self.command, *more], stdout=talk, stderr=subprocess.STDOUT, env=self.environment,
                start_new_session=True)

    def uninterrupted(self):
        start = time.monotonic()
        process = self.start()
        while process.poll() is None:
            self.journal_bytes = max(self.journal_bytes, self.size())
            time.sleep(POLL_SECONDS)
        self.seconds = time.monotonic() - start
        if process.returncode:
            sys.exit(self.talk.read_text())
        self.whole = self.table.read_bytes()

    def size(self):
        try:
            return self.journal.stat().st_size
        except FileNotFoundError:
            return 0

    def version(self):
        """Which table is there, for a new one is another file."""
        return self.table.stat().st_ino if self.table.exists() else None

    def lines(self):
        """Whole lines of samples in the journal, or None without a whole first line; and whether a torn one follows."""
        content = self.journal.read_bytes() if self.journal.exists() else b""
        count = content.count(b"\n")
        return (count - 1 if count else None), bool(content) and not content.endswith(b"\n")

    def moment(self):
        """When to kill next, as a test of the seconds since the start."""
        if self.random.random() < 0.5:
            wait = self.random.uniform(0, self.seconds * 1.05)
            return lambda seconds: seconds >= wait
        # The journal ends when its last image is done; what follows are the ranges, the table and its move.
        last = self.random.random() < 0.4
        size = self.journal_bytes * (0.999 if last else self.random.random())
        wait = self.random.uniform(0, 0.25 * self.seconds if last else 0.05)
        reached = []

        def test(seconds):
            if not reached and self.size() >= size:
                reached.append(seconds)
            return bool(reached) and seconds >= reached[0] + wait

        return test

    def interrupted(self):
        """One run that is killed; whether it was before its end."""
        test = self.moment()
        before, table = self.lines()[0], self.version()
        process = self.start("--resume")
        start = time.monotonic()
        while process.poll() is None and not test(time.monotonic() - start):
            time.sleep(POLL_SECONDS)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.returncode != -signal.SIGKILL:
            self.counts["ended before the kill"] += 1
            self.check("an uninterrupted end", process.returncode == 0, self.talk.read_text())
            return False
        self.counts["kills"] += 1
        done, torn = self.lines()
        written = self.version() != table
        if written:
            place = "after the table was written"
        elif done is None:
            place = "before the journal"
        elif done == self.limit:
            place = "all images done, table not yet written"
        elif done == 0:
            place = "journal begun, no image done"
        else:
            place = "within the images"
        self.counts[place] += 1
        self.counts["torn line left"] += torn
        self.check("no image is lost", written or (done or 0) >= (before or 0), f"{before} became {done}")
        return True

    def finished(self):
        """The last run of a round, without a kill."""
        done = self.lines()[0] or 0
        process = self.start("--resume")
        process.wait()
        talk = self.talk.read_text()
        self.check("the resumed run ends well", process.returncode == 0, talk)
        said = re.search(r"Resuming: (\d+) images are done", talk)
        self.check("it says what it found", said is not None and int(said[1]) == done, f"{done} whole lines; {talk}")
        self.check("the table is the uninterrupted one", self.table.exists() and self.table.read_bytes() == self.whole, "")
        self.check("the journal is gone", not self.journal.exists(), "")

    def round(self, number):
        self.name = f"round {number}"
        self.table.unlink(missing_ok=True)
        self.journal.unlink(missing_ok=True)
        kills = 1 if self.random.random() < 0.6 else self.random.randint(2, 4)
        if sum(self.interrupted() for _ in range(kills)) > 1:
            self.counts["rounds killed more than once"] += 1
        self.finished()
        self.counts["rounds"] += 1
        for file in self.folder.glob(".*.tmp"):
            self.counts["unfinished files left by kills"] += 1
            file.unlink()

    def check(self, what, holds, seen):
        if not holds:
            self.failures.append(f"{self.name}: not so: {what}. {seen}")
            shutil.copytree(self.folder, f"{self.folder}-{self.name.replace(' ', '-')}", dirs_exist_ok=True)
            print(self.failures[-1], file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("images", type=Path, help="folder")
    parser.add_argument("--limit", type=int, default=32, help="use the first images only")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="of the moments; the same seed draws the same ones")
    parser.add_argument("--octet", type=Path, default=ROOT / "octet", help="launcher")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="octet-kill9-") as folder:
        campaign = Campaign(options, Path(folder))
        campaign.uninterrupted()
        print(f"uninterrupted: {campaign.seconds:.1f} s, journal {campaign.journal_bytes / 1e6:.1f} MB", flush=True)
        for number in range(1, options.rounds + 1):
            campaign.round(number)
            if number % 10 == 0 or number == options.rounds:
                print(f"{number}: {dict(campaign.counts)}", flush=True)
    print(f"seed {options.seed}: {len(campaign.failures)} failures")
    sys.exit(1 if campaign.failures else 0)


if __name__ == "__main__":
    main()

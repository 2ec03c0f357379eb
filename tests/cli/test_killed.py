# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of --output are what they were or complete, also when the command is killed while it writes, or the disk is
full."""
import os
import re
import resource
import shutil
import signal
import subprocess
import time

from harness import CommandTest, made, made_program, environment, everything

MOMENTS = 16 if everything else 4  # at which the command is killed, from its start to its end
NAMES = ("out.json", "out.csv", "out.html", "out.xlsx", "out/")  # of --output
OLD = b"what was there before\n"


def read(path):
    """What is at a path: None, the bytes of a file, or those of each file of a folder."""
    if os.path.isdir(path):
        return {name: read(os.path.join(path, name)) for name in os.listdir(path)}
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


class Written(CommandTest):
    def fresh(self, name, old):
        """An empty folder in which the output `name` is new, or is there already."""
        folder = self.path("scratch")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        path = os.path.join(folder, name)
        if old is not None and name.endswith("/"):
            os.mkdir(path)
            for each in old:
                with open(os.path.join(path, each), "wb") as file:
                    file.write(OLD)
        elif old is not None:
            with open(path, "wb") as file:
                file.write(OLD)
        return path

    def complete(self, name):
        """What the output holds when nothing goes wrong, and the seconds that it takes."""
        path = self.fresh(name, None)
        start = time.monotonic()
        self.assertStatus(0, made("large", "--output", path))
        took = time.monotonic() - start
        self.assertEqual([name.rstrip("/")], os.listdir(os.path.dirname(path.rstrip("/"))))
        return read(path), took

    def assertOldOrComplete(self, path, old, new):
        now = read(path)
        if not isinstance(new, dict):
            self.assertIn(now, (old, new), path)
        elif old is None:
            self.assertTrue(now is None or now == new, path)
        else:
            for name in new:
                self.assertIn(now[name], (OLD, new[name]), os.path.join(path, name))
            others = [each for each in now if each not in new and not re.fullmatch(r"\.placement-\d+-\d+\.tmp", each)]
            self.assertEqual([], others)


class Killed(Written):
    def kill_at(self, path, seconds):
        """Whether the command was still there to be killed."""
        process = subprocess.Popen([*made_program("large"), "--output", path, "unused.json"], env=environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        return process.wait() == -signal.SIGKILL

    def test_at_any_moment(self):
        for name in NAMES:
            new, took = self.complete(name)
            for exists in (False, True):
                old = None if not exists else dict.fromkeys(new, OLD) if isinstance(new, dict) else OLD
                killed = 0
                for moment in range(MOMENTS):
                    path = self.fresh(name, old)
                    with self.subTest(name=name, exists=exists, moment=moment):
                        killed += self.kill_at(path, took * moment / (MOMENTS - 2))
                        self.assertOldOrComplete(path, old, new)
                self.assertGreater(killed, 0, name)


class FullDisk(Written):
    def outcomes(self):
        for name in NAMES:
            new, _ = self.complete(name)
            for exists in (False, True):
                old = None if not exists else dict.fromkeys(new, OLD) if isinstance(new, dict) else OLD
                yield name, self.fresh(name, old), old

    def assertNothingChanged(self, done, path, old, reason):
        self.assertStatus(1, done)
        self.assertRegex(done.stderr, rf"\Aplacement: [^\n]*cannot (write|make) [^\n]*: {reason}\n\Z")
        self.assertIn("A title", done.stdout)
        self.assertEqual(old, read(path))
        name = os.path.basename(path.rstrip("/"))
        self.assertEqual([] if old is None else [name], os.listdir(os.path.dirname(path.rstrip("/"))))

    def test_limit_on_the_size_of_files(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (50000, resource.RLIM_INFINITY))

        for name, path, old in self.outcomes():
            with self.subTest(name=name, exists=old is not None):
                done = made("large", "--output", path, preexec_fn=limit)
                reason = "there is no room, or a limit, for temporary files.*" if name == "out.xlsx" else "File too large"
                self.assertNothingChanged(done, path, old, reason)

    def test_small_disk(self):
        mount = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                 'mount -t tmpfs -o size=200k none "$1" && shift && "$@"; status=$?; ls -A "$PLACE" >&2; exit $status',
                 "sh")
        place = self.path("disk")
        os.mkdir(place)
        if subprocess.run([*mount, place, "true"], capture_output=True, env=environment(PLACE=place)).returncode != 0:
            self.skipTest("no file system can be mounted here")
        for name in NAMES:
            with self.subTest(name=name):
                done = subprocess.run([*mount, place, *made_program("large"), "--output", os.path.join(place, name),
                                       "unused.json"], capture_output=True, env=environment(PLACE=place),
                                      encoding="utf-8", stdin=subprocess.DEVNULL)
                self.assertStatus(1, done)
                self.assertRegex(done.stderr, r"\A[^\n]*: No space left on device\n\Z", "nothing may be left")

"""Runs commands in turn, round by round, and prints what each took: wall seconds, processor seconds and peak MiB, as JSON.

    measure.py RUNS COMMAND [COMMAND ...]      each command one string, split as a shell splits words
"""
import json, os, shlex, sys, time


def run(argv):
    quiet = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in (0, 1, 2)]
    start = time.monotonic()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"exit status {status}: {' '.join(argv)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


runs, commands = int(sys.argv[1]), [shlex.split(text) for text in sys.argv[2:]]
for argv in commands:
    run(argv)
rounds = [[run(argv) for argv in commands] for _ in range(runs)]
print(json.dumps([[dict(zip(("wall", "cpu", "peak"), figures)) for figures in one] for one in rounds]))

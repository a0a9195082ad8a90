"""Runs a command on a terminal of its own: pseudo-terminal.py COLUMNS ROWS COMMAND...

Standard input holds a JSON object a line: {"keys": "..."} types, {"columns": 40, "rows": 12} changes the size.
Standard output is what the command writes to the terminal; the exit code is the command's, 128 and more for a signal.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


columns, rows, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    resize(0, int(columns), int(rows))
    os.execvp(command[0], command)

pending = b""
inputs = [0, terminal]
while True:
    ready, _, _ = select.select(inputs, [], [])
    if terminal in ready:
        try:
            written = os.read(terminal, 65536)
        except OSError:
            # Linux says so when the last process has closed the terminal.
            written = b""
        if not written:
            break
        os.write(1, written)
    if 0 in ready:
        typed = os.read(0, 65536)
        if not typed:
            inputs.remove(0)
        *lines, pending = (pending + typed).split(b"\n")
        for line in map(json.loads, lines):
            if "keys" in line:
                os.write(terminal, line["keys"].encode())
            if "rows" in line:
                resize(terminal, line["columns"], line["rows"])
            if "signal" in line:
                os.kill(pid, signal.Signals[line["signal"]])

_, status = os.waitpid(pid, 0)
code = os.waitstatus_to_exitcode(status)
sys.exit(code if code >= 0 else 128 - code)

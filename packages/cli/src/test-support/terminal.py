"""Runs a command on a terminal of its own and types KEYS at its first prompt: terminal.py KEYS COMMAND..."""

import os
import pty
import sys

keys = sys.argv[1].encode().decode("unicode_escape").encode()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
said = b""
typed = False
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end is closed.
        break
    if not data:
        break
    said += data
    os.write(1, data)
    if not typed and b"[yes] " in said:
        typed = True
        os.write(terminal, keys)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

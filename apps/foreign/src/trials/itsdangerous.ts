import { type Trial, write } from "../trial.ts";

/** A package in `src`, installed as a link into a virtual environment. */
export const itsdangerous: Trial = {
  name: "itsdangerous",
  shape: "Python, pytest",
  address: "https://github.com/pallets/itsdangerous",
  commit: "672971d66a2ef9f85151e53283113f33d642dabd",
  needs: { "/usr/bin/python3": "apt-get install python3-venv python3-pytest python3-freezegun" },
  install: [
    "/usr/bin/python3 -m venv --system-site-packages .venv",
    // What `pip install --editable .` comes to, without an index of packages.
    '.venv/bin/python -c \'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "itsdangerous.pth").write_text(str(pathlib.Path("src").resolve()))\'',
  ],
  issue: {
    title: "Ask whether a text is base64",
    body: "Today one has to call `base64_decode` and catch `BadData`.",
  },
  criterion: "is_base64('abcd') is True and is_base64('12345') is False",
  change: [
    write("src/itsdangerous/checks.py", [
      "from __future__ import annotations",
      "",
      "from .encoding import base64_decode",
      "from .exc import BadData",
      "",
      "",
      "def is_base64(value: str | bytes) -> bool:",
      '    """Whether a value can be decoded."""',
      "    try:",
      "        base64_decode(value)",
      "    except BadData:",
      "        return False",
      "    return True",
    ]),
    write("tests/test_itsdangerous/test_checks.py", [
      "from itsdangerous.checks import is_base64",
      "",
      "",
      "def test_ac1_tells_base64():",
      '    assert is_base64("abcd") is True',
      '    assert is_base64("12345") is False',
    ]),
  ],
  test: "test_ac1_tells_base64",
};

import { edit, type Trial, write } from "../trial.ts";

/** Builds lie beside the sources, as single files; the tests run on the sources and then on the builds. */
export const micromark: Trial = {
  name: "micromark",
  shape: "JavaScript monorepo, npm workspaces, siblings' built files",
  address: "https://github.com/micromark/micromark",
  commit: "774a70c6bae6dd94486d3385dbd9a0f14550b709",
  needs: { npm: "apt-get install npm" },
  install: ["npm install --no-audit --no-fund", "npm run build --workspaces --if-present"],
  // `npm test` formats every file of the repository as well, with what is newest today.
  checks: ["npm run test-api"],
  issue: {
    title: "Ask whether a list of chunks is empty",
    body: "Callers of `push` and `splice` compare lengths by hand.",
  },
  criterion: "isEmpty([]) is true and isEmpty([1]) is false",
  change: [
    edit(
      "packages/micromark-util-chunked/dev/index.js",
      "import {constants} from 'micromark-util-symbol'\n",
      "import {constants} from 'micromark-util-symbol'\n\n/**\n * Whether `list` has no items.\n *\n * @param {Array<unknown>} list\n *   List to look at.\n * @returns {boolean}\n *   Whether it is empty.\n */\nexport function isEmpty(list) {\n  return list.length === 0\n}\n",
    ),
    edit(
      "test/misc/index.js",
      "import './decode-string.js'",
      "import './decode-string.js'\nimport './is-empty.js'",
    ),
    write("test/misc/is-empty.js", [
      "import assert from 'node:assert/strict'",
      "import test from 'node:test'",
      "import {isEmpty} from 'micromark-util-chunked'",
      "",
      "test('AC1: tells empty lists from others', function () {",
      "  assert.equal(isEmpty([]), true)",
      "  assert.equal(isEmpty([1]), false)",
      "})",
    ]),
  ],
  test: "AC1: tells empty lists from others",
};

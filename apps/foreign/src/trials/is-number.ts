import { edit, type Trial } from "../trial.ts";

/** Old and small: one file, one test file beside it, no lockfile. */
export const isNumber: Trial = {
  name: "is-number",
  shape: "JavaScript, npm",
  address: "https://github.com/jonschlinkert/is-number",
  commit: "98e8ff1da1a89f93d1397a24d7413ed15421c139",
  needs: { npm: "apt-get install npm" },
  install: ["npm install --no-package-lock --no-audit --no-fund"],
  issue: { title: "Numbers in objects", body: "`new Number(5)` is a number too." },
  criterion: "isNumber(new Number(5)) is true",
  change: [
    edit(
      "index.js",
      "  if (typeof num === 'number') {",
      "  if (num instanceof Number) {\n    num = num.valueOf();\n  }\n  if (typeof num === 'number') {",
    ),
    edit(
      "test.js",
      "describe('is a number', function() {\n",
      "describe('is a number', function() {\n  it('AC1: counts numbers in objects', function() {\n    assert.equal(isNumber(new Number(5)), true);\n  });\n\n",
    ),
  ],
  test: "AC1: counts numbers in objects",
};

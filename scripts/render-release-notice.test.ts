import { expect, test } from "vitest";
import { renderReleaseNotice } from "./render-release-notice.ts";

const core = `# @osorganicai/core

## 1.1.0

### Minor Changes

- 3ecf301: Agents can be paused.
  So can a child.

### Patch Changes

- 1234567: Fewer retries.

## 1.0.0

### Major Changes

- 89abcde: Everything.
`;
const store = `# @osorganicai/store

## 1.1.0

### Minor Changes

- 3ecf301: Agents can be paused.
  So can a child.

### Patch Changes

- Updated dependencies [3ecf301]
  - @osorganicai/core@1.1.0
`;

test("a notice has each change of its version once, with the packages that have it, the urgent ones first", () => {
  const notice = renderReleaseNotice("1.1.0", [
    { name: "@osorganicai/core", text: core },
    { name: "@osorganicai/store", text: store },
  ]);
  expect(notice).toBe(`# OSOrganicAI 1.1.0

## New

- **@osorganicai/core, @osorganicai/store**: Agents can be paused.
  So can a child.

## Better

- **@osorganicai/core**: Fewer retries.

## Upgrade

Renovate brings it to your children as one pull request. Without Renovate: \`osorganicai upgrade --latest\`.
`);
});

test("a package that has nothing in this version is not named", () => {
  expect(renderReleaseNotice("1.0.0", [{ name: "store", text: store }])).not.toContain("store");
});

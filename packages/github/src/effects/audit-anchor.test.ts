import { expect, test } from "vitest";
import { outgoingBody } from "../outgoing/outgoing-text.ts";
import { parseAuditAnchor, renderAuditAnchor } from "./audit-anchor.ts";

const head = { count: 12, sha256: "a".repeat(64) };

test("what a pull request's body says of the audit trail can be read back", () => {
  const body = outgoingBody("Coupon codes.", { first: "Closes #7", last: renderAuditAnchor(head) });
  expect(parseAuditAnchor(body)).toEqual(head);
});

test("what an agent writes cannot pass for it", () => {
  const forged = renderAuditAnchor({ count: 1, sha256: "b".repeat(64) });
  expect(parseAuditAnchor(outgoingBody(forged))).toBeUndefined();
  expect(parseAuditAnchor(outgoingBody(forged, { last: renderAuditAnchor(head) }))).toEqual(head);
});

test.each([
  "",
  "<!-- osorganicai-audit: 12 abc -->",
  "<!-- osorganicai:12 -->",
  "<!-- osorganicai-audit: -1 x -->",
])("%j says nothing", (body) => {
  expect(parseAuditAnchor(body)).toBeUndefined();
});

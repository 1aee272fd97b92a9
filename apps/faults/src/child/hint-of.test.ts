import { expect, test } from "vitest";
import { hintOf } from "./hint-of.ts";
import { templateOf } from "./template-of.ts";

test("a row says what it is about, without what differs from issue to issue", () => {
  expect(hintOf('{"agent_type":"developer","action_type":"started"}')).toBe("developer started");
  expect(hintOf('[{"kind":"comment"}]')).toBe("comment");
  expect(hintOf('{"change":"{\\"to\\":\\"in_review\\"}"}')).toBe("in_review");
  expect(hintOf('{"effect_id":"hand-over-1@acme/adder#7:label:7:+x"}')).toBe("label");
  expect(hintOf("not JSON")).toBe("");
});

test("a place is the same whatever the issue, the commit and the branch are called", () => {
  const sha = "0123456789abcdef0123456789abcdef01234567";
  expect(templateOf(`/repos/acme/adder/issues/12/labels`)).toBe("/repos/acme/adder/issues/n/labels");
  expect(templateOf(`/repos/acme/adder/git/trees/${sha}`)).toBe("/repos/acme/adder/git/trees/:sha");
  expect(templateOf("/repos/acme/adder/git/ref/heads/feature/1-x")).toBe(
    "/repos/acme/adder/git/ref/heads/:branch",
  );
  expect(templateOf("effect:comment:7:contract:1:0123456789ab")).toBe("effect:comment:n:contract:n::hash");
});

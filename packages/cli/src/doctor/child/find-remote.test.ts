import { expect, test } from "vitest";
import { parseRemote } from "./find-remote.ts";

const repository = "acme/my.shop";
test.for([
  ["https://github.com/acme/my.shop.git", "github.com"],
  ["https://x-access-token:ghs_secret@github.com/acme/my.shop", "github.com"],
  ["git@github.com:acme/my.shop.git", "github.com"],
  ["ssh://git@ghe.example.com:2222/acme/my.shop.git/", "ghe.example.com"],
] as const)("%s", ([url, host]) => {
  expect(parseRemote(url)).toEqual({ host, repository });
});

test.for(["", "/srv/git/shop.git", "https://github.com/acme", "../shop"])(
  "%s has no owner and name",
  (url) => {
    expect(parseRemote(url)).toBeUndefined();
  },
);

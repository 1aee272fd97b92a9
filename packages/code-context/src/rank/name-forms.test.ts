import { expect, test } from "vitest";
import { valuesOf } from "../test-support/values-of.ts";

const files = {
  "src/gift/card.ts": "export class GiftCard {}\nexport const redeem = (card: GiftCard) => card;\n",
  "src/gift/letter.ts": "/** A gift with a card. */\nexport const letter = 'gift, card';\n",
  "src/render/hydrate.ts": "export const restore = () => document.body;\n",
  "src/render/hydrogen.ts": "export const hydrogen = 1;\n",
};

test("words beside each other find the name that joins them, not the words alone", async () => {
  expect(await valuesOf(files, "phrase", "The gift card is lost")).toEqual({ "src/gift/card.ts": 1 });
  expect(await valuesOf(files, "phrase", "The gift of a card is lost")).toEqual({});
});

test("a word of the title, or two, may be the name of a definition", async () => {
  expect(await valuesOf(files, "titleDefinition", "Cannot redeem twice")).toEqual({ "src/gift/card.ts": 1 });
  expect(await valuesOf(files, "titleDefinition", "gift card lost")).toEqual({ "src/gift/card.ts": 1 });
  expect(await valuesOf(files, "titleDefinition", "It fails\n\nWhoever wants to redeem twice")).toEqual({});
});

test("a path with another form of a word is near, one with another word is not", async () => {
  expect(await valuesOf(files, "nearPath", "Hydration fails")).toEqual({ "src/render/hydrate.ts": 1 });
  expect(await valuesOf(files, "nearPath", "hydrate")).toEqual({});
});

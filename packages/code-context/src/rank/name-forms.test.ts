import { expect, test } from "vitest";
import { indexRepository } from "../index-repository.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createRepository } from "../test-support/create-repository.ts";
import type { FeatureName } from "./features.ts";

const files = {
  "src/gift/card.ts": "export class GiftCard {}\nexport const redeem = (card: GiftCard) => card;\n",
  "src/gift/letter.ts": "/** A gift with a card. */\nexport const letter = 'gift, card';\n",
  "src/render/hydrate.ts": "export const restore = () => document.body;\n",
  "src/render/hydrogen.ts": "export const hydrogen = 1;\n",
};

/** What each file has of one feature; files that have nothing are left out. */
async function valuesOf(feature: FeatureName, text: string): Promise<Readonly<Record<string, number>>> {
  const { gitDir } = createRepository(files);
  const { names, rows } = (await indexRepository(await openGitSource({ gitDir }))).features(text);
  const column = names.indexOf(feature);
  return Object.fromEntries(
    rows.flatMap(({ path, values }) => (values[column] ? [[path, values[column]]] : [])),
  );
}

test("words beside each other find the name that joins them, not the words alone", async () => {
  expect(await valuesOf("phrase", "The gift card is lost")).toEqual({ "src/gift/card.ts": 1 });
  expect(await valuesOf("phrase", "The gift of a card is lost")).toEqual({});
});

test("a word of the title, or two, may be the name of a definition", async () => {
  expect(await valuesOf("titleDefinition", "Cannot redeem twice")).toEqual({ "src/gift/card.ts": 1 });
  expect(await valuesOf("titleDefinition", "gift card lost")).toEqual({ "src/gift/card.ts": 1 });
  expect(await valuesOf("titleDefinition", "It fails\n\nWhoever wants to redeem twice")).toEqual({});
});

test("a path with another form of a word is near, one with another word is not", async () => {
  expect(await valuesOf("nearPath", "Hydration fails")).toEqual({ "src/render/hydrate.ts": 1 });
  expect(await valuesOf("nearPath", "hydrate")).toEqual({});
});

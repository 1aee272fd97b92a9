import { codeVectorsContract } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { type IndexEvent, type IndexOptions, indexRepository } from "../index-repository.ts";
import { trainedWeights } from "../rank/weights.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createMemoryIndexStore } from "../store/create-memory-index-store.ts";
import { createRepository } from "../test-support/create-repository.ts";
import { createWordEmbedder } from "../test-support/create-word-embedder.ts";
import { shop } from "../test-support/shop.ts";
import { createMemoryCodeVectors } from "./create-memory-code-vectors.ts";

for (const { name, check } of codeVectorsContract)
  test(`vectors of code: memory ${name}`, () =>
    check({ vectors: createMemoryCodeVectors(), other: createMemoryCodeVectors() }));

/** A repository with what its vectors are kept in, from push to push. */
function createProject(files = shop) {
  const repository = createRepository(files);
  const [store, vectors] = [createMemoryIndexStore(), createMemoryCodeVectors()];
  return {
    ...repository,
    vectors,
    async index(options: Partial<IndexOptions> & Pick<IndexOptions, "meaning">) {
      const events: IndexEvent[] = [];
      const index = await indexRepository(await openGitSource({ gitDir: repository.gitDir }), {
        ...options,
        store,
        onProgress: (event) => events.push(event),
      });
      const embedded = events.find((event) => event.kind === "embedded");
      return { index, events, embedded };
    },
  };
}

/** Of the shop's six sources: all are one chunk but the longest, which is two. */
const CHUNKS = 7;

const texts = [
  "Coupons take off too much",
  "TypeError in addToCart: cart is not iterable",
  "shipping_cost is wrong for islands",
  "applyCoupon",
  "how is the total computed?",
  "zygomorphic",
];

test("an embedder without a weight changes nothing, to the last byte", async () => {
  const project = createProject();
  const { index: plain } = await project.index({});
  const embedder = createWordEmbedder();
  const { index } = await project.index({ meaning: { embedder, vectors: project.vectors } });
  const { withHistory, withoutHistory } = trainedWeights;
  const weights = {
    withHistory: { ...withHistory, meaning: 0 },
    withoutHistory: { ...withoutHistory, meaning: 0 },
  };
  for (const text of texts) {
    expect(JSON.stringify(await index.find(text, { weights }))).toBe(JSON.stringify(await plain.find(text)));
    const [packed, known] = [
      await index.packContext(text, { budgetTokens: 500, weights }),
      await plain.packContext(text, { budgetTokens: 500 }),
    ];
    expect(JSON.stringify(packed)).toBe(JSON.stringify(known));
    expect(index.features(text)).toEqual(plain.features(text));
  }
  expect(embedder.queries.length).toBe(2 * texts.length);
});

test("without an embedder the weight of one is worth nothing, to the last byte", async () => {
  const { index } = await createProject().index({});
  const { withHistory, withoutHistory } = trainedWeights;
  const weights = {
    withHistory: { ...withHistory, meaning: 9 },
    withoutHistory: { ...withoutHistory, meaning: 9 },
  };
  for (const text of texts) {
    const found = await index.find(text);
    expect(JSON.stringify(await index.find(text, { weights }))).toBe(JSON.stringify(found));
    expect(found.flatMap(({ explanation }) => Object.keys(explanation))).not.toContain("meaning");
  }
});

test("what a model takes for alike is found without a word in common, and the place that is meant is shown", async () => {
  const project = createProject();
  const embedder = createWordEmbedder({ gutschein: "coupon", insel: "islands", fähre: "ship" });
  const { index } = await project.index({ meaning: { embedder, vectors: project.vectors } });
  const text = "Insel per Fähre";
  expect(await (await project.index({})).index.find(text)).toEqual([]);
  const [first] = await index.find(text);
  expect(first?.path).toBe("shipping/cost.py");
  expect(Object.keys(first?.explanation ?? {})).toContain("meaning");
  const { files } = await index.packContext(text, { budgetTokens: 400 });
  expect(files[0]?.ranges[0]?.text).toContain("Parcels to islands go by ship.");
});

test("nearness is one part of a score: a name in the text still wins", async () => {
  const project = createProject();
  const embedder = createWordEmbedder({ island: "coupon" });
  const { index } = await project.index({ meaning: { embedder, vectors: project.vectors } });
  const [first] = await index.find("addToCart does not know the island");
  expect(first?.path).toBe("src/cart/add-to-cart.ts");
});

test("a push embeds what it changed, and no content twice under one model", async () => {
  const project = createProject();
  const embedder = createWordEmbedder();
  const meaning = { embedder, vectors: project.vectors };
  expect((await project.index({ meaning })).embedded).toMatchObject({ embedded: CHUNKS, left: 0 });
  expect((await project.index({ meaning })).embedded).toMatchObject({ embedded: 0, left: 0 });

  project.write({ "src/checkout/refund.ts": "export function refundOrder() {\n  return 0;\n}\n" });
  project.commit("Refunds");
  await project.index({ meaning });
  expect(embedder.documents).toHaveLength(CHUNKS + 1);
  expect(embedder.documents.at(-1)).toMatch(/^src\/checkout\/refund\.ts\nexport function refundOrder/);

  project.git("mv", "src/checkout/refund.ts", "src/refunds.ts");
  project.commit("Moved");
  project.git("revert", "--no-edit", "HEAD~1..HEAD");
  await project.index({ meaning });
  expect(embedder.documents).toHaveLength(CHUNKS + 1);
});

test("of a long file only the chunk that was changed is embedded anew", async () => {
  const part = (name: string) =>
    `export function ${name}() {\n${Array.from({ length: 20 }, (_, line) => `  step${line}("${name}");`).join("\n")}\n}\n`;
  const long = ["first", "second", "third", "fourth"].map(part);
  const project = createProject({ "src/long.ts": long.join("\n") });
  const embedder = createWordEmbedder();
  const meaning = { embedder, vectors: project.vectors };
  await project.index({ meaning });
  const before = embedder.documents.length;
  expect(before).toBeGreaterThan(2);
  project.write({ "src/long.ts": [...long.slice(0, 3), part("fifth")].join("\n") });
  project.commit("Last");
  await project.index({ meaning });
  const anew = embedder.documents.slice(before);
  expect(anew).toHaveLength(1);
  expect(anew[0]).toContain("fifth");
});

test("another model embeds for itself", async () => {
  const project = createProject();
  const vectors = createMemoryCodeVectors();
  const embedder = createWordEmbedder();
  await project.index({ meaning: { embedder, vectors: project.vectors } });
  await project.index({ meaning: { embedder: { ...embedder, model: "words:other" }, vectors } });
  expect(embedder.documents).toHaveLength(2 * CHUNKS);
});

test("chunks are embedded in batches, up to a number each time, and the rest the next time", async () => {
  const project = createProject();
  const embedder = createWordEmbedder();
  const meaning = { embedder, vectors: project.vectors, batchSize: 2, maxChunks: 5 };
  expect((await project.index({ meaning })).embedded).toMatchObject({ embedded: 5, left: CHUNKS - 5 });
  expect(embedder.batches).toEqual([2, 2, 1]);
  expect((await project.index({ meaning })).embedded).toMatchObject({ embedded: CHUNKS - 5, left: 0 });
  expect(new Set(embedder.documents).size).toBe(CHUNKS);
});

test("work that is ended between batches keeps what it has, and goes on from there", async () => {
  const project = createProject();
  const embedder = createWordEmbedder();
  const ending = new AbortController();
  const { embedDocuments } = embedder.embeddings;
  const embeddings = {
    ...embedder.embeddings,
    embedDocuments(texts: string[]) {
      ending.abort(new Error("enough"));
      return embedDocuments(texts);
    },
  };
  const meaning = { embedder: { ...embedder, embeddings }, vectors: project.vectors, batchSize: 2 };
  await expect(project.index({ meaning, signal: ending.signal })).rejects.toThrow("enough");
  expect(embedder.documents).toHaveLength(2);
  await project.index({ meaning });
  expect(new Set(embedder.documents).size).toBe(CHUNKS);
  expect(embedder.documents).toHaveLength(CHUNKS);
});

test.each([
  ["fails", () => Promise.reject(new Error("429"))],
  ["answers too few", async (texts: string[]) => texts.slice(1).map(() => [1])],
  ["answers numbers that are none", async (texts: string[]) => texts.map(() => [Number.NaN])],
  ["answers nothing", async (texts: string[]) => texts.map(() => [])],
  ["answers different lengths", async (texts: string[]) => texts.map((_, at) => [1, 1].slice(at % 2))],
])("a model that %s costs the vectors and is said, and words find as before", async (_, embedDocuments) => {
  const project = createProject();
  const embedder = {
    ...createWordEmbedder(),
    embeddings: { ...createWordEmbedder().embeddings, embedDocuments },
  };
  const { index, events } = await project.index({ meaning: { embedder, vectors: project.vectors } });
  expect(events).toContainEqual({ kind: "not_embedded", reason: expect.any(String) });
  const { index: plain } = await project.index({});
  for (const text of texts) expect(await index.find(text)).toEqual(await plain.find(text));
});

test("a question that cannot be embedded is answered by words, and that is said", async () => {
  const project = createProject();
  const embedder = createWordEmbedder();
  const embeddings = { ...embedder.embeddings, embedQuery: () => Promise.reject(new Error("429")) };
  const meaning = { embedder: { ...embedder, embeddings }, vectors: project.vectors };
  const { index, events } = await project.index({ meaning });
  const { index: plain } = await project.index({});
  expect(await index.find("applyCoupon")).toEqual(await plain.find("applyCoupon"));
  expect(events.at(-1)).toEqual({ kind: "not_embedded", reason: "429" });
});

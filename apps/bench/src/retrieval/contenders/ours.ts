import type { Contender } from "./contender.ts";
import { createIndexOpener } from "./open-index.ts";

const openIndex = createIndexOpener();

/** As it is shipped: its weights have seen the repositories that it is asked about, so it is no measure of what it can. */
export const oursAsShipped: Contender = {
  name: "ours, trained on all",
  async answer(question) {
    const index = await openIndex(question);
    const found = await index.find(question.task.query, { limit: 1000 });
    return { ranking: found.map(({ path }) => path) };
  },
};

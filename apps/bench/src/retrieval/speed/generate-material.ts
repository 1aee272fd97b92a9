import { createRandom, pick } from "../../random.ts";
import type { MadeFile, Material, WantedSize } from "./material.ts";

const nouns =
  "account address archive basket batch branch bucket buffer cache cart catalog channel checkout client cluster comment config connection cookie coupon cursor customer dashboard delivery device digest discount document domain endpoint entry event export feature feed field filter folder format gateway graph group handler header history image import index invoice issue item job journal label layer layout ledger lease license limit link list locale lock log mailbox margin marker market member menu message meter mirror module monitor node notice number offer option order origin owner package page parser partner password patch path payment permission plugin policy pool portal price process product profile project proxy queue quota range receipt record refund region release report request response result role route row rule run sample schedule schema scope search secret segment series server session setting shelf shipment signal site slot snapshot source stage status stock storage stream subject summary table tag target task template tenant thread ticket token topic trace transfer trigger update upload user value vendor version volume voucher wallet warehouse webhook widget window worker workspace zone".split(
    " ",
  );
const verbs =
  "add apply archive assign attach build cancel charge check claim clear close collect compare compute confirm convert copy count create decode deliver describe detach encode expire export fetch find finish flush format freeze group hash import index join link list load lock log map mark match merge migrate move notify open pack parse patch pick plan print prune publish pull push queue rank read rebuild record reduce refund release remove rename render repair replace report request reserve reset resolve restore retry return review revoke rotate route save scan schedule search seal select send serve sign sort split start stop store stream submit sum sync tag track transfer trim unlock unpack update upload validate verify watch wrap write".split(
    " ",
  );

type Random = () => number;
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** One function in each language, with its comment, a branch, a call and a loop. */
const writers: Readonly<Record<string, (words: readonly string[], count: number) => string>> = {
  ts: ([verb = "", noun = "", other = "", third = ""], count) => `
/** ${capital(verb)}s the ${noun} of a ${other}, at most ${count} at once. */
export async function ${verb}${capital(noun)}(${other}: ${capital(other)}, limit = ${count}): Promise<${capital(noun)}[]> {
  if (${other}.${third}s.length > limit) throw new Error("The ${other} has too many ${third}s.");
  const found: ${capital(noun)}[] = [];
  for (const ${third} of ${other}.${third}s) found.push(await ${other}.${verb}(${third}, { limit }));
  return found;
}
`,
  py: ([verb = "", noun = "", other = "", third = ""], count) => `

def ${verb}_${noun}(${other}, limit=${count}):
    """${capital(verb)}s the ${noun} of a ${other}, at most ${count} at once."""
    if len(${other}.${third}s) > limit:
        raise ValueError("The ${other} has too many ${third}s.")
    return [${other}.${verb}(${third}, limit=limit) for ${third} in ${other}.${third}s]
`,
  go: ([verb = "", noun = "", other = "", third = ""], count) => `
// ${capital(verb)}${capital(noun)} works on the ${noun} of a ${other}, at most ${count} at once.
func ${capital(verb)}${capital(noun)}(${other} *${capital(other)}, limit int) ([]${capital(noun)}, error) {
	if len(${other}.${capital(third)}s) > limit {
		return nil, errors.New("the ${other} has too many ${third}s")
	}
	found := make([]${capital(noun)}, 0, ${count})
	for _, ${third} := range ${other}.${capital(third)}s {
		found = append(found, ${other}.${capital(verb)}(${third}, limit))
	}
	return found, nil
}
`,
};

/** Sources that look like a team's, without one: the same in every run. */
export function generateMaterial({ count, meanBytes }: WantedSize): Material {
  const random = createRandom(1);
  const files = Array.from({ length: count }, (_, index) => generateFile(random, { index, meanBytes }));
  const messages = Array.from(
    { length: 2000 },
    () =>
      `${capital(pick(random, verbs))} the ${pick(random, nouns)} before the ${pick(random, nouns)} of a ${pick(random, nouns)}`,
  );
  return { files, messages };
}

function generateFile(
  random: Random,
  { index, meanBytes }: { readonly index: number; readonly meanBytes: number },
): MadeFile {
  const ending = pick(random, Object.keys(writers));
  const write = writers[ending];
  // From a third of the mean to five thirds.
  const bytes = meanBytes * (1 / 3 + (random() * 4) / 3);
  let text = ending === "go" ? "package main\n" : "";
  while (text.length < bytes) {
    const words = [pick(random, verbs), pick(random, nouns), pick(random, nouns), pick(random, nouns)];
    text += write?.(words, Math.ceil(random() * 999)) ?? "";
  }
  const folder = `${pick(random, nouns)}/${pick(random, nouns)}`;
  return { path: `${folder}/${pick(random, verbs)}-${pick(random, nouns)}-${index}.${ending}`, text };
}

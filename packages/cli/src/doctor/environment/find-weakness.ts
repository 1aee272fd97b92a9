/** What a secret is compared with. */
export interface Comparison {
  /** What `.env.example` has in its place, which everybody can read. */
  readonly example: string | undefined;
  /** Other secrets of the environment, by variable. */
  readonly others: readonly (readonly [string, string | undefined])[];
}

const MIN_BYTES = 32;
/** Below this somebody has typed it. 32 random hex digits have about 110 bits by this measure, and no word reaches it. */
const MIN_BITS = 80;

/** Words of examples, tutorials and defaults. */
const wellKnown =
  /^(?:secrets?|super|my|your|the|a|it'?s|webhooks?|github|development|production|dev|test(?:ing)?|password|passwd|changeme|change|please|me|example|token|key|key-?here|here|value|replace|todo|default|admin|root|hunter2|letmein|qwerty(?:uiop)?|osorganicai|[x*.]+|\d{1,6}|[\s_.,:;!?'"<>=-]+)+$/i;

/** What makes a secret easy to guess, as the end of a sentence; undefined when nothing does. Never holds any of it. */
export function findWeakness(secret: string, { example, others }: Comparison): string | undefined {
  const bytes = Buffer.byteLength(secret);
  const same = others.find(([, value]) => value?.trim() === secret)?.[0];
  if (wellKnown.test(secret)) return "is made of well-known words";
  if (secret === example?.trim()) return "is the one of .env.example, which everybody can read";
  if (bytes < MIN_BYTES) return `has ${bytes} bytes; ${MIN_BYTES} are needed`;
  if (isRepetition(secret)) return "repeats a shorter text";
  if (isSequence(secret)) return "goes up or down letter by letter";
  if (bitsOf(secret) < MIN_BITS) return "has too few different characters to be random";
  if (same !== undefined) return `is also the value of ${same}; every secret has one use`;
  return undefined;
}

/** `abcabcabc`: found again inside of itself, doubled. */
function isRepetition(secret: string): boolean {
  return `${secret}${secret}`.indexOf(secret, 1) < secret.length;
}

/** Most characters are the next one of the one before. */
function isSequence(secret: string): boolean {
  const codes = [...secret].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1);
  return steps.length > codes.length * 0.6;
}

/** Shannon's entropy of the characters, times their number: what a random text of these would be worth. */
function bitsOf(secret: string): number {
  const counts = new Map<string, number>();
  for (const letter of secret) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / secret.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0) * secret.length;
}

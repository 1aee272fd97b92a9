import { pick } from "../random.ts";

/** A user's edit: its word is in the file afterwards, and in no other. */
export interface UserEdit {
  readonly path: string;
  readonly word: string;
}

/** Edits up to three files as their users do, each leaving a word of its own. Files that are away are not edited. */
export function editFiles(
  files: Map<string, string>,
  { random, round }: { readonly random: () => number; readonly round: string },
): readonly UserEdit[] {
  const edits: UserEdit[] = [];
  for (let index = Math.floor(random() * 4); index > 0; index -= 1) {
    const path = pick(random, [...files.keys()].filter(isEdited));
    const word = `user${round}x${index}`;
    const text = files.get(path) ?? "";
    const edited = edit(path, text, word, random);
    if (edited === text) continue;
    files.set(path, edited);
    edits.push({ path, word });
  }
  return edits;
}

function isEdited(path: string): boolean {
  return /^(\.github\/.*\.yml|vercel\.json|README\.md|src\/agents\/.*\.ts|api\/.*\.ts|renovate\.json)$/.test(
    path,
  );
}

function edit(path: string, text: string, word: string, random: () => number): string {
  if (path.endsWith(".yml")) return pick(random, workflowEdits)(text, word);
  if (path.endsWith(".json")) return text.replace(/^\{\n/, `{\n  "${word}": true,\n`);
  if (path.startsWith("src/agents/")) return pick(random, agentEdits)(text, word);
  if (path.startsWith("api/")) return `${text}// ${word}\n`;
  return pick(random, proseEdits)(text, word);
}

type Edit = (text: string, word: string) => string;

const workflowEdits: readonly Edit[] = [
  (text, word) => text.replace(/timeout-minutes: .*/, (line) => `${line.split(" #")[0]} # ${word}`),
  (text, word) => {
    const variable = `env:\n  ${word.toUpperCase()}: "${word}"\n`;
    return text.includes("\nenv:\n")
      ? text.replace("\nenv:\n", `\n${variable}`)
      : text.replace("\njobs:\n", `\n${variable}\njobs:\n`);
  },
  (text, word) => `${text}      - name: ${word}\n        run: echo ${word}\n`,
  (text, word) => text.replace(/node-version: .*/, (line) => `${line.split(" #")[0]} # ${word}`),
];

const agentEdits: readonly Edit[] = [
  (text, word) => text.replace(/\n\}\n*$/, `\n\n  ${word}(): string {\n    return "${word}";\n  }\n}\n`),
  (text, word) => text.replace(/return `/, `return \`(${word}) `),
  (text, word) => text.replace(/"\n?,?\n\]/, `",\n  "${word}?",\n]`),
  (text, word) => `// ${word}\n${text}`,
];

const proseEdits: readonly Edit[] = [
  (text, word) => `${text}\nOurs: ${word}.\n`,
  (text, word) => text.replace(/^# .*/, (heading) => `${heading} ${word}`),
];

import type { AuditFinding } from "./audit-report.ts";
import type { AuditRow } from "./audit-row.ts";
import { hashAction } from "./hash-action.ts";

/** A place outside of the chain that says where it stood. */
export interface AuditAnchor {
  readonly count: number;
  readonly sha256: string;
  /** `effect comment:… (comment)`. */
  readonly source: string;
}

/** What is known of a chain beside its rows. */
export interface ChainFacts {
  /** `agent_action_heads`; undefined when there is no such row. */
  readonly head: { readonly count: number; readonly sha256: string } | undefined;
  /** By count, ascending. */
  readonly anchors: readonly AuditAnchor[];
}

/** Follows one chain. */
export interface ChainCheck {
  /** The next row, by place. */
  add(row: AuditRow): readonly AuditFinding[];
  /** After the last row. */
  end(): readonly AuditFinding[];
}

const nothing = "0".repeat(64);

/** Pure but for what it remembers: the last place, so that a chain of any length takes no memory. */
export function checkChain(chain: string, { head, anchors }: ChainFacts): ChainCheck {
  let last: Place = { link: 0, sha256: nothing, sound: true };
  let rows: AuditRow[] = [];

  /** @param next what the row after this place, or the head, takes for its hash */
  function settle(next: string | undefined): readonly AuditFinding[] {
    const [first] = rows;
    if (!first) return [];
    const { place, found } = checkPlace([first, ...rows.slice(1)], { last, next, chain });
    const contradicted = anchors.filter(
      ({ count, sha256 }) => count === place.link && sha256 !== place.sha256,
    );
    last = place;
    rows = [];
    return [...found, ...contradicted.map(contradicts(chain))];
  }

  return {
    add(row) {
      const found = rows[0] && rows[0].link !== row.link ? settle(row.previous_sha256) : [];
      rows.push(row);
      return found;
    },
    end: () => [...settle(head?.sha256), ...checkEnd(chain, last, { head, anchors })],
  };
}

/** What is remembered of the place before. */
interface Place {
  readonly link: number;
  readonly sha256: string;
  /** Whether its row is what its hash was made of. */
  readonly sound: boolean;
}

interface Surroundings {
  readonly chain: string;
  readonly last: Place;
  readonly next: string | undefined;
}

/** One place of a chain: of several rows in it that one is genuine which continues the chain and is continued. */
function checkPlace(
  rows: readonly [AuditRow, ...AuditRow[]],
  { chain, last, next }: Surroundings,
): { readonly place: Place; readonly found: readonly AuditFinding[] } {
  const link = Number(rows[0].link);
  const missing = link > last.link + 1;
  const isSound = (row: AuditRow) => row.sha256 === hashAction(row);
  // After rows that are missing or altered nothing can be said of the link to them.
  const fits = (row: AuditRow) => missing || !last.sound || row.previous_sha256 === last.sha256;
  const fitting = rows.filter((row) => isSound(row) && fits(row));
  const genuine = fitting.find(({ sha256 }) => sha256 === next) ?? fitting[0] ?? rows[0];
  const sound = isSound(genuine);
  return {
    place: { link, sha256: genuine.sha256, sound },
    found: [
      ...(missing ? [rowsMissing(chain, last.link + 1, link - 1)] : []),
      ...(sound ? [] : [altered(genuine)]),
      ...(sound && !fits(genuine) ? [replaced(genuine)] : []),
      ...rows.filter((row) => row !== genuine).map(inserted),
    ],
  };
}

function checkEnd(
  chain: string,
  last: { readonly link: number; readonly sha256: string },
  { head, anchors }: ChainFacts,
): readonly AuditFinding[] {
  if (last.link === 0 && !head && anchors.length === 0) return [];
  const latest = [...anchors, ...(head ? [{ ...head, source: "the chain's head" }] : [])]
    .filter(({ count }) => count > last.link)
    .toSorted((a, b) => a.count - b.count)
    .at(-1);
  if (latest) return [cut(chain, last.link, latest)];
  const finding = { chain, link: last.link };
  if (!head)
    return [{ ...finding, kind: "removed", what: `The head of ${chain} is missing, which counts its rows.` }];
  if (head.count < last.link)
    return [
      {
        chain,
        kind: "inserted",
        link: head.count + 1,
        what: `Rows ${head.count + 1} to ${last.link} of ${chain} were slipped in at the end: its head counts ${head.count}.`,
      },
    ];
  if (head.sha256 === last.sha256) return [];
  return [
    {
      ...finding,
      kind: "replaced",
      what: `Row ${last.link} of ${chain}, the last, is not the one its head names.`,
    },
  ];
}

function altered(row: AuditRow): AuditFinding {
  return finding("altered", row, "was altered: its content is not what its hash was made of");
}

function replaced(row: AuditRow): AuditFinding {
  return finding(
    "replaced",
    row,
    `does not continue row ${Number(row.link) - 1}: one of the two was replaced`,
  );
}

function inserted(row: AuditRow): AuditFinding {
  return finding("inserted", row, "was slipped in: another row has its place in the chain");
}

function finding(kind: AuditFinding["kind"], row: AuditRow, what: string): AuditFinding {
  const { chain, link, agent_type, action_type, at, id } = row;
  return {
    kind,
    chain,
    link: Number(link),
    what: `Row ${link} of ${chain} (${agent_type} ${action_type}, ${at}, ${id}) ${what}.`,
  };
}

function rowsMissing(chain: string, from: number, to: number): AuditFinding {
  const rows = from === to ? `Row ${from} of ${chain} is` : `Rows ${from} to ${to} of ${chain} are`;
  return { kind: "removed", chain, link: from, what: `${rows} missing.` };
}

function cut(chain: string, rows: number, { count, source }: AuditAnchor): AuditFinding {
  const left = rows === 0 ? "none is left" : `${rows} are left`;
  return {
    kind: "cut",
    chain,
    link: rows + 1,
    what: `The end of ${chain} was cut off: ${source} saw ${count} rows, and ${left}.`,
  };
}

function contradicts(chain: string): (anchor: AuditAnchor) => AuditFinding {
  return ({ count, source }) => ({
    kind: "replaced",
    chain,
    link: count,
    what: `Row ${count} of ${chain} is not the one that ${source} saw: the chain was written anew.`,
  });
}

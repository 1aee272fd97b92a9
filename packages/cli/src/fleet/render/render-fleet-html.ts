import { createHash } from "node:crypto";
import {
  type ChildRow,
  type ChildState,
  type CiState,
  childStates,
  type FleetReport,
} from "../fleet-report.ts";
import { stateWords, summarize } from "./describe-row.ts";
import { escapeHtml } from "./escape-html.ts";
import { fleetScript } from "./fleet-script.ts";
import { fleetStyle } from "./fleet-style.ts";

/**
 * The fleet as one page that needs nothing else: no font, no image, no request. Its own style and script are the only
 * ones that the browser may run, so that nothing out of a child's files does anything, whatever it holds.
 */
export function renderFleetHtml(report: FleetReport): string {
  const { source, readAt, current, counts, incomplete, children } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(fleetStyle)}'; script-src '${hashOf(fleetScript)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>Fleet: ${escapeHtml(source)}</title>
<style>${fleetStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(source)}</h1>
<p class="about">${summarize(counts)}. Read <time datetime="${escapeHtml(readAt)}">${escapeHtml(readAt.slice(0, 16).replace("T", " "))} UTC</time>; the newest version known then was ${escapeHtml(current)}.</p>
${renderTiles(report)}${renderIncomplete(incomplete)}${children.length === 0 ? '<p class="none">There is no child here.</p>' : renderTable(children)}
</main>
<script>${fleetScript}</script>
</body>
</html>
`;
}

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function renderTiles({ counts, children }: FleetReport): string {
  const tiles = [
    { count: children.length, word: children.length === 1 ? "child" : "children" },
    ...childStates
      .filter((state) => counts[state] > 0)
      .map((state) => ({ count: counts[state], word: stateWords[state] })),
  ];
  return `<ul class="tiles">${tiles.map(({ count, word }) => `<li><b>${count}</b> <span>${word}</span></li>`).join("")}</ul>\n`;
}

function renderIncomplete(incomplete: readonly string[]): string {
  if (incomplete.length === 0) return "";
  return `<ul class="incomplete">${incomplete.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join("")}</ul>\n`;
}

const headings = ["State", "Child", "Version", "Upgraded", "CI", "Notes"];

function renderTable(children: readonly ChildRow[]): string {
  const rank = ({ state }: ChildRow) => childStates.indexOf(state);
  const sorted = children.toSorted(
    (one, other) => rank(one) - rank(other) || (one.place < other.place ? -1 : 1),
  );
  return `<label class="search" hidden><span>Show only children with</span> <input type="search" autocomplete="off"></label>
<table>
<caption>Every child with its version, its CI and what somebody has to look at</caption>
<thead><tr>${headings.map((heading, index) => `<th scope="col"${index === 0 ? ' aria-sort="ascending"' : ""}><button type="button">${heading}</button></th>`).join("")}</tr></thead>
<tbody>
${sorted.map(renderRow).join("\n")}
</tbody>
</table>`;
}

const tones: Readonly<Record<ChildState, string>> = {
  broken: "bad",
  parked: "bad",
  failed: "bad",
  red: "bad",
  todo: "warn",
  behind: "warn",
  current: "good",
};
const ciTones: Readonly<Record<CiState, string>> = {
  failure: "bad",
  pending: "warn",
  success: "good",
  none: "plain",
  unknown: "plain",
};

function renderRow(row: ChildRow): string {
  const { place, url, state, name = "", domain = "", version = "", upgradedAt = "", ci } = row;
  const title =
    url !== undefined && /^https?:/.test(url)
      ? `<a href="${escapeHtml(url)}">${escapeHtml(place)}</a>`
      : escapeHtml(place);
  const about = [place.endsWith(name) ? "" : name, domain].filter((part) => part !== "").join(", ");
  return `<tr>
<td class="state" data-label="State" data-key="${childStates.indexOf(state)}"><span class="mark ${tones[state]}">${stateWords[state]}</span></td>
<th scope="row" data-key="${escapeHtml(place)}">${title}${about === "" ? "" : `<small>${escapeHtml(about)}</small>`}</th>
<td class="version" data-label="Version">${escapeHtml(version)}</td>
<td class="date" data-label="Upgraded" data-key="${escapeHtml(upgradedAt)}">${escapeHtml(upgradedAt.slice(0, 10))}</td>
<td data-label="CI"><span class="mark ${ciTones[ci]}">${ci}</span></td>
<td class="notes" data-label="Notes">${renderNotes(row)}</td>
</tr>`;
}

function renderNotes({
  problem,
  parked,
  failed,
  todo,
  declared,
  missing,
  edited,
  ejected,
}: ChildRow): string {
  const notes: readonly (readonly [string, readonly string[]])[] = [
    ["Wait to be resolved", parked],
    ["Failed", failed],
    ["To do", todo],
    ["package.json asks for", declared === undefined ? [] : [declared]],
    ["Deleted", missing],
    ["Edited", edited],
    ["Ejected", ejected],
  ];
  const lines = notes.filter(([, values]) => values.length > 0);
  return [
    ...(problem === undefined ? [] : [`<div>${escapeHtml(problem)}</div>`]),
    ...lines.map(
      ([word, values]) =>
        `<div>${word}: ${values.map((value) => `<code>${escapeHtml(value)}</code>`).join(", ")}</div>`,
    ),
  ].join("");
}

/** The page's whole style. Without colour everything is still said in words. */
export const fleetStyle = `
:root { color-scheme: light dark; --ink: #1b2733; --soft: #5b6b7b; --line: #dde3e9; --paper: #fff; --ground: #f5f7f9;
  --bad: #b3261e; --bad-ground: #fdecea; --warn: #8a5300; --warn-ground: #fff3dc; --good: #1c6b3c; --good-ground: #e4f5ea; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9fb0c0; --line: #2c3a47; --paper: #16202a; --ground: #0f161d;
  --bad: #ff9d96; --bad-ground: #46201d; --warn: #ffcf85; --warn-ground: #40300f; --good: #8fdcac; --good-ground: #17361f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 2rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { margin: 0; font-size: 1.6rem; overflow-wrap: anywhere; }
.about { margin: .25rem 0 1.5rem; color: var(--soft); }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.tiles li { flex: 1 1 7rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--paper); }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--soft); }
.incomplete { margin: 0 0 1.5rem; padding: .75rem 1rem .75rem 2.25rem; border-radius: .6rem; background: var(--warn-ground); color: var(--warn); }
.search { display: block; margin-bottom: 1rem; }
.search input { width: 100%; max-width: 24rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--paper); color: inherit; font: inherit; }
.search span { display: block; color: var(--soft); font-size: .875rem; }
table { width: 100%; border-collapse: separate; border-spacing: 0; border: 1px solid var(--line); border-radius: .6rem; background: var(--paper); }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .6rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { padding: 0; white-space: nowrap; }
thead button { width: 100%; padding: .6rem .75rem; border: 0; background: none; color: var(--soft); font: inherit; font-weight: 600; text-align: left; cursor: pointer; }
thead button::after { content: " ↕"; opacity: .4; }
[aria-sort="ascending"] button::after { content: " ↑"; opacity: 1; }
[aria-sort="descending"] button::after { content: " ↓"; opacity: 1; }
:focus-visible { outline: 2px solid #3b82f6; outline-offset: -2px; border-radius: .3rem; }
tbody th { font-weight: 600; overflow-wrap: anywhere; }
tbody th small { display: block; font-weight: 400; color: var(--soft); }
a { color: inherit; }
.notes { overflow-wrap: anywhere; font-size: .9rem; }
.notes code { font-size: .85em; }
.notes div + div { margin-top: .2rem; }
.version, .date { white-space: nowrap; font-variant-numeric: tabular-nums; }
.mark { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .875rem; font-weight: 600; white-space: nowrap; }
.bad { background: var(--bad-ground); color: var(--bad); }
.warn { background: var(--warn-ground); color: var(--warn); }
.good { background: var(--good-ground); color: var(--good); }
.plain { color: var(--soft); font-weight: 400; padding-left: 0; }
.none { padding: 2rem 1rem; color: var(--soft); text-align: center; }
@media (max-width: 45rem) {
  table, tbody, tr, tbody th, td { display: block; }
  table { border: 0; background: none; }
  thead { display: flex; flex-wrap: wrap; gap: .25rem; margin-bottom: .5rem; }
  thead tr { display: flex; flex-wrap: wrap; gap: .25rem; }
  thead th { border: 1px solid var(--line); border-radius: 2rem; background: var(--paper); }
  thead button { padding: .25rem .75rem; }
  tbody tr { margin-bottom: .75rem; padding: .5rem 0; border: 1px solid var(--line); border-radius: .6rem; background: var(--paper); }
  tbody tr[hidden] { display: none; }
  tbody th, td { padding: .2rem .9rem; border: 0; }
  td:empty { display: none; }
  td::before { content: attr(data-label) ": "; color: var(--soft); }
  td.state::before, td.notes::before { content: none; }
}
@media print { body { background: none; } .search, thead button::after { display: none; } }
`;

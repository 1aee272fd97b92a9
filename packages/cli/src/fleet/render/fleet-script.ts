/** Sorts by a click on a heading and hides what does not match. Without it the page is a table like any other. */
export const fleetScript = `
const body = document.querySelector("tbody");
const headings = [...document.querySelectorAll("thead th")];
const keyOf = (row, column) => row.children[column].dataset.key ?? row.children[column].textContent;
for (const [column, heading] of headings.entries())
  heading.querySelector("button").addEventListener("click", () => {
    const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", direction);
    const sign = direction === "ascending" ? 1 : -1;
    const rows = [...body.rows].sort((a, b) => sign * keyOf(a, column).localeCompare(keyOf(b, column), "en", { numeric: true }));
    body.append(...rows);
  });
const search = document.querySelector("input");
search.closest("label").hidden = false;
search.addEventListener("input", () => {
  const wanted = search.value.toLowerCase();
  for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
`;

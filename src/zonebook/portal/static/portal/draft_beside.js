// Shows beside the grid what there is to know of the cell in focus. On a narrow page, and without this script, each
// cell has a link to the same.

const beside = document.getElementById("beside");
const isWide = matchMedia("(min-width: 64rem)");
let asked = null;

async function tell(address) {
  asked?.abort();
  asked = new AbortController();
  try {
    const response = await fetch(address, { headers: { "X-Fragment": "1" }, signal: asked.signal, redirect: "error" });
    if (response.ok) beside.innerHTML = await response.text();
  } catch {
    // another cell was asked for, or there is no connection: what was shown stays
  }
}

document.querySelector("#draft table.grid").addEventListener("focusin", (event) => {
  const link = event.target.closest("td[data-key]")?.querySelector("a.about");
  if (!link || event.target === link || !isWide.matches) return;
  beside.hidden = false;
  tell(link.href);
});

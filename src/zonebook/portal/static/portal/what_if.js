// Asks for the places anew while a slider is dragged. The answer is the server's, of the same engine that made the
// edition; without this script the button asks for the same.

const form = document.getElementById("weights");
const answer = document.getElementById("answer");
const PAUSE = 60; // between two questions, while a slider moves

let asked = null;
let waiting = 0;

function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) query.set(name, value);
  return `${location.pathname}?${query}`;
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const where = address();
  try {
    const response = await fetch(where, { headers: { "X-Fragment": "1" }, signal: asked.signal, redirect: "error" });
    if (!response.ok && response.status !== 400) return;
    answer.innerHTML = await response.text();
  } catch {
    return; // another question was asked meanwhile, or there is no connection: what was shown stays
  }
  history.replaceState(null, "", where);
  for (const share of answer.querySelectorAll(".shares [data-of]")) {
    form.querySelector(`output[data-of="${share.dataset.of}"]`).textContent = share.textContent;
  }
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
form.querySelector(".ask-button").hidden = true;

// Saves a draft cell by cell. What was typed is kept in this browser until the book has acknowledged it: a lost
// connection, an ended session or a closed tab loses nothing. The page works without this script: it has a button.

const form = document.getElementById("draft");
const kept = `zonebook.draft.${form.dataset.draft}.`;
const RETRY = 3_000;
const NEWS = 60_000; // what colleagues write meanwhile
const GIVE_UP = 15_000;

let stamp = Number(form.dataset.stamp);
let running = null;
let retry = 0;

const store = storage();
const cells = new Map([...form.querySelectorAll("td[data-key]")].map((one) => [one.dataset.key, one]));
const field = (cell) => cell.querySelector("input:not([type=hidden]), select");
const seen = (cell) => cell.querySelector("input[type=hidden]");

// Where what is not saved yet is kept; a browser that keeps nothing still has the page itself.
function storage() {
  try {
    localStorage.setItem(`${kept}try`, "");
    localStorage.removeItem(`${kept}try`);
    return localStorage;
  } catch {
    const memory = new Map();
    return {
      getItem: (name) => memory.get(name) ?? null,
      setItem: (name, value) => memory.set(name, value),
      removeItem: (name) => memory.delete(name),
    };
  }
}

function waiting() {
  return [...cells.keys()]
    .map((key) => [key, JSON.parse(store.getItem(kept + key))])
    .filter(([, writing]) => writing !== null);
}

function keep(cell) {
  const key = cell.dataset.key;
  const text = field(cell).value.trim();
  if (text === seen(cell).value) {
    store.removeItem(kept + key);
    delete cell.dataset.state;
  } else {
    store.setItem(kept + key, JSON.stringify({ text, seen: seen(cell).value }));
    cell.dataset.state = "kept";
  }
}

function show(state, why = "") {
  for (const one of form.querySelectorAll("[data-state]:not(td)")) one.hidden = one.dataset.state !== state;
  form.querySelector("[data-state=closed] .why").textContent = why;
  if (state === "saved") {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    form.querySelector("[data-state=saved] .at").textContent = time;
  }
}

// The token changes when somebody signs in again in another tab: it is read anew each time.
function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

function later() {
  clearTimeout(retry);
  retry = setTimeout(save, RETRY);
}

// One request at a time: what is typed meanwhile goes with the next. True when nothing is left to save. Who only asks
// for news leaves in peace the cell that is being typed in.
async function save({ ask = false } = {}) {
  while (running) await running;
  const isTypedIn = (key) => ask && cells.get(key).contains(document.activeElement);
  const sent = waiting().filter(([key]) => !isTypedIn(key));
  if (!sent.length && !ask) return true;
  running = post(sent);
  const acknowledged = await running;
  running = null;
  if (acknowledged && !ask && waiting().length) return save();
  return acknowledged;
}

async function post(sent) {
  clearTimeout(retry);
  if (sent.length) show("saving");
  for (const [key] of sent) cells.get(key).dataset.state = "saving";
  const written = sent.map(([key, one]) => ({ line: key.split(":")[0], site: key.split(":")[1], ...one }));
  let response;
  try {
    response = await fetch(form.dataset.cells, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ draft: Number(form.dataset.draft), stamp, cells: written }),
      signal: AbortSignal.timeout(GIVE_UP),
    });
    if (response.ok) take(await response.json(), sent);
    else await refused(response, sent);
  } catch {
    notSaved("failed", sent);
  }
  return response?.ok ?? false;
}

async function refused(response, sent) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (response.status === 401 || (response.status === 403 && !isJson)) return notSaved("signed-out", sent);
  if (!isJson) return notSaved("failed", sent);
  const { message } = await response.json();
  notSaved("closed", sent, message);
}

function notSaved(state, sent, why = "") {
  for (const [key] of sent) cells.get(key).dataset.state = "kept";
  show(state, why);
  later();
}

function take(news, sent) {
  stamp = news.stamp;
  const texts = new Map(sent.map(([key, one]) => [key, one.text]));
  for (const [key, text] of Object.entries(news.cells)) if (cells.has(key)) stand(cells.get(key), text, texts.get(key));
  for (const [key, cell] of cells) say(cell, news.findings[key] ?? []);
  for (const one of form.querySelectorAll("[data-total]")) {
    const total = news.totals[one.dataset.total];
    one.querySelector("output").textContent = total?.amount ?? "";
    one.querySelector(".counted").textContent = total?.counted ?? "";
    one.toggleAttribute("data-none", !total);
  }
  for (const one of news.overtaken) {
    const item = document.createElement("li");
    item.textContent = one;
    form.querySelector(".overtaken").append(item);
  }
  if (!waiting().length) show("saved");
}

// `text` stands in the cell now. `sent` is what this page wrote, if it wrote: whoever typed on meanwhile keeps it.
function stand(cell, text, sent) {
  const key = cell.dataset.key;
  const writing = JSON.parse(store.getItem(kept + key));
  const hasTypedOn = writing !== null && writing.text !== sent;
  if (hasTypedOn && sent === undefined) return;
  seen(cell).value = text;
  if (hasTypedOn) return keep(cell);
  store.removeItem(kept + key);
  put(field(cell), text);
  cell.dataset.state = sent === undefined ? "news" : "saved";
}

function put(input, text) {
  if (input.tagName === "SELECT" && ![...input.options].some((one) => one.value === text)) input.add(new Option(text));
  input.value = text;
}

function say(cell, findings) {
  const isWrong = findings.some((one) => one.severity === "error");
  cell.classList.toggle("wrong", isWrong);
  cell.classList.toggle("doubtful", !isWrong && findings.length > 0);
  field(cell).toggleAttribute("aria-invalid", isWrong);
  if (isWrong) field(cell).setAttribute("aria-invalid", "true");
  cell.querySelector(".says").replaceChildren(
    ...findings.map((one) => {
      const said = document.createElement("span");
      said.className = one.severity;
      said.textContent = `${one.severity === "error" ? "✗" : "!"} ${one.said}`;
      return said;
    }),
  );
}

const cellOf = (event) => event.target.closest("td[data-key]");

form.addEventListener("input", (event) => cellOf(event) && keep(cellOf(event)));
form.addEventListener("change", (event) => {
  if (!cellOf(event)) return;
  keep(cellOf(event));
  save();
});

// A button waits for what is not saved: what cannot be saved now must not be taken for saved.
form.addEventListener("submit", async (event) => {
  form.elements.csrfmiddlewaretoken.value = token();
  if (!waiting().length) return;
  event.preventDefault();
  if (await save()) form.requestSubmit(event.submitter);
});

const look = () => document.visibilityState === "visible" && save({ ask: true });
window.addEventListener("online", () => save());
window.addEventListener("focus", look);
window.addEventListener("pageshow", (event) => event.persisted && look());
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? save() : look()));
setInterval(look, NEWS);

for (const [key, writing] of waiting()) {
  put(field(cells.get(key)), writing.text);
  cells.get(key).dataset.state = "kept";
}
for (const one of form.querySelectorAll(".by-script")) one.hidden = false;
form.classList.add("live");
if (waiting().length) save();
else show("saved");

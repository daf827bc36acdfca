// Saves what is written and shows the verdicts while one writes. The text area stays a plain text area: the lines under
// the figures are drawn by a mirror behind it, of the same words in the same type, which also gives it its height. What
// was typed is kept in this browser until the book has acknowledged it. The page works without this script.

const form = document.getElementById("release");
const text = document.getElementById("id_text");
const mirror = form.querySelector(".mirror");
const panel = document.getElementById("panel");
const toSay = document.getElementById("figure-to-say");
const kept = `zonebook.release.${form.dataset.key}`;
const PAUSE = 700;
const RETRY = 3_000;
const GIVE_UP = 30_000;
const FIELDS = ["title", "rubric", "notice", "text"];

let seen = Number(form.elements.seen.value);
let over = form.elements.over?.value === "yes";
let waiting = 0;
let running = false;
let isStopped = false; // somebody wrote meanwhile: nothing is sent until it is said which text stands
let theirs = null;
const store = storage();
let sentLast = JSON.stringify(written());

function storage() {
  try {
    localStorage.setItem(`${kept}.try`, "");
    localStorage.removeItem(`${kept}.try`);
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

function written() {
  return Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]));
}

function put(fields) {
  for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = fields[name] ?? "";
}

function show(state, why = "") {
  for (const one of form.querySelectorAll(".states > [data-state]")) one.hidden = one.dataset.state !== state;
  const place = form.querySelector(`.states [data-state="${state}"] .why`);
  if (place) place.textContent = why;
  if (state === "saved") {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    form.querySelector("[data-state=saved] .at").textContent = time;
  }
}

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

function later(pause) {
  clearTimeout(waiting);
  waiting = setTimeout(save, pause);
}

function keep() {
  store.setItem(kept, JSON.stringify({ seen, over, fields: written() }));
}

// One request at a time: what is typed meanwhile goes with the next.
async function save() {
  clearTimeout(waiting);
  if (isStopped) return;
  if (running) return later(PAUSE);
  const now = JSON.stringify(written());
  if (now === sentLast) return;
  running = true;
  show("saving");
  try {
    const response = await fetch(form.dataset.live, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ ...JSON.parse(now), seen, over }),
      signal: AbortSignal.timeout(GIVE_UP),
    });
    if (response.ok) acknowledge(now, await response.json());
    else await refuse(response);
  } catch {
    show("failed");
    later(RETRY);
  }
  running = false;
}

function acknowledge(now, news) {
  sentLast = now;
  seen = news.seen;
  over = false;
  form.elements.seen.value = seen;
  form.elements.over?.remove();
  const hasTypedOn = JSON.stringify(written()) !== now;
  if (hasTypedOn) keep();
  else store.removeItem(kept);
  panel.innerHTML = news.panel;
  if (hasTypedOn) return later(PAUSE);
  show("saved");
  draw(news.marks);
  follow();
}

async function refuse(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (response.status === 401 || (response.status === 403 && !isJson)) {
    show("signed-out");
    return later(RETRY);
  }
  if (!isJson) {
    show("failed");
    return later(RETRY);
  }
  const said = await response.json();
  if (response.status === 409 && "text" in said) return overtaken(said);
  isStopped = response.status === 409;
  show("refused", said.message);
}

function overtaken(said) {
  isStopped = true;
  theirs = said;
  form.querySelector(".states .theirs").textContent = said.text;
  show("overtaken", said.message);
}

// The mirror says the same words as the text area; only the lines under the figures are seen.
function draw(marks) {
  mirror.replaceChildren(
    ...marks.map(([words, kind, number]) => {
      if (!kind) return document.createTextNode(words);
      const mark = document.createElement("span");
      mark.className = `claim ${kind}`;
      mark.dataset.number = number;
      mark.textContent = words;
      return mark;
    }),
    document.createTextNode("\n"),
  );
}

// Until the next verdicts come, marks stand where their words went.
function redraw() {
  const marks = [...mirror.childNodes].map((one) =>
    one.nodeType === Node.TEXT_NODE ? [one.data] : [one.textContent, one.className.split(" ")[1], one.dataset.number],
  );
  const before = marks.map(([words]) => words).join("").replace(/\n$/, "");
  const after = text.value;
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const parts = [];
  let at = 0;
  for (const [words, kind, number] of marks) {
    const end = at + words.length;
    if (kind && end <= head) parts.push([at, end, kind, number]);
    else if (kind && at >= before.length - tail) {
      const shift = after.length - before.length;
      parts.push([at + shift, end + shift, kind, number]);
    }
    at = end;
  }
  const drawn = [];
  let position = 0;
  for (const [start, end, kind, number] of parts) {
    if (start > position) drawn.push([after.slice(position, start)]);
    drawn.push([after.slice(start, end), kind, number]);
    position = end;
  }
  drawn.push([after.slice(position)]);
  draw(drawn);
}

// Beside the text, the verdict on the figure that the caret stands in.
function follow() {
  let position = 0;
  let number = "";
  for (const one of mirror.childNodes) {
    const end = position + one.textContent.length;
    if (one.nodeType !== Node.TEXT_NODE && position <= text.selectionStart && text.selectionStart <= end)
      number = one.dataset.number;
    position = end;
  }
  for (const one of panel.querySelectorAll(".verdicts > li"))
    one.classList.toggle("here", one.id === `claim-${number}`);
  if (number && document.activeElement === text)
    panel.querySelector(".here")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

form.addEventListener("input", (event) => {
  if (!FIELDS.includes(event.target.name)) return;
  keep();
  if (event.target === text) redraw();
  if (!isStopped) later(PAUSE);
});
document.addEventListener("selectionchange", () => document.activeElement === text && follow());
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
window.addEventListener("online", () => save());

document.getElementById("keep-mine").addEventListener("click", () => {
  seen = theirs.seen;
  over = true;
  isStopped = false;
  sentLast = "";
  save();
});
document.getElementById("take-theirs").addEventListener("click", () => {
  store.removeItem(kept);
  location.reload();
});

// A button of the form takes what stands there now: what the script has not sent yet goes with it.
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  isStopped = true;
  form.elements.seen.value = seen;
  form.elements.csrfmiddlewaretoken.value = token();
});

panel.addEventListener("click", (event) => {
  const quote = event.target.closest("a.quote");
  if (!quote) return;
  event.preventDefault();
  const number = quote.closest("li").id.replace("claim-", "");
  let position = 0;
  for (const one of mirror.childNodes) {
    if (one.dataset?.number === number) {
      text.focus();
      text.setSelectionRange(position, position + one.textContent.length);
      return;
    }
    position += one.textContent.length;
  }
});

// Choosing a figure of the book, and putting the words for it where the caret stands.
async function askFigure(address) {
  const response = await fetch(address, { headers: { "X-Fragment": "1" }, redirect: "error" });
  if (!response.ok && response.status !== 400) return;
  toSay.innerHTML = await response.text();
}

document.getElementById("insert").addEventListener("toggle", (event) => {
  if (event.target.open && !toSay.querySelector("form")) askFigure(toSay.dataset.address);
});
toSay.addEventListener("submit", (event) => {
  if (event.target.method === "post") return;
  event.preventDefault();
  askFigure(`${toSay.dataset.address}?${new URLSearchParams(new FormData(event.target))}`);
});
toSay.addEventListener("change", (event) => {
  if (event.target.id === "say-measure") askFigure(`${toSay.dataset.address}?measure=${event.target.value}`);
});
toSay.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase]")?.dataset.phrase;
  if (!phrase) return;
  event.preventDefault();
  const before = text.value.slice(0, text.selectionStart);
  const after = text.value.slice(text.selectionEnd);
  const gap = before && !/\s$/.test(before) ? " " : "";
  const space = after && !/^[\s.,;:!?)»]/.test(after) ? " " : "";
  text.focus();
  text.setRangeText(gap + phrase + space, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
});

// What an earlier visit could not save any more: it comes back; if somebody wrote meanwhile, that is said on saving.
const left = JSON.parse(store.getItem(kept));
if (left && JSON.stringify(left.fields) !== JSON.stringify(written())) {
  put(left.fields);
  seen = left.seen;
  redraw();
  save();
} else {
  store.removeItem(kept);
}
form.classList.add("live");

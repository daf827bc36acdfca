// Moves through a draft's cells by the keyboard, and pastes a block of a spreadsheet cell by cell. It changes fields as
// a person would, and tells by the usual events: whatever saves them need not know of it.

const table = document.querySelector("#draft table.grid");
const misfit = document.querySelector("#draft .misfit");
const MOST = 300;

const rows = [...table.querySelectorAll("tbody tr")]; // titles of sections among them, as in the workbook
const fieldsOf = (row) => [...row.querySelectorAll("td[data-key]")].map((one) => one.querySelector("input, select"));
const lines = rows.filter((row) => fieldsOf(row).length);

function place(field) {
  const row = field.closest("tr");
  return { row: lines.indexOf(row), column: fieldsOf(row).indexOf(field) };
}

function go(row, column) {
  const field = lines[row] && fieldsOf(lines[row])[column];
  field?.focus();
  if (field?.tagName === "INPUT") field.select();
  return Boolean(field);
}

const isAtStart = (field) => field.selectionStart === 0 && field.selectionEnd === 0;
const isAtEnd = (field) => field.selectionStart === field.value.length && field.selectionEnd === field.value.length;
const isWhole = (field) => field.value && field.selectionStart === 0 && field.selectionEnd === field.value.length;

function goesTo(event, field) {
  const { row, column } = place(field);
  const isText = field.tagName === "INPUT";
  switch (event.key) {
    case "Enter":
      return [event.shiftKey ? row - 1 : row + 1, column];
    case "ArrowDown":
      return isText ? [row + 1, column] : null;
    case "ArrowUp":
      return isText ? [row - 1, column] : null;
    case "ArrowRight":
      return !isText || isAtEnd(field) || isWhole(field) ? [row, column + 1] : null;
    case "ArrowLeft":
      return !isText || isAtStart(field) || isWhole(field) ? [row, column - 1] : null;
  }
  return null;
}

function write(field, text) {
  if (field.tagName === "SELECT") {
    const options = [...field.options];
    const same = options.find((one) => [one.value, one.text].some((said) => said.toLowerCase() === text.toLowerCase()));
    if (!same) field.add(new Option(text));
    field.value = same ? same.value : text;
  } else {
    field.value = text;
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const isBlank = (texts) => texts.every((one) => one === "");

// A block copied from the workbook has an empty row where a section has its title; any other block has none.
function targets(first, block) {
  const sheet = rows.slice(rows.indexOf(first), rows.indexOf(first) + block.length);
  const titles = sheet.map((row, nth) => [row, nth]).filter(([row]) => !fieldsOf(row).length);
  const isFromWorkbook = titles.length > 0 && titles.every(([, nth]) => isBlank(block[nth]));
  return isFromWorkbook ? sheet : lines.slice(lines.indexOf(first));
}

function paste(field, block) {
  const { column } = place(field);
  const into = targets(field.closest("tr"), block);
  const left = [];
  block.forEach((texts, down) =>
    texts.forEach((text, right) => {
      const cell = into[down] && fieldsOf(into[down])[column + right];
      if (cell && text.length <= MOST) write(cell, text);
      else if (text) left.push(text);
    }),
  );
  misfit.hidden = !left.length;
  misfit.querySelector("span").textContent = left.join(" · ");
}

table.addEventListener("keydown", (event) => {
  const field = event.target.closest("td[data-key] input, td[data-key] select");
  if (!field || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") return write(field, field.parentElement.querySelector("input[type=hidden]").value);
  const to = goesTo(event, field);
  if (to && (go(...to) || event.key === "Enter")) event.preventDefault();
});

table.addEventListener("paste", (event) => {
  const field = event.target.closest("td[data-key] input, td[data-key] select");
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!field || (!/[\t\n]/.test(text) && field.tagName === "INPUT")) return;
  event.preventDefault();
  paste(field, text.split("\n").map((row) => row.split("\t").map((one) => one.trim())));
});

if (location.hash.startsWith("#cell-")) document.getElementById(location.hash.slice(1))?.focus();

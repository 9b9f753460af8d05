/* One window on the preview: it shows what the stream of events tells, and sends what is asked of it.
   A page is known by its key, the flow and the page within it: numbers change while somebody writes. */

const WIDTHS = [120, 240, 480, 720, 1000, 1400, 2000, 2800];  // of the pictures that are served, in pixels
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];           // times the width that fits
const SEVERITIES = ["error", "warning", "comment", "note"];
const LEADING = "a.block, button.block";                      // to a line: some blocks are of no file
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const element = (id) => document.getElementById(id);
const pane = element("pages"), thumbnails = element("thumbnails"), list = element("findings");
const changed = new Set();     // pages whose picture changed in this turn
const items = new Map();       // the findings' elements, by what they say
const undos = [];
let pages = [];
let edition = "";
let turn = 0;                  // lines of the sources may move though no picture changes
let place = null;              // the page that is read, and how far down it
let marked = null;             // the finding whose block is marked
let justTicked = "";           // the comment whose box was used last
let cameFrom = null;           // the button that led to a block

function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function setText(where, text) {
  if (where.textContent !== text) where.textContent = text;  // what has not changed is not read out again
}

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const capital = (word) => word[0].toUpperCase() + word.slice(1);
const within = (value, least, most) => Math.min(Math.max(value, least), most);
const among = (all, index) => all[within(index, 0, all.length - 1)];
const ownerOf = (target) => target.closest(".page, .thumbnail")?.page;
const focus = (what) => what?.focus({ preventScroll: true });
const show = (what) => what.scrollIntoView({ block: "start", behavior: "instant" });

function inOrder(parent, children) {
  for (const child of [...parent.children]) if (!children.includes(child)) child.remove();
  children.forEach((child, index) => {  // what is in its place is not moved, so that it keeps the focus
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
}

/* Asking the server, and telling what came of it */

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, body && { method: "POST", headers, body: JSON.stringify(body) });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const told = isJson ? await answer.json() : { message: await answer.text() };
  if (!answer.ok) throw new Error(told.message || `the preview answered ${answer.status}`);
  return told;
}

async function send(path, body, done = "") {
  try {
    const answer = await ask(path, body);
    if (done) say(done);
    return answer;
  } catch (error) {
    say(`Not done: ${error.message}`, 10000);
    return null;
  }
}

async function write(path, body, what) {
  const done = await send(path, body, `Written: ${what}`);
  if (done) undos.push({ undo: done.undo, what });
  showUndo();
  return done;
}

async function undo() {
  const { undo, what } = undos.pop();
  showUndo();
  await send("undo", { undo }, `Undone: ${what}`);
}

function showUndo() {
  if (!undos.length && element("undo").matches(":focus")) focus(readPage()?.sheet);
  element("undo").hidden = undos.length === 0;
  element("undo").title = undos.length ? `Undo: ${undos.at(-1).what}` : "";
}

let noteTimer = 0;
function say(text, lasting = 5000) {
  element("note").textContent = text;
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => { element("note").textContent = ""; }, lasting);
}

/* Pictures: what is in view before its neighbours, thumbnails last; exchanged once decoded */

function widthFor(slot) {
  const pixels = slot.frame.clientWidth * devicePixelRatio;
  return WIDTHS.find((width) => width >= pixels) ?? WIDTHS.at(-1);
}

function isWanted(slot) {
  return slot.digest && !slot.busy && slot.rank() < Infinity
    && (slot.digest !== slot.shown || slot.width < widthFor(slot));
}

function loadPictures() {
  const slots = pages.flatMap((page) => [page.large, page.small]);
  for (const slot of slots.filter(isWanted).sort((one, other) => one.rank() - other.rank())) {
    if (slots.filter((each) => each.busy).length >= (slot.rank() === 0 ? 4 : 1)) return;
    load(slot, slot.digest, widthFor(slot));
  }
}

async function load(slot, digest, width) {
  const image = Object.assign(new Image(), { src: `page/${digest}/${width}.jpg` });
  slot.busy = true;
  try {
    await image.decode();
    image.alt = slot.alt;
    slot.frame.replaceChildren(image);
    slot.frame.dataset.shown = digest;
    Object.assign(slot, { shown: digest, width });
    slot.exchanged?.();
  } catch {
    await new Promise((done) => { setTimeout(done, 300); });  // it may be of a page set anew meanwhile
  }
  slot.busy = false;
  loadPictures();
}

/* Pages and thumbnails */

function makePage(key) {
  const sheet = make("button", { type: "button", className: "sheet frame" }, "setting…");
  const blocks = make("div", { className: "blocks", role: "group" });
  const caption = make("figcaption", {}, make("span"), make("span"));
  const figure = make("figure", { className: "page" }, sheet, blocks, caption);
  const small = make("div", { className: "frame" });
  const thumbnail = make("button", { type: "button", className: "thumbnail" }, small, make("span"));
  const page = { key, sheet, blocks, caption, figure, thumbnail, item: make("li", {}, thumbnail) };
  page.large = { frame: sheet, rank: () => page.inView ? 0 : page.near ? 1 : Infinity,
                 exchanged: () => renewBlocks(page) };
  page.small = { frame: small, rank: () => page.smallInView ? 2 : Infinity, alt: "" };
  figure.dataset.key = key;
  figure.page = thumbnail.page = page;
  sheet.addEventListener("click", (event) => event.detail ? showBlocks(page) : enterBlocks(page));
  thumbnail.addEventListener("click", () => go(page));
  inView.observe(figure);
  nearView.observe(figure);
  smallInView.observe(thumbnail);
  return page;
}

function describe(page, told, widest) {
  for (const { style } of [page.figure, page.thumbnail]) {
    style.setProperty("--width", told.width);
    style.setProperty("--height", told.height);
  }
  page.figure.style.setProperty("--share", told.width / widest);
  page.told = told;
  page.large.alt = `Page ${told.label}: ${told.title}`;
  if (page.large.shown) page.sheet.firstChild.alt = page.large.alt;
  page.sheet.ariaLabel = page.large.shown ? null : `${page.large.alt}, setting…`;
  page.blocks.ariaLabel = `Blocks of page ${told.label}`;
  setText(page.caption.firstChild, `${told.label} · ${told.title}`);
  tellFill(page, told);
}

function tellFill(page, { fill, room, over }) {
  const words = [room && `room for ${room} words`, over && `cut ${over} to save it`].filter(Boolean);
  const full = fill == null ? "" : `${Math.round(100 * fill)} % full`;
  setText(page.caption.lastChild, [full, ...words].join(" · "));
}

function setDigest(page, digest) {
  if (!digest || digest === page.large.digest) return;  // a page that is not set keeps its last picture
  if (page.large.digest) changed.add(page);
  page.sheet.ariaLabel = null;
  page.large.digest = page.small.digest = digest;
}

function showPages({ pages: told, editions }) {
  const before = new Map(pages.map((page) => [page.key, page]));
  const widest = Math.max(...told.map((each) => each.width));
  keepPlace(() => {
    pages = told.map((each) => before.get(each.key) ?? makePage(each.key));
    pages.forEach((page, index) => {
      if (!page.told && before.size) changed.add(page);
      describe(page, told[index], widest);
      setDigest(page, told[index].image);
    });
    inOrder(pane, pages.map((page) => page.figure));
    inOrder(thumbnails.firstElementChild, pages.map((page) => page.item));
  });
  const select = element("edition");
  if (!select.length) select.append(...editions.map((each) => new Option(each)));
  select.value = edition;
  countOnThumbnails();
  viewChanged();
}

function showSome({ pages: told }) {
  for (const page of pages.filter(({ key }) => told[key])) {
    setDigest(page, told[page.key].image);
    tellFill(page, told[page.key]);
  }
  loadPictures();
}

/* The place: what is read stays where it is, whatever comes or goes above it */

function readPage() {
  const line = pane.scrollTop + pane.clientHeight / 3;
  return pages.find(({ figure }) => figure.offsetTop + figure.offsetHeight > line) ?? pages.at(-1);
}

function notePlace() {
  const page = readPage();
  place = page && { page, down: (pane.scrollTop - page.figure.offsetTop) / page.figure.offsetHeight };
}

function returnTo(page, down) {
  pane.scrollTop = page.figure.offsetTop + down * page.figure.offsetHeight;
}

function keepPlace(change) {
  notePlace();
  const focused = document.activeElement, before = pages, at = Math.max(pages.indexOf(place?.page), 0);
  change();
  const near = [...before.slice(at), ...before.slice(0, at).reverse()].find((page) => pages.includes(page));
  if (near) returnTo(near, near === place.page ? place.down : 0);
  if (focused !== document.activeElement) focus(focused.isConnected ? focused : near?.sheet);
}

function go(page) {
  show(page.figure);
  focus(page.sheet);
}

function goBy(step) {
  const focused = ownerOf(document.activeElement);
  if (pages.length) go(among(pages, pages.indexOf(focused?.inView ? focused : readPage()) + step));
}

function follow() {
  const first = pages.find((page) => changed.has(page));
  if (element("follow").checked && first && ![...changed].some((page) => page.inView)) show(first.figure);
}

/* What is in view */

let viewTimer = 0;  // browsers tell the observers one after the other, in no given order
const watch = (root, rootMargin, name) => new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) target.page[name] = isIntersecting;
  clearTimeout(viewTimer);
  viewTimer = setTimeout(viewChanged);
}, { root, rootMargin });
const inView = watch(pane, "0px", "inView"), nearView = watch(pane, "100% 0px", "near");
const smallInView = watch(thumbnails, "0px", "smallInView");

function viewChanged() {
  const last = place?.page;
  notePlace();
  if (place?.page !== last) place?.page.thumbnail.scrollIntoView({ block: "nearest", behavior: "instant" });
  const reached = ownerOf(document.activeElement) ?? place?.page;
  for (const page of pages) {
    page.thumbnail.ariaCurrent = page === place.page ? "true" : null;
    page.sheet.tabIndex = page.thumbnail.tabIndex = page === reached ? 0 : -1;
  }
  loadPictures();
  tellLooking();
}

let lookingTimer = 0, looked = "";
function tellLooking() {
  clearTimeout(lookingTimer);
  lookingTimer = setTimeout(() => {
    const keys = pages.filter((page) => page.inView).map((page) => page.key);
    if (!keys.length || String(keys) === looked) return;
    looked = String(keys);
    ask("looking", { keys }).catch(() => { looked = ""; });
  }, 120);
}

/* Blocks: each leads to its line in the source */

const versionOf = (page) => `${page.large.digest} ${turn}`;

async function showBlocks(page) {
  const version = versionOf(page);
  if (page.large.digest && page.blocksOf !== version) {
    page.blocksOf = version;
    page.blocksReady = ask(`areas/${encodeURIComponent(page.key)}`)
      .then(({ areas }) => { if (page.blocksOf === version) drawBlocks(page, areas); })
      .catch(() => { setTimeout(() => { page.blocksOf = null; }, 1000); });
  }
  await page.blocksReady;
}

function renewBlocks(page) {
  if (page.blocksOf === versionOf(page) || page.blocks.querySelector(".moved")) return;
  if (page.figure.matches(":focus-within, :hover") || marked?.key === page.key) showBlocks(page);
  else page.blocks.replaceChildren();
}

function drawBlocks(page, areas) {
  const focused = page.blocks.querySelector(":focus"), onPoint = focused?.matches(".point");
  page.blocks.replaceChildren(...areas.flatMap((area) => makeBlock(page, area)));
  if (focused) {
    const block = blocksNamed(page, (onPoint ? focused.block : focused).dataset.block)[0];
    focus((onPoint && block?.nextSibling) || block || page.sheet);
  }
  if (marked?.key === page.key) markBlocks(page);
}

function blocksNamed(page, name) {
  const all = [...page.blocks.querySelectorAll(".block")];
  const named = (what) => all.filter((each) => each.dataset.block === what);
  return named(name).length ? named(name) : named(name.split("#")[0]);  // a part, or the block that it is of
}

function makeBlock(page, area) {
  const { width, height } = page.told, block = toSource(area, { className: "block", tabIndex: -1 });
  if (area.file) block.ariaLabel = `${area.picture ? `Picture ${area.picture}` : area.text}, ${block.title}`;
  block.dataset.block = area.block;
  block.classList.toggle("inside", area.x < width / 8);
  putAt(block, page, area.x, area.y);
  block.style.width = `${100 * area.width / width}%`;
  block.style.height = `${100 * area.height / height}%`;
  return area.picture ? [block, makePoint(page, area, block)] : [block];
}

function putAt({ style }, { told }, x, y) {
  Object.assign(style, { left: `${100 * x / told.width}%`, top: `${100 * y / told.height}%` });
}

function toSource({ file, line, open }, properties) {
  const where = line ? `${file}:${line}` : file;
  const source = make(open ? "a" : file ? "button" : "div", { title: where, ...properties });
  if (open) source.href = open;
  if (file) source.addEventListener("click", () => copy(where));
  return source;
}

async function enterBlocks(page) {
  await showBlocks(page);
  const block = page.blocks.querySelector(".block[tabindex='0']") ?? page.blocks.querySelector(LEADING);
  if (block) block.focus();
  else say("No block of this page leads to a line.");
}

async function copy(where) {
  try {
    await navigator.clipboard.writeText(where);
    say(`Copied ${where}`);
  } catch {
    say(where, 15000);  // the browser keeps the clipboard to itself: it can be read and typed
  }
}

function rove({ target }) {
  if (!target.matches(".block")) return;
  for (const each of target.parentElement.children) each.tabIndex = -1;
  target.tabIndex = 0;
  if (target.nextElementSibling?.matches(".point")) target.nextElementSibling.tabIndex = 0;
}

/* The focus point of a picture, in percent of the whole picture, of which `shown` may be a part */

function makePoint(page, area, block) {
  const point = make("button", { type: "button", className: "point", tabIndex: -1, block });
  const [left, top, right, bottom] = area.shown ?? [0, 0, 100, 100];
  point.moveTo = (across, down) => {
    point.at = [Math.round(within(across, left, right)), Math.round(within(down, top, bottom))];
    const words = `${point.at[0]} % from the left, ${point.at[1]} % from the top`;
    point.title = `${words}: drag it to what must stay`;
    point.ariaLabel = `Focus point of ${area.picture}: ${words}`;
    putAt(point, page, area.x + area.width * (point.at[0] - left) / (right - left),
          area.y + area.height * (point.at[1] - top) / (bottom - top));
  };
  point.reset = () => {
    point.classList.remove("moved");
    point.classList.toggle("unset", !area.focus);
    point.moveTo(...area.focus ?? [(left + right) / 2, (top + bottom) / 2]);
  };
  point.addEventListener("pointerdown", (event) => point.setPointerCapture(event.pointerId));
  point.addEventListener("pointermove", (event) => {
    if (!point.hasPointerCapture(event.pointerId)) return;
    const box = block.getBoundingClientRect();
    point.classList.add("moved");
    point.moveTo(left + (right - left) * (event.clientX - box.left) / box.width,
                 top + (bottom - top) * (event.clientY - box.top) / box.height);
  });
  point.addEventListener("pointerup", () => writeFocus(area, point));
  point.addEventListener("pointercancel", point.reset);
  point.addEventListener("keydown", (event) => movePoint(event, area, point, block));
  point.reset();
  return point;
}

function movePoint(event, area, point, block) {
  const move = MOVES[event.key], far = event.shiftKey ? 10 : 1;
  if (!move && !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === "Enter") return writeFocus(area, point);
  if (event.key === "Escape") return point.reset(), block.focus();
  point.classList.add("moved");
  point.moveTo(point.at[0] + far * move[0], point.at[1] + far * move[1]);
  say(`Focus ${point.at.join(" ")}. Enter writes it, Esc leaves it as it was.`);
}

async function writeFocus(area, point) {
  if (!point.classList.contains("moved")) return;
  const { file, line, picture } = area, focus = point.at, what = `focus ${focus.join(" ")} of ${picture}`;
  if (await write("focus", { file, line, picture, focus }, what)) area.focus = focus;
  point.reset();
}

/* Findings */

function showFindings({ findings, checked }) {
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((each) => each.severity === severity));
  const names = new Map(sorted.map((each) => [JSON.stringify(each), each])), focused = document.activeElement;
  for (const name of items.keys()) if (!names.has(name)) items.delete(name);
  for (const [name, each] of names) if (!items.has(name)) items.set(name, makeFinding(each));
  inOrder(list.querySelector("ol"), [...names.keys()].map((name) => items.get(name)));
  if (focused !== document.activeElement && focused.isConnected) focus(focused);
  setText(element("findings-title"), names.size ? `Findings (${names.size})` : "Findings");
  setText(element("findings-state"), !checked ? "Not all is checked yet." : names.size ? "" : "No findings.");
  if (marked && !findings.some(({ key, block }) => key === marked.key && block === marked.block)) unmark();
  countOnThumbnails();
  if (justTicked && document.activeElement === document.body) {  // its element has been replaced
    focus(list.querySelector(`[data-comment="${justTicked}"]`));
    justTicked = "";
  }
}

function makeFinding(finding) {
  const severity = capital(finding.severity) + (finding.key ? "" : " (no page)");
  const lead = make("button", { type: "button", className: "lead" },
    make("span", { className: "severity", textContent: severity }), finding.message);
  const item = make("li", { className: `finding ${finding.severity}`, finding }, lead);
  lead.addEventListener("click", () => lookAt(finding, lead));
  if (finding.hint) item.append(make("p", { textContent: finding.hint }));
  if (finding.file) {
    const source = toSource(finding, { className: "source" });
    source.textContent = source.title;
    item.append(source);
  }
  if (finding.severity === "warning" && finding.code) item.append(makeLower(finding.code));
  if (finding.comment) item.append(makeTick(finding));
  item.classList.toggle("done", finding.done === true);
  return item;
}

function makeTick({ comment, done, message }) {
  const box = make("input", { type: "checkbox", checked: done });
  box.dataset.comment = comment;
  box.addEventListener("change", async () => {
    const ticked = box.checked;
    justTicked = comment;
    const what = `${ticked ? "done" : "not done"}: ${message.slice(0, 60)}`;
    if (!await write("tick", { comment, done: ticked }, what)) box.checked = done;
  });
  return make("label", { className: "tick" }, box, " Done");
}

function makeLower(code) {
  const title = `Writes ${code} under lower: in issue.yaml, so that its warnings are notes`;
  const lower = make("button", { type: "button", className: "lower", title }, "Lower to a note");
  lower.addEventListener("click", () => write("lower", { code }, `lower: ${code}`));
  return lower;
}

async function lookAt(finding, lead) {
  const page = pages.find(({ key }) => key === finding.key);
  unmark();
  if (!page) return say("No page shows this. Its line is named under it.");
  [marked, cameFrom] = [finding, lead];
  if (!page.inView || !finding.block) go(page);
  await showBlocks(page);
  if (marked !== finding) return;
  const block = markBlocks(page);
  focus(block ?? page.sheet);
  block?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function markBlocks(page) {
  const blocks = marked.block ? blocksNamed(page, marked.block) : [];
  page.figure.classList.toggle("marked", blocks.length === 0);
  for (const block of blocks) {
    block.classList.add("marked");
    block.dataset.mark = capital(marked.severity);
  }
  return blocks[0];
}

function unmark() {
  marked = null;
  for (const each of pane.querySelectorAll(".marked")) each.classList.remove("marked");
}

function countOnThumbnails() {
  const all = [...items.values()].map(({ finding }) => finding);
  for (const page of pages) {
    const on = (severity) => all.filter((each) => each.key === page.key && each.severity === severity).length;
    const counts = ["error", "warning"].filter(on).map((severity) => counted(on(severity), severity));
    const text = [page.told.label, ...counts].join(" · ");
    setText(page.thumbnail.lastChild, text);
    page.thumbnail.ariaLabel = `Page ${text}: ${page.told.title}`;
  }
}

function focusFindings() {
  const lead = cameFrom?.isConnected ? cameFrom : list.querySelector(".lead");
  if (lead) lead.focus();
  else say("There are no findings.");
}

/* The bar and the banners */

function showState({ phase, title, number, errors, warnings, message, ...more }) {
  const name = title || `Issue ${number}`, count = counted(errors, "error");
  setText(element("title"), name);
  const words = phase === "checked" && errors ? "has errors" : phase + (phase.endsWith("ing") ? "…" : "");
  setText(element("state"), words + (message ? `: ${message}` : ""));
  setText(element("counts"), errors || warnings ? `${count}, ${counted(warnings, "warning")}` : "");
  document.title = errors ? `${count} · ${name}` : name;
  setText(element("errors-text"), `${count}.`);
  element("errors").hidden = !errors;
  element("edition").value = edition = more.edition;
  const proven = phase === "checked" && !errors, proof = element("proof");
  if (proven) proof.href = "issue.pdf";
  setText(proof, proven ? "Checked PDF" : proof.href ? "Last checked PDF" : "No PDF yet");
  if (phase === "setting") changed.clear();
  if (phase !== "shown") return;
  turn += 1;
  pages.forEach(renewBlocks);
  element("fault").hidden = true;
  follow();
}

function showFault({ message }) {
  setText(element("fault-text"), message);
  element("fault").hidden = false;
}

let zoom = ZOOMS.indexOf(1);
function zoomBy(step) {
  const middle = (pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth;
  zoom = step ? within(zoom + step, 0, ZOOMS.length - 1) : ZOOMS.indexOf(1);
  keepPlace(() => document.documentElement.style.setProperty("--zoom", ZOOMS[zoom]));
  pane.scrollLeft = middle * pane.scrollWidth - pane.clientWidth / 2;
  viewChanged();
}

function toggleSpreads() {
  keepPlace(() => { element("spreads").ariaPressed = String(pane.classList.toggle("spreads")); });
  viewChanged();
}

/* The stream; a hidden tab gives up its own, for browsers allow six to a host */

const HANDLERS = { state: showState, pages: showPages, some: showSome, findings: showFindings,
                   fault: showFault };
let stream = null, tries = 0, openTimer = 0;

function open() {
  close();
  stream = new EventSource("events");
  stream.onopen = () => {
    [tries, looked] = [0, ""];
    element("lost").hidden = true;
    tellLooking();
  };
  stream.onerror = () => {
    close();
    element("lost").hidden = false;
    setText(element("state"), "not connected");
    openTimer = setTimeout(open, Math.min(500 * 2 ** tries++, 8000));
  };
  for (const [name, handle] of Object.entries(HANDLERS)) {
    stream.addEventListener(name, ({ data }) => handle(JSON.parse(data)));
  }
}

function close() {
  clearTimeout(openTimer);
  stream?.close();
}

/* Keys, and what else a person does */

const KEYS = { n: () => goBy(1), p: () => goBy(-1), f: focusFindings, s: toggleSpreads, Escape: leave,
               "+": () => zoomBy(1), "=": () => zoomBy(1), "-": () => zoomBy(-1), 0: () => zoomBy(0) };

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
  const act = KEYS[event.key] ?? (MOVES[event.key] && moveAmong(event.target, MOVES[event.key]));
  if (!act) return;
  event.preventDefault();
  act(event);
}

function moveAmong(target, [across, down]) {
  const kind = [LEADING, ".lead", ".thumbnail"].find((each) => target.matches(each));
  const all = kind && [...target.closest(".blocks, ol").querySelectorAll(kind)];
  return all && (() => among(all, all.indexOf(target) + across + down).focus());
}

function leave({ target }) {
  const back = target.matches(".block") && (cameFrom?.isConnected ? cameFrom : ownerOf(target).sheet);
  document.querySelector("details").open = false;
  unmark();
  if (back) focus(back);
  cameFrom = null;
}

const CLICKS = { spreads: toggleSpreads, undo,
                 smaller: () => zoomBy(-1), larger: () => zoomBy(1), fit: () => zoomBy(0),
                 dismiss: () => { element("fault").hidden = true; },
                 "first-error": () => list.querySelector(".error .lead")?.click() };
for (const [id, act] of Object.entries(CLICKS)) element(id).addEventListener("click", act);
element("edition").addEventListener("change", ({ target }) => send("edition", { edition: target.value }));
pane.addEventListener("scroll", () => requestAnimationFrame(viewChanged), { passive: true });
pane.addEventListener("pointermove", ({ target }) => {
  if (ownerOf(target)) showBlocks(ownerOf(target));
});
pane.addEventListener("focusin", rove);
pane.addEventListener("dragstart", (event) => event.preventDefault());  // a link or picture under a focus point
new ResizeObserver(() => {
  if (pages.includes(place?.page)) returnTo(place.page, place.down);
  loadPictures();
}).observe(pane);
document.addEventListener("keydown", pressed);
document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
addEventListener("pagehide", close);
addEventListener("pageshow", ({ persisted }) => { if (persisted) open(); });
if (!document.hidden) open();

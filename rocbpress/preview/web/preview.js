/* One window on the preview: it shows what the stream of events tells, and sends what is asked of it.

A page is known by its key, the flow and the page within it: numbers change while somebody writes. */

const WIDTHS = [120, 240, 480, 720, 1000, 1400, 2000, 2800];  // of the pictures that are served, in pixels
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];           // times the width that fits
const SEVERITIES = ["error", "warning", "note"];
const PHASES = { setting: "setting…", shown: "shown", checking: "checking…", checked: "checked", failed: "failed" };
const KINDS = { p: "Paragraph", h1: "Title", h2: "Heading", h3: "Heading", figure: "Picture", img: "Picture",
                table: "Table", li: "List item", blockquote: "Quotation", aside: "Box", figcaption: "Caption" };
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const element = (id) => document.getElementById(id);
const pane = element("pages");
const pages = new Map();      // by key, in the order of the issue
const findings = new Map();   // by what they say
const owners = new WeakMap(); // the page of a figure or a thumbnail
const changed = new Set();    // pages whose picture changed in this turn
const undos = [];
let place = null;             // the page read, and how far down it
let marked = null;            // the finding whose block is marked
let cameFrom = null;          // the button that led to a block

function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function counted(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function setText(where, text) {
  if (where.textContent !== text) where.textContent = text;  // what has not changed is not read out again
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function percent(part, whole) {
  return `${100 * part / whole}%`;
}

/* Asking the server */

async function ask(path, body) {
  const sent = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent);
  if (!answer.ok) throw new Error(await answer.text() || `the preview answered ${answer.status}`);
  return (answer.headers.get("Content-Type") ?? "").includes("json") ? answer.json() : {};
}

async function send(path, body) {
  try {
    return await ask(path, body);
  } catch (error) {
    say(`Not done: ${error.message}`, 10000);
    return null;
  }
}

let noteTimer = 0;
function say(text, lasting = 5000) {
  element("note").textContent = text;
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => { element("note").textContent = ""; }, lasting);
}

/* Pictures: what is in view before its neighbours, thumbnails last */

const slots = [];
let loading = 0;

function makeSlot(frame, rankOf) {
  const slot = { frame, rankOf, image: null, alt: "", digest: null, shown: null, width: 0, busy: false, after: 0, fails: 0 };
  slots.push(slot);
  return slot;
}

function widthFor(slot) {
  const pixels = slot.frame.clientWidth * devicePixelRatio;
  return WIDTHS.find((width) => width >= pixels) ?? WIDTHS.at(-1);
}

function isWanted(slot) {
  return slot.digest && !slot.busy && slot.rankOf() < Infinity && slot.after <= performance.now()
    && (slot.digest !== slot.shown || slot.width < widthFor(slot));
}

function loadPictures() {
  const waiting = slots.filter(isWanted).sort((one, other) => one.rankOf() - other.rankOf());
  for (const slot of waiting) {
    if (loading >= (slot.rankOf() === 0 ? 4 : 1)) return;
    load(slot);
  }
}

async function load(slot) {
  const { digest } = slot, width = widthFor(slot), image = new Image();
  slot.busy = true;
  loading += 1;
  image.src = `page/${digest}/${width}.jpg`;
  try {
    await image.decode();
    exchange(slot, image, digest, width);
  } catch {
    const wait = Math.min(500 * 2 ** slot.fails++, 8000);
    if (slot.digest === digest) slot.after = performance.now() + wait;
    setTimeout(loadPictures, wait + 1);
  }
  slot.busy = false;
  loading -= 1;
  loadPictures();
}

function exchange(slot, image, digest, width) {
  image.alt = slot.alt;
  if (slot.image) slot.image.replaceWith(image);
  else slot.frame.replaceChildren(image);
  Object.assign(slot, { image, shown: digest, width, fails: 0, after: 0 });
  slot.frame.dataset.shown = digest;
  const page = owners.get(slot.frame);
  if (page?.large === slot) renewBlocks(page);
}

/* Pages and thumbnails */

function makePage(key) {
  const sheet = make("button", { type: "button", className: "sheet frame" }, "setting…");
  const blocks = make("div", { className: "blocks", role: "group" });
  const caption = make("figcaption", {}, make("span"), make("span", { className: "changed" }), make("span"));
  const figure = make("figure", { className: "page" }, sheet, blocks, caption);
  const small = make("div", { className: "frame" });
  const thumbnail = make("button", { type: "button", className: "thumbnail" }, small, make("span"));
  const page = { key, sheet, blocks, caption, figure, thumbnail, item: make("li", {}, thumbnail), areas: [] };
  figure.dataset.key = key;
  page.large = makeSlot(sheet, () => page.inView ? 0 : page.near ? 1 : Infinity);
  page.small = makeSlot(small, () => page.thumbInView ? 2 : Infinity);
  for (const each of [sheet, figure, thumbnail]) owners.set(each, page);
  sheet.addEventListener("click", (event) => event.detail ? showBlocks(page) : enterBlocks(page));
  thumbnail.addEventListener("click", () => go(page));
  inView.observe(figure);
  nearView.observe(figure);
  thumbsInView.observe(thumbnail);
  return page;
}

function forget(page) {
  for (const watcher of [inView, nearView]) watcher.unobserve(page.figure);
  thumbsInView.unobserve(page.thumbnail);
  for (const slot of [page.large, page.small]) slots.splice(slots.indexOf(slot), 1);
  page.figure.remove();
  page.item.remove();
}

function describe(page, told, widest) {
  const name = `Page ${told.label}: ${told.title}`;
  for (const each of [page.figure, page.thumbnail]) {
    each.style.setProperty("--width", told.width);
    each.style.setProperty("--height", told.height);
  }
  page.figure.style.setProperty("--share", told.width / widest);
  Object.assign(page, { told, name });
  page.large.alt = name;
  if (page.large.image) page.large.image.alt = name;
  else page.sheet.ariaLabel = `${name}, setting…`;
  page.blocks.ariaLabel = `Blocks of page ${told.label}`;
  setText(page.caption.firstChild, `${told.label} · ${told.title}`);
  setText(page.caption.lastChild, told.fill == null ? "" : `${Math.round(100 * told.fill)} % full`);
  setText(page.thumbnail.lastChild, told.label);
}

function setDigest(page, digest) {
  if (!digest || digest === page.large.digest) return;  // a page not yet set keeps its last picture
  if (page.large.digest) changed.add(page);
  for (const slot of [page.large, page.small]) Object.assign(slot, { digest, after: 0, fails: 0 });
  page.sheet.ariaLabel = null;
}

function inOrder(parent, children) {
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
}

function showPages({ pages: told, editions }) {
  const first = pages.size === 0, widest = Math.max(...told.map((each) => each.width));
  keepPlace(() => {
    const kept = told.map((each) => pages.get(each.key) ?? makePage(each.key));
    for (const page of pages.values()) if (!kept.includes(page)) forget(page);
    pages.clear();
    kept.forEach((page, index) => {
      if (!page.told && !first) changed.add(page);
      pages.set(page.key, page);
      describe(page, told[index], widest);
      setDigest(page, told[index].image);
    });
    inOrder(pane, kept.map((page) => page.figure));
    inOrder(element("thumbnails").firstElementChild, kept.map((page) => page.item));
  });
  showEditions(editions);
  countOnThumbnails();
  viewChanged();
}

function showSome({ pages: told }) {
  for (const [key, { image }] of Object.entries(told)) if (pages.has(key)) setDigest(pages.get(key), image);
  loadPictures();
}

/* The place: what is read stays where it is, whatever comes or goes above it */

function readPage() {
  const line = pane.scrollTop + pane.clientHeight / 3;
  const all = [...pages.values()];
  return all.find(({ figure }) => figure.offsetTop + figure.offsetHeight > line) ?? all.at(-1);
}

function noteplace() {
  const page = readPage();
  place = page && { page, down: (pane.scrollTop - page.figure.offsetTop) / page.figure.offsetHeight };
}

function keepPlace(change) {
  noteplace();
  const focused = document.activeElement, all = [...pages.values()], at = all.indexOf(place?.page);
  change();
  const heir = [...all.slice(at), ...all.slice(0, Math.max(at, 0)).reverse()].find((page) => page.figure.isConnected);
  if (heir) returnTo(heir, heir === place.page ? place.down : 0);
  if (focused === document.activeElement) return;
  if (focused.isConnected) focused.focus({ preventScroll: true });
  else heir?.sheet.focus({ preventScroll: true });
}

function returnTo(page, down) {
  pane.scrollTop = page.figure.offsetTop + down * page.figure.offsetHeight;
}

function go(page) {
  page.figure.scrollIntoView({ block: "start", behavior: "instant" });
  page.sheet.focus({ preventScroll: true });
}

function goBy(step) {
  const all = [...pages.values()], focused = owners.get(document.activeElement.closest?.(".page"));
  const here = all.indexOf(focused?.inView ? focused : readPage());
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (next) go(next);
}

function follow() {
  const seen = [...changed].some((page) => page.inView), first = [...pages.values()].find((page) => changed.has(page));
  if (element("follow").checked && first && !seen) first.figure.scrollIntoView({ block: "start", behavior: "instant" });
}

/* What is in view */

const watch = (root, rootMargin, note) => new IntersectionObserver((entries) => {
  for (const entry of entries) note(owners.get(entry.target), entry.isIntersecting);
  viewChanged();
}, { root, rootMargin });
const inView = watch(pane, "0px", (page, is) => { page.inView = is; });
const nearView = watch(pane, "100% 0px", (page, is) => { page.near = is; });
const thumbsInView = watch(element("thumbnails"), "0px", (page, is) => { page.thumbInView = is; });

function viewChanged() {
  noteplace();
  const focused = owners.get(document.activeElement.closest?.(".page, .thumbnail"));
  for (const page of pages.values()) {
    page.thumbnail.ariaCurrent = page === place.page ? "true" : null;
    page.sheet.tabIndex = page.thumbnail.tabIndex = page === (focused ?? place.page) ? 0 : -1;
  }
  loadPictures();
  tellLooking();
}

let lookingTimer = 0, looked = "";
function tellLooking() {
  clearTimeout(lookingTimer);
  lookingTimer = setTimeout(() => {
    const keys = [...pages.values()].filter((page) => page.inView).map((page) => page.key);
    if (!keys.length || String(keys) === looked) return;
    looked = String(keys);
    ask("looking", { keys }).catch(() => { looked = ""; });
  }, 120);
}

/* Blocks: each leads to its line in the source */

async function showBlocks(page) {
  const digest = page.large.shown;
  if (!digest) return;
  if (page.blocksOf !== digest) {
    page.blocksOf = digest;
    page.blocksReady = ask(`areas/${encodeURIComponent(page.key)}`).then(({ areas }) => {
      if (page.blocksOf === digest) drawBlocks(page, areas);
    }).catch(() => { page.blocksOf = null; });
  }
  await page.blocksReady;
}

function renewBlocks(page) {
  if (!page.blocksOf || page.blocks.querySelector(".moved")) return;
  if (page.blocks.matches(":focus-within, :hover") || page.blocks.querySelector(".marked")) showBlocks(page);
  else {
    page.blocksOf = null;
    page.blocks.replaceChildren();
  }
}

function drawBlocks(page, areas) {
  const focused = page.blocks.contains(document.activeElement) && document.activeElement;
  const same = focused && areas.findIndex((area) => area.block === focused.dataset.block);
  page.areas = areas;
  page.blocks.replaceChildren(...areas.flatMap((area) => makeBlock(page, area)));
  if (focused) (same >= 0 ? page.blocks.querySelectorAll(".block")[same] : page.sheet).focus({ preventScroll: true });
  if (marked?.key === page.key) markBlocks(page);
}

function makeBlock(page, area) {
  const where = `${area.file}:${area.line}`;
  const block = make(area.open ? "a" : "button", { className: "block", title: where, tabIndex: -1 });
  if (area.open) block.href = area.open;
  else block.type = "button";
  block.ariaLabel = `${KINDS[area.kind] ?? "Block"}: ${area.text || area.picture}, ${where}`;
  block.dataset.block = area.block;
  block.classList.toggle("inside", area.x < page.told.width / 8);
  setPlace(block, page, area.x, area.y);
  block.style.width = percent(area.width, page.told.width);
  block.style.height = percent(area.height, page.told.height);
  block.addEventListener("click", () => copy(where));
  return area.picture ? [block, makePoint(page, area, block)] : [block];
}

function setPlace(what, page, x, y) {
  what.style.left = percent(x, page.told.width);
  what.style.top = percent(y, page.told.height);
}

async function enterBlocks(page) {
  await showBlocks(page);
  const first = page.blocks.querySelector(".block[tabindex='0']") ?? page.blocks.querySelector(".block");
  if (first) first.focus();
  else say("This page has no blocks that lead to a line.");
}

function moveAmong(items, step) {
  const next = items.indexOf(document.activeElement) + step;
  items[Math.min(Math.max(next, 0), items.length - 1)]?.focus();
}

async function copy(where) {
  try {
    await navigator.clipboard.writeText(where);
    say(`Copied ${where}`);
  } catch {
    say(where, 15000);  // the browser keeps the clipboard to itself: it can be read and typed
  }
}

/* The focus point of a picture, in percent of the whole picture, of which `shown` may be a part */

function makePoint(page, area, block) {
  const point = make("button", { type: "button", className: "point", tabIndex: -1 });
  const [left, top, right, bottom] = area.shown ?? [0, 0, 100, 100];
  const start = area.focus ?? [(left + right) / 2, (top + bottom) / 2];
  const draw = ([across, down]) => {
    Object.assign(point, { focusPoint: [across, down], title: `Focus ${across} ${down}: drag it to what must stay` });
    point.ariaLabel = `Focus point of ${area.picture}: ${across} % from the left, ${down} % from the top`;
    setPlace(point, page, area.x + area.width * (across - left) / (right - left),
             area.y + area.height * (down - top) / (bottom - top));
  };
  const moveTo = (across, down) => {
    point.classList.add("moved");
    draw([Math.round(Math.min(Math.max(across, left), right)), Math.round(Math.min(Math.max(down, top), bottom))]);
  };
  const reset = () => { point.classList.remove("moved"); draw(start); };
  point.classList.toggle("unset", !area.focus);
  point.addEventListener("pointerdown", (event) => point.setPointerCapture(event.pointerId));
  point.addEventListener("pointermove", (event) => {
    if (!point.hasPointerCapture(event.pointerId)) return;
    const box = block.getBoundingClientRect();
    moveTo(left + (right - left) * (event.clientX - box.left) / box.width,
           top + (bottom - top) * (event.clientY - box.top) / box.height);
  });
  point.addEventListener("pointerup", () => writeFocus(page, area, point, reset));
  point.addEventListener("pointercancel", reset);
  point.addEventListener("keydown", (event) => {
    const move = MOVES[event.key], far = event.shiftKey ? 10 : 1;
    if (move) moveTo(point.focusPoint[0] + far * move[0], point.focusPoint[1] + far * move[1]);
    else if (event.key === "Enter") writeFocus(page, area, point, reset);
    else if (event.key === "Escape") { reset(); block.focus(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (move) say(`Focus ${point.focusPoint.join(" ")}. Enter writes it, Esc leaves it as it was.`);
  });
  draw(start);
  return point;
}

async function writeFocus(page, area, point, reset) {
  if (!point.classList.contains("moved")) return;
  const { file, line, picture } = area, focus = point.focusPoint;
  point.classList.remove("moved");
  const done = await send("focus", { file, line, picture, focus });
  if (!done) return reset();
  area.focus = focus;
  undos.push({ id: done.undo, what: `focus of ${picture}` });
  showUndo();
  say(`Wrote focus ${focus.join(" ")} for ${picture} into ${file}`);
}

async function undo() {
  const last = undos.pop();
  showUndo();
  if (await send("undo", { undo: last.id })) say(`Undone: ${last.what}`);
}

function showUndo() {
  const focused = document.activeElement === element("undo");
  element("undo").hidden = undos.length === 0;
  element("undo").title = undos.length ? `Undo: ${undos.at(-1).what}` : "";
  if (focused && !undos.length) readPage()?.sheet.focus({ preventScroll: true });
}

/* Findings */

function showFindings({ findings: told, checked }) {
  const sorted = SEVERITIES.flatMap((severity) => told.filter((each) => each.severity === severity));
  const names = sorted.map((each, index) => `${JSON.stringify(each)} ${sorted.indexOf(each) === index}`);
  const focused = document.activeElement, list = element("findings").querySelector("ol");
  for (const [name, { item }] of findings) if (!names.includes(name)) { item.remove(); findings.delete(name); }
  names.forEach((name, index) => {
    if (!findings.has(name)) findings.set(name, { told: sorted[index], item: makeFinding(sorted[index]) });
  });
  inOrder(list, names.map((name) => findings.get(name).item));
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  setText(element("findings-title"), told.length ? `Findings (${told.length})` : "Findings");
  setText(element("findings-state"), !checked ? "Not all is checked yet." : told.length ? "" : "No findings.");
  if (marked && !told.some((each) => each.block === marked.block && each.key === marked.key)) unmark();
  countOnThumbnails();
}

function makeFinding(finding) {
  const where = finding.file && finding.line ? `${finding.file}:${finding.line}` : finding.file;
  const page = finding.key ? "" : " (no page)";
  const lead = make("button", { type: "button", className: "lead" },
    make("span", { className: "severity", textContent: `${capital(finding.severity)}${page}` }), finding.message);
  lead.addEventListener("click", () => lookAt(finding, lead));
  const item = make("li", { className: `finding ${finding.severity}` }, lead);
  if (finding.hint) item.append(make("p", { textContent: finding.hint }));
  if (where) {
    const source = make(finding.open ? "a" : "button", { className: "source", textContent: where });
    if (finding.open) source.href = finding.open;
    source.title = finding.open ? "Open in the editor" : "Copy";
    source.addEventListener("click", () => copy(where));
    item.append(source);
  }
  return item;
}

async function lookAt(finding, lead) {
  const page = pages.get(finding.key);
  unmark();
  if (!page) return say("No page shows this. The line in the source is named under it.");
  marked = finding;
  cameFrom = lead;
  if (!page.inView || !finding.block) go(page);
  if (finding.block) await showBlocks(page);
  const block = marked === finding && markBlocks(page);
  (block || page.sheet).focus({ preventScroll: true });
  if (block) block.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function markBlocks(page) {
  const blocks = [...page.blocks.querySelectorAll(".block")].filter((each) => each.dataset.block === marked.block);
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
  const all = [...findings.values()].map(({ told }) => told);
  for (const page of pages.values()) {
    const on = (severity) => all.filter((each) => each.key === page.key && each.severity === severity).length;
    const counts = ["error", "warning"].filter(on).map((severity) => counted(on(severity), severity));
    setText(page.thumbnail.lastChild, [page.told.label, ...counts].join(" · "));
    page.thumbnail.ariaLabel = [page.name, ...counts].join(", ");
  }
}

function focusFindings() {
  const leads = [...element("findings").querySelectorAll(".lead")];
  if (leads.length) (leads.includes(cameFrom) ? cameFrom : leads[0]).focus();
  else say("There are no findings.");
}

/* The bar and the banners */

function showState(told) {
  const counts = [counted(told.errors, "error"), counted(told.warnings, "warning")].join(", ");
  const title = told.title || `Issue ${told.number}`;
  setText(element("title"), title);
  setText(element("state"), PHASES[told.phase] + (told.message ? `: ${told.message}` : ""));
  setText(element("counts"), told.errors || told.warnings ? counts : told.phase === "checked" ? "no errors, no warnings" : "");
  document.title = `${told.errors ? `${counted(told.errors, "error")} · ` : ""}${title}`;
  setText(element("errors-text"), `${counted(told.errors, "error")}.`);
  element("errors").hidden = !told.errors;
  element("edition").value = told.edition;
  element("edition").dataset.edition = told.edition;
  showProof(told.phase);
  if (told.phase === "setting") changed.clear();
  if (told.phase !== "shown") return;
  element("fault").hidden = true;
  for (const page of pages.values()) setText(page.caption.children[1], changed.has(page) ? "changed" : "");
  follow();
}

function showProof(phase) {
  const proof = element("proof");
  if (phase === "checked") proof.href = "issue.pdf";
  setText(proof, phase === "checked" ? "Checked PDF" : proof.hasAttribute("href") ? "Last checked PDF" : "PDF, not yet checked");
}

function showEditions(editions) {
  const select = element("edition");
  if (String([...select.options].map((each) => each.value)) === String(editions)) return;
  select.replaceChildren(...editions.map((each) => new Option(each, each)));
  select.value = select.dataset.edition ?? editions[0];
}

function showFault({ message }) {
  setText(element("fault-text"), message);
  element("fault").hidden = false;
}

function zoomBy(step) {
  const now = ZOOMS.indexOf(Number(document.documentElement.style.getPropertyValue("--zoom") || 1));
  const zoom = step ? ZOOMS[Math.min(Math.max(now + step, 0), ZOOMS.length - 1)] : 1;
  const middle = (pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth;
  keepPlace(() => document.documentElement.style.setProperty("--zoom", zoom));
  pane.scrollLeft = middle * pane.scrollWidth - pane.clientWidth / 2;
  viewChanged();
}

function toggleSpreads() {
  keepPlace(() => element("spreads").ariaPressed = String(pane.classList.toggle("spreads")));
  viewChanged();
}

/* The stream; a hidden tab gives its up, for browsers allow six to a host */

const HANDLERS = { state: showState, pages: showPages, some: showSome, findings: showFindings, fault: showFault };
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
  for (const [name, show] of Object.entries(HANDLERS)) {
    stream.addEventListener(name, (event) => show(JSON.parse(event.data)));
  }
}

function close() {
  clearTimeout(openTimer);
  stream?.close();
  stream = null;
}

/* Keys */

const KEYS = { n: () => goBy(1), p: () => goBy(-1), f: focusFindings, s: toggleSpreads,
               "+": () => zoomBy(1), "=": () => zoomBy(1), "-": () => zoomBy(-1), 0: () => zoomBy(0) };

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input")) return;
  const act = KEYS[event.key] ?? keyWithin(event.target)[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function keyWithin(target) {
  const page = owners.get(target.closest(".page"));
  if (target.matches(".block")) return among([...page.blocks.querySelectorAll(".block")], () => leave(page));
  if (target.matches(".lead")) return among([...element("findings").querySelectorAll(".lead")], () => leave());
  if (target.matches(".thumbnail")) return among([...pages.values()].map((each) => each.thumbnail), () => leave());
  return { Escape: () => leave() };
}

function among(items, escape) {
  const [back, on] = [() => moveAmong(items, -1), () => moveAmong(items, 1)];
  return { ArrowUp: back, ArrowLeft: back, ArrowDown: on, ArrowRight: on, Escape: escape };
}

function leave(page) {
  const origin = page && cameFrom?.isConnected ? cameFrom : page?.sheet;
  for (const details of document.querySelectorAll("details")) details.open = false;
  [cameFrom] = [page ? null : cameFrom];
  unmark();
  origin?.focus({ preventScroll: true });
}

function rove({ target }) {
  if (!target.matches(".block")) return;
  for (const each of target.parentElement.children) each.tabIndex = -1;
  target.tabIndex = 0;
  if (target.nextElementSibling?.matches(".point")) target.nextElementSibling.tabIndex = 0;
}

pane.addEventListener("scroll", () => requestAnimationFrame(viewChanged), { passive: true });
pane.addEventListener("pointermove", ({ target }) => {
  const page = owners.get(target.closest(".page"));
  if (page) showBlocks(page);
}, { passive: true });
pane.addEventListener("focusin", rove);
new ResizeObserver(() => {
  if (place?.page.figure.isConnected) returnTo(place.page, place.down);
  loadPictures();
}).observe(pane);
document.addEventListener("keydown", pressed);
document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
addEventListener("pagehide", close);
addEventListener("pageshow", ({ persisted }) => { if (persisted) open(); });
element("edition").addEventListener("change", ({ target }) => send("edition", { edition: target.value }));
element("spreads").addEventListener("click", toggleSpreads);
element("smaller").addEventListener("click", () => zoomBy(-1));
element("larger").addEventListener("click", () => zoomBy(1));
element("fit").addEventListener("click", () => zoomBy(0));
element("undo").addEventListener("click", undo);
element("dismiss").addEventListener("click", () => { element("fault").hidden = true; });
element("first-error").addEventListener("click", () => element("findings").querySelector(".error .lead")?.click());
if (!document.hidden) open();

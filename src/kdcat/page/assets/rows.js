// The rows of an answer in the table: the first at once, all others where nothing else is to do, so
// that the browser's own search, a selection and a screen reader have every one of them.

const USUAL_ROW = 60;
// No more than page.css guesses the height of.
const MOST_IN_BODY = 32;
// As long as one may be typing; what is then put in is put in for longer.
const PAUSE = 150;
// As long as a key may wait for what was begun before it.
const SLICE = 8;

const whenIdle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work));
// What is done bit by bit, where nothing else is to do: `step` does some, and says if there is more.
// What somebody waits for is done before all else.
function bitByBit(step, isAwaited = () => false) {
  let isOver = false;
  const work = () => {
    const end = performance.now() + SLICE;
    let isMore = !isOver;
    while (isMore && performance.now() < end) isMore = step();
    if (isMore) (isAwaited() ? setTimeout : whenIdle)(work);
  };
  whenIdle(work);
  return () => (isOver = true);
}

// Each answer has a table of its own, with the caption and the head of the one before: browsers hide
// one table sooner than hundreds of bodies, and what is hidden so has its places still.
function rowsIn(first, papers) {
  let table = first;
  const old = [];
  let shown = [];
  let done = 0;
  let bodies = [...table.tBodies];
  let terms = [];
  // The page comes with all rows in their places, where they stay until something is asked.
  let isAsRead = true;
  let stop = () => {};
  let inWindow = 0;
  const measure = () => (inWindow = Math.ceil(innerHeight / USUAL_ROW));
  measure();
  addEventListener("resize", measure);
  const marks = globalThis.Highlight ? new Highlight() : null;
  if (marks) CSS.highlights.set("found", marks);

  // Marks the words that were found, without a change of the row.
  function mark(row) {
    const text = row.cells[0].firstElementChild.firstChild;
    if (!text) return;
    for (const found of text.data.matchAll(WORD)) {
      const [word] = wordsOf(found[0]);
      if (!word || !terms.some((term) => stem(word).startsWith(term) || (term.length > 3 && word.includes(term)))) continue;
      const [startOffset, endOffset] = [found.index, found.index + found[0].length];
      marks.add(new StaticRange({ startContainer: text, startOffset, endContainer: text, endOffset }));
    }
  }

  // The body for the next row: rows of a section are below its name, others one below the other.
  function bodyFor(paper) {
    const isGrouped = table.classList.contains("grouped");
    const body = bodies.at(-1);
    const isSame = body && (!isGrouped || body.group === paper.group);
    if (isSame && body.count < MOST_IN_BODY) return body;
    const made = element("tbody");
    Object.assign(made, { group: paper.group, count: 0, isFirst: !done });
    if (isGrouped && !isSame) made.append(paper.group.head);
    return made;
  }

  function more(count) {
    const before = bodies.length;
    for (const place of shown.slice(done, done + count)) {
      const paper = papers[place];
      prepare(paper);
      if (!isAsRead) {
        const body = bodyFor(paper);
        if (body !== bodies.at(-1)) bodies.push(body);
        body.append(paper.row);
        body.className = `n${++body.count}${body.isFirst ? " first" : ""}`;
      }
      if (terms.length && marks) mark(paper.row);
    }
    if (!isAsRead) table.append(...bodies.slice(before));
    done = Math.min(shown.length, done + count);
    table.setAttribute("aria-busy", String(done < shown.length));
    return done < shown.length;
  }

  function renew(isShort) {
    const focused = document.activeElement;
    const next = table.cloneNode();
    table.removeAttribute("id");
    table.classList.add("old");
    // To take a long one out of the layout takes longer than to keep it there unseen.
    table.hidden = isShort;
    old.push(table);
    table.before(next);
    next.append(table.caption, table.tHead);
    if (next.contains(focused)) focused.focus({ preventScroll: true });
    table = next;
    bodies = [];
  }

  // Takes away a body that is not shown any more; to do so for all would keep a key waiting.
  function clear() {
    if (old.length) (old.at(-1).lastElementChild ?? old.pop()).remove();
    return old.length > 0;
  }

  return {
    // Shows the papers of these places, with the words that begin with the terms marked.
    show(places, isGrouped, found) {
      stop();
      marks?.clear();
      const isShort = !isAsRead && done <= inWindow;
      isAsRead &&= isGrouped && places.length === papers.length;
      if (!isAsRead) renew(isShort);
      table.classList.toggle("grouped", isGrouped);
      [shown, done, terms] = [places, 0, found];
      more(inWindow);
      const waiting = setTimeout(() => (stop = bitByBit(() => more(MOST_IN_BODY) || clear())), PAUSE);
      stop = () => clearTimeout(waiting);
    },
    // Puts in all that are still missing.
    all: () => more(shown.length),
  };
}

// Gives a row what only the program needs: roles, which cards would lose, and the section beside it.
function prepare(paper) {
  if (paper.isPrepared) return;
  paper.isPrepared = true;
  paper.row.setAttribute("role", "row");
  for (const cell of paper.row.cells) cell.setAttribute("role", "cell");
  const title = paper.row.cells[0].firstElementChild;
  title.id = `title-${paper.place}`;
  const button = paper.row.querySelector("button");
  button.id = `cite-${paper.place}`;
  button.setAttribute("aria-labelledby", `${button.id} ${title.id}`);
  if (paper.sections.length) {
    const where = element("p", { class: "where", dir: "auto" }, paper.sections.join(" › "));
    paper.row.cells[0].append(where);
  }
}

// Before anything is painted: controls that need a program are there only where one runs.
const root = document.documentElement;
root.classList.add("runs");
// An address that asks for something: what does not answer it is not shown meanwhile.
const isAsked = location.hash.includes("=");
root.classList.toggle("asked", isAsked);
// One that is opened at its beginning is painted from above: its name and the search first, then the
// rows in the window, and what is below the window when those have been painted.
const isOpened = !location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate";
if (isOpened) root.classList.add("opening", "early");

// A browser in which the program fails shows the list as one without a program does.
addEventListener("error", () => {
  if (!root.classList.contains("ready")) root.classList.remove("runs", "asked", "opening", "early");
});

// The program is only text of the page until the list has been painted, which it does not keep
// waiting. The policy knows it by its hash, as it stands in the page.
function run() {
  const text = document.getElementById("program");
  if (text.type !== "text/plain") return;
  root.classList.remove("opening", "early");
  const script = document.createElement("script");
  script.id = text.id;
  script.textContent = text.textContent;
  text.replaceWith(script);
}

// Lets the rows be painted in the frame behind the one with what is above them, and calls back then.
function paintRows(then) {
  const isAbovePainted = document.querySelector(".columns") !== null;
  requestAnimationFrame(() => {
    if (!isAbovePainted) return paintRows(then);
    root.classList.remove("opening");
    requestAnimationFrame(() => setTimeout(then));
  });
}
// For a tab in the background, of which nothing is painted.
const LONGEST_WAIT = 500;
const isRead = new Promise((then) => addEventListener("DOMContentLoaded", then));
isRead.then(() => (isAsked ? run() : setTimeout(run, LONGEST_WAIT)));
if (!isAsked) paintRows(() => isRead.then(run));

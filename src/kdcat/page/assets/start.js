// Before anything is painted: controls that need a program are there only where one runs.
const root = document.documentElement;
root.classList.add("runs");
// An address that asks for something: what does not answer it is not shown meanwhile.
const isAsked = location.hash.includes("=");
root.classList.toggle("asked", isAsked);
// One that is opened at its beginning: what is below the window waits until that has been painted.
const isOpened = !isAsked && performance.getEntriesByType("navigation")[0]?.type === "navigate";
root.classList.toggle("early", isOpened);

// A browser in which the program fails shows the list as one without a program does.
addEventListener("error", () => {
  if (!root.classList.contains("ready")) root.classList.remove("runs", "asked", "early");
});

// The program is only text of the page until the list has been painted, which it does not keep
// waiting. The policy knows it by its hash, as it stands in the page.
function run() {
  const text = document.getElementById("program");
  if (text.type !== "text/plain") return;
  root.classList.remove("early");
  const script = document.createElement("script");
  script.id = text.id;
  script.textContent = text.textContent;
  text.replaceWith(script);
}
// For a tab in the background, of which nothing is painted, and a browser that does not say when it has.
const LONGEST_WAIT = 500;
addEventListener("DOMContentLoaded", () => {
  if (isAsked) return run();
  new PerformanceObserver(run).observe({ type: "paint", buffered: true });
  setTimeout(run, LONGEST_WAIT);
});

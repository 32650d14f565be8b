// Before anything is painted: controls that need a program are there only where one runs.
document.documentElement.classList.add("runs");
// An address that asks for something: what does not answer it is not shown meanwhile.
document.documentElement.classList.toggle("asked", location.hash.includes("="));

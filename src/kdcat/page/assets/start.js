// Before anything is painted: controls that need a program are there only where one runs.
document.documentElement.classList.add("runs");

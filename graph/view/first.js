"use strict";
// Runs before anything is shown: says that scripts run, so that only one view is laid out; takes it back if they cannot start.
{
  const { classList, dataset } = document.documentElement;
  classList.add("scripted");
  addEventListener("error", () => {
    if (dataset.ready !== "true") classList.remove("scripted");
  });
}

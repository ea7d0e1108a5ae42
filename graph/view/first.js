"use strict";
// Runs before anything is shown: says that scripts run, so that only one view is laid out; takes it back if one fails.
{
  const { classList } = document.documentElement;
  classList.add("scripted");
  addEventListener("error", () => classList.remove("scripted"));
}

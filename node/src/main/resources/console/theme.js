// The colour theme: as the system has it, until the user chooses. Loaded before the page is painted, so that it never flashes.
"use strict";
{
  const KEY = "sillok.theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  /** Storage may be off in a private window; then the choice lasts as long as the page. */
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const remember = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // The choice still holds for this page.
    }
  };
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  if (remembered() !== null) {
    root.dataset.theme = remembered();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => {
      button.textContent = isDark() ? "Light theme" : "Dark theme";
    };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      show();
    });
    system.addEventListener("change", show);
    show();
  });
}

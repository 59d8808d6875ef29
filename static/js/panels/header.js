// @ts-check
/** The header: formula box, language, theme, help, the link to share, and how the connection is. */

import { icon } from "../dom/icon.js";
import { isTyping } from "../dom/keyboard.js";
import { text } from "../dom/text.js";
import { mount as mountFormula } from "./formula.js";
import { openHelp } from "./help.js";
import { hideWhileStill, showWayBack } from "./presentation.js";
import { createShare } from "./share.js";

/** @typedef {import("../types.js").Theme} Theme */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const listening = new AbortController();
  const { signal } = listening;
  const themeButton = button(root, "theme");
  const helpButton = button(root, "help");
  const shareButton = button(root, "share");
  themeButton.replaceChildren(icon("theme"));
  helpButton.replaceChildren(icon("help"));

  const share = createShare(store, commands);
  const systemTheme = matchMedia("(prefers-color-scheme: dark)");
  const nextTheme = () => commands.setTheme(themeAfter(store.get().view.theme, systemTheme.matches));
  themeButton.addEventListener("click", nextTheme, { signal });
  helpButton.addEventListener("click", openHelp, { signal });
  shareButton.addEventListener("click", share, { signal });
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll("[data-language]"))) {
    const language = /** @type {import("../types.js").Language} */ (link.dataset.language);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      commands.setLanguage(language);
    }, { signal });
  }

  /** @type {Record<string, () => void>} */
  const keys = { d: nextTheme, f: toggleFullScreen, s: share, "?": openHelp };
  document.addEventListener("keydown", (event) => {
    const action = keys[event.key.toLowerCase()];
    if (!action || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    event.preventDefault();
    action();
  }, { signal });

  const showTheme = () => applyTheme(store.get().view.theme, systemTheme.matches, themeButton);
  systemTheme.addEventListener("change", showTheme, { signal });

  showWayBack(/** @type {HTMLElement} */ (shareButton.parentElement), commands);
  const unsubscribe = [
    hideWhileStill(),
    mountFormula(/** @type {HTMLElement} */ (root.querySelector(".formula")), store, commands),
    store.subscribe((state) => state.view.theme, showTheme),
    store.subscribe((state) => state.connection, (connection) => showConnection(root, connection)),
  ];
  return () => {
    listening.abort();
    for (const leave of unsubscribe) leave();
  };
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

/**
 * The first press changes what one sees; after the third one the system chooses again.
 * @param {Theme} theme
 * @param {boolean} isSystemDark
 * @returns {Theme}
 */
function themeAfter(theme, isSystemDark) {
  const other = isSystemDark ? "light" : "dark";
  if (theme === "system") return other;
  return theme === other ? (isSystemDark ? "dark" : "light") : "system";
}

/**
 * @param {Theme} theme
 * @param {boolean} isSystemDark
 * @param {HTMLElement} themeButton
 */
function applyTheme(theme, isSystemDark, themeButton) {
  document.documentElement.dataset.theme = theme === "system" ? (isSystemDark ? "dark" : "light") : theme;
  themeButton.title = text(`theme.${theme}`);
  themeButton.setAttribute("aria-label", text(`theme.${theme}`));
}

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Connection} connection
 */
function showConnection(root, connection) {
  const chip = /** @type {HTMLElement} */ (root.querySelector("[data-connection]"));
  chip.dataset.connection = connection;
  /** @type {HTMLElement} */ (chip.querySelector("[data-connection-text]")).textContent = text(`connection.${connection}`);
}

/**
 * @param {HTMLElement} root
 * @param {string} action
 */
function button(root, action) {
  return /** @type {HTMLButtonElement} */ (root.querySelector(`[data-action="${action}"]`));
}

// @ts-check
/** The experiment as code: for curl, pandas, PyTorch and NumPy as the server writes it, and to show the page in a frame. */

import { element } from "../dom/element.js";
import { pageData, text } from "../dom/text.js";
import { copyButton } from "./copy_button.js";
import { segmented } from "./segmented.js";

/** @typedef {"curl" | "pandas" | "torch" | "numpy" | "iframe" | "jupyter"} Kind */

/** @type {[Kind, string][]} */
const KINDS = [["curl", "curl"], ["pandas", "pandas"], ["torch", "PyTorch"], ["numpy", "NumPy"], ["iframe", "HTML"], ["jupyter", "Jupyter"]];

/** @param {import("../types.js").Store} store @param {import("../types.js").Commands} commands */
export function createShareCode(store, commands) {
  /** @type {Kind} */
  let kind = "curl";
  /** @type {Partial<Record<Kind, import("../state/sharing.js").Code>>} */
  let codes = {};
  const words = element("code");
  const block = element("pre", { class: "share-code scrolls", tabindex: "0", "aria-label": text("share.code") }, words);
  const hint = element("p", { class: "hint", role: "status" });
  const kinds = segmented({
    label: text("share.code"),
    choices: KINDS,
    onChoose: (value) => {
      kind = value;
      show();
    },
    isLong: true,
  });
  const copy = copyButton({ label: text("share.copy_code"), content: () => codes[kind]?.code ?? "" });

  const show = () => {
    kinds.choose(kind);
    const { code = null, refusal = null, left_out: leftOut = [] } = codes[kind] ?? {};
    words.textContent = code ?? "";
    block.hidden = copy.hidden = code === null;
    const about = isFrame(kind) && pageData.frameAncestors === "'self'" ? text("share.frame_refused") : text(`share.about.${kind}`);
    const { other, view } = store.get();
    const isOneOfTwo = other !== null && !isFrame(kind);
    hint.textContent = refusal ?? [...leftOut, about, isOneOfTwo && text("share.code_of_setting", { letter: view.setting.toUpperCase() })].filter(Boolean).join(" ");
  };
  const update = async () => {
    codes = {};
    show();
    hint.textContent = text("share.writing");
    const address = await commands.linkTo("embed");
    const frames = { iframe: { code: frameOf(address), refusal: null }, jupyter: { code: notebookOf(address), refusal: null } };
    const written = await commands.exportCode().catch((error) => refusedBy(error));
    codes = { ...written, ...frames };
    show();
  };
  const node = element(
    "section",
    { class: "share-part", "aria-labelledby": "share-code-title" },
    element("h3", { id: "share-code-title", class: "section-head" }, text("share.code")),
    element("div", { class: "share-row share-kinds" }, kinds.root, copy),
    block,
    hint,
  );
  return { node, update };
}

/** @param {Kind} kind */
function isFrame(kind) {
  return kind === "iframe" || kind === "jupyter";
}

/** @param {string} address */
function frameOf(address) {
  return `<iframe src="${address.replaceAll("&", "&amp;")}" width="960" height="600" title="Thalweg" style="border: 0"></iframe>\n`;
}

/** @param {string} address */
function notebookOf(address) {
  return `from IPython.display import IFrame\n\nIFrame(${JSON.stringify(address)}, width="100%", height=600)\n`;
}

/** @param {any} error */
function refusedBy(error) {
  const refusal = error.problem?.detail ?? text("share.failed");
  return Object.fromEntries(["curl", "pandas", "torch", "numpy"].map((name) => [name, { code: null, refusal }]));
}

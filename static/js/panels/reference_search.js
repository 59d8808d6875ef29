// @ts-check
/** The index of the reference answers while one types; without this script there are links that ask the server. */

const form = /** @type {HTMLFormElement} */ (document.querySelector(".search"));
const count = /** @type {HTMLElement} */ (form.querySelector(".search-count"));
const none = /** @type {HTMLElement} */ (document.querySelector("[data-none]"));
const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".entry-card")]);

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", choose);
form.addEventListener("change", choose);
window.addEventListener("pageshow", choose);

/** Show what answers to all words, in the kind and with the family or trait that is chosen. */
function choose() {
  const { q, kind, tag } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  const words = q.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  for (const card of cards) {
    const { dataset } = card;
    const isTagged = !tag || (dataset.tags ?? "").split(" ").includes(tag);
    card.hidden = !((!kind || dataset.kind === kind) && isTagged && words.every((word) => dataset.words?.includes(word)));
  }
  const shown = cards.filter(({ hidden }) => !hidden).length;
  count.textContent = (count.dataset.count ?? "").replace("{count}", String(shown)).replace("{total}", String(cards.length));
  none.hidden = shown > 0;
  for (const shelf of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".shelf"))) shelf.hidden = !shelf.querySelector(".entry-card:not([hidden])");
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ q, kind, tag })) query[value ? "set" : "delete"](name, value);
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".languages a"))) {
    query.set("lang", link.lang);
    link.search = query.toString();
  }
}

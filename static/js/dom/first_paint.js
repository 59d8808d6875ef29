// @ts-check
/**
 * Sets the theme before anything is drawn, so that a dark page never flashes white: the one script that is no module and
 * that the browser waits for. From then on the header keeps `data-theme` as the user wants it.
 */
{
  const wanted = new URLSearchParams(location.search).get("theme");
  const isDark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

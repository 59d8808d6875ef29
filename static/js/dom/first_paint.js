// @ts-check
/**
 * Sets the theme before anything is drawn, so that a dark page never flashes white: the one script that is no module and
 * that the browser waits for. From then on the header keeps `data-theme` as the user wants it. What a link for lectures or
 * frames puts away (`?controls=hidden`, `?projector=1`, `?embed=1`) is gone from the start, too.
 */
{
  const given = new URLSearchParams(location.search);
  const wanted = given.get("theme");
  const isDark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const { dataset } = document.documentElement;
  dataset.theme = isDark ? "dark" : "light";
  const isEmbedded = given.get("embed") === "1";
  const isProjected = given.get("projector") === "1";
  if (isEmbedded) dataset.embed = "";
  if (isProjected) dataset.projector = "";
  if (isEmbedded || (given.get("controls") ?? (isProjected ? "hidden" : "shown")) === "hidden") dataset.controls = "hidden";
}

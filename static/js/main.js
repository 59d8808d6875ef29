// @ts-check
/** Joins the parts of the page: the only module that knows all of them. */

import { loadPlotly, preparePlotly } from "./charts/library.js";
import { language, pageData, text } from "./dom/text.js";
import { mount as mountAnnouncer } from "./panels/announcer.js";
import { mount as mountCompare } from "./panels/compare.js";
import { mount as mountCurves } from "./panels/curves.js";
import { mount as mountGallery } from "./panels/gallery.js";
import { mount as mountHeader } from "./panels/header.js";
import { mount as mountHistory } from "./panels/history.js";
import { mount as mountLandscape } from "./panels/landscape.js";
import { mount as mountMode } from "./panels/mode.js";
import { mount as mountNotice } from "./panels/notice.js";
import { mount as mountObjective } from "./panels/objective.js";
import { mount as mountOptimizers } from "./panels/optimizers.js";
import { paintAtOnce } from "./panels/painting.js";
import { mount as mountPresetNote } from "./panels/preset_note.js";
import { mount as mountReadout } from "./panels/readout.js";
import { mount as mountRunLegend } from "./panels/run_legend.js";
import { mount as mountSheet } from "./panels/sheet.js";
import { mount as mountTable } from "./panels/table.js";
import { mount as mountTransport } from "./panels/transport.js";
import { createRest } from "./server/rest.js";
import { openSetting } from "./setting.js";
import { carriedTrail, carryTrail } from "./state/carried_trail.js";
import { createCompare } from "./state/compare.js";
import { factsOf } from "./state/facts.js";
import { fitted } from "./state/fitting.js";
import { createGallery } from "./state/gallery.js";
import { initialState } from "./state/initial.js";
import { createLearningCommands } from "./state/learning/commands.js";
import { isLearning } from "./state/learning/problem.js";
import { followLandscape } from "./state/landscape.js";
import { advance, AT_START, withSpeed } from "./state/playback.js";
import { parsedQuery, queryText } from "./state/query.js";
import { createRecent } from "./state/recent.js";
import { clockedRuns, isComplete, labelled } from "./state/runs.js";
import { createSharing } from "./state/sharing.js";
import { createSliceCommands } from "./state/slice/commands.js";
import { isSliceShown } from "./state/slice/question.js";
import { createStore } from "./state/store.js";
import { createUndo } from "./state/undo.js";
import { followUrl, readUrl } from "./state/url.js";

/** @typedef {import("./types.js").Store} Store */
/** @typedef {import("./types.js").Playback} Playback */

/** After a pause of the whole page (another tab, Plotly being read) playback goes on, it does not jump. */
const LONGEST_TICK_SECONDS = 0.1;

/** Between two attempts to get the catalogues, should the server be gone between page and catalogue. */
const RETRY_MS = 1000;

/** How long reading Plotly, which takes a second, waits for the map and the paths that the page paints itself. */
const LONGEST_WAIT_MS = 1500;

/** @type {Record<string, import("./types.js").MountPanel>} */
const PANELS = {
  header: mountHeader,
  mode: mountMode,
  gallery: mountGallery,
  controls: mountSheet,
  history: mountHistory,
  "objective-panel": mountObjective,
  "optimizers-panel": mountOptimizers,
  landscape: mountLandscape,
  "preset-note": mountPresetNote,
  readout: mountReadout,
  "run-legend": mountRunLegend,
  curves: mountCurves,
  table: mountTable,
  transport: mountTransport,
  compare: mountCompare,
  announcer: mountAnnouncer,
  notice: mountNotice,
};

await begin();

async function begin() {
  const rest = createRest(pageData.basePath, language);
  const address = queryText(parsedQuery(location.search));
  const choices = await choicesOfAddress(rest);
  const store = createStore(stateOf(choices));
  followLandscape(store, rest);
  const undo = createUndo({ store });
  const parts = { rest, undo, openInLanguage, playsByItself: !prefersStillness() };
  const first = openSetting("a", store, { ...parts, onConnection: (connection) => store.update({ connection }) });
  const compare = createCompare({ first, undo, open: (twin) => openSetting("b", twin, parts) });
  /** Another experiment altogether: nothing is left to compare it with. @type {import("./state/commands.js").Commands["loadExperiment"]} */
  const load = (experiment, also) =>
    undo.asOne(() => {
      compare.leaveCompare();
      first.commands.loadExperiment(experiment, also);
    });
  const gallery = createGallery({ store, rest, load: (experiment, view) => load(experiment, { view: { ...store.get().view, domain: null, selectedRun: null, setting: "a", ...view } }) });
  const recent = createRecent({ store, storage: storageOfThisBrowser("localStorage"), load });
  const learning = createLearningCommands({ store, rest: rest.learning, edits: { ...first.commands, loadExperiment: load }, playsByItself: parts.playsByItself, first: { function: pageData.defaultExperiment, learning: pageData.learningExperiment } });
  const commands = { ...first.commands, ...learning, ...createSliceCommands(store), ...gallery, ...createSharing({ store, rest, location }), ...recent, ...compare, ...undo.commands };

  for (const [id, mount] of Object.entries(PANELS)) {
    const root = document.getElementById(id);
    if (root) mount(root, store, commands);
  }
  if (choices.other) compare.compare(choices.other);
  const { runs } = store.get();
  const trail = carriedTrail(storageOfThisBrowser("sessionStorage"), address, { runs, companions: compare.twin()?.store.get().runs ?? [] });
  if (trail) store.update({ trail });
  followMode(store, commands, rest);
  followSliceStage(store, commands, rest);
  const url = followUrl(store, { location, history });
  playInTime(store);
  window.addEventListener("online", first.reconnectNow);
  window.addEventListener("pagehide", () => (compare.twin()?.close(), first.close()));
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  window.addEventListener("popstate", async () => {
    url.yieldTo();
    const { search } = location;
    const wanted = await choicesOfAddress(rest);
    if (search !== location.search) return; // gone on meanwhile
    undo.quietly(compare.leaveCompare);
    restore(store, wanted);
    url.settle();
    first.restart();
    if (wanted.other) compare.compare(wanted.other);
  });
  preparePlotly(pageData.plotlyUrl);
  loadPlotlyInTime(store);
  await takeCatalogue(store, rest);

  /** @param {string} wanted */
  async function openInLanguage(wanted) {
    await url.write();
    const query = parsedQuery(location.search);
    query.set("lang", wanted);
    carryTrail(storageOfThisBrowser("sessionStorage"), store.get(), queryText(query));
    location.search = queryText(query);
  }
}

/** @param {import("./server/rest.js").Rest} rest @returns {Promise<import("./state/url.js").Choices>} */
async function choicesOfAddress(rest) {
  const choices = await readUrl(location.search);
  const { experiment, isInWords } = choices;
  return experiment && isInWords ? { ...choices, experiment: await fitted(experiment, rest) } : choices;
}

/** @param {import("./state/url.js").Choices} choices */
function stateOf({ experiment, isUnreadable, step, speed, view, hidden, slots }) {
  const isFinished = step === null && prefersStillness(); // instead of paths that grow, the paths
  const playback = withSpeed({ ...AT_START, cursor: step ?? 0, isPlaying: step === null && !isFinished, followsEnd: isFinished }, speed ?? 1);
  const catalogue = { objectives: [pageData.defaultObjective], optimizers: [], schedules: [], learning: null, limits: {}, first: pageData.defaultExperiment, usual: pageData.usualExperiment };
  const state = initialState({ experiment: experiment ?? pageData.defaultExperiment, catalogue, view: { ...view, language }, playback, slots, hidden });
  return isUnreadable ? { ...state, problem: { title: text("link.unreadable"), status: 422, errors: [] } } : state;
}

/** Back and forward: everything that the URL says, but for what was loaded. @param {Store} store @param {import("./state/url.js").Choices} choices */
function restore(store, choices) {
  const { catalogue, connection, trail, recent } = store.get();
  const fresh = stateOf(choices);
  store.update({
    ...fresh,
    catalogue,
    connection,
    trail,
    recent,
    landscape: store.get().landscape,
    field: null,
    objective: factsOf(fresh.experiment.objective, { ...fresh, catalogue }),
    runs: labelled(fresh.runs, fresh.experiment, catalogue),
  });
}

/** @param {Store} store @param {import("./server/rest.js").Rest} rest */
async function takeCatalogue(store, rest) {
  const listed = await rest.catalogue().catch(() => null);
  if (!listed) return void setTimeout(() => takeCatalogue(store, rest), RETRY_MS);
  const { learning, first, usual } = store.get().catalogue;
  const catalogue = { ...listed, learning, first, usual };
  store.update((state) => ({
    catalogue,
    objective: factsOf(state.experiment.objective, { ...state, catalogue }),
    runs: labelled(state.runs, state.experiment, catalogue),
  }));
}

/**
 * What only learning problems need is fetched when somebody first looks at one, and stays.
 * @param {Store} store
 * @param {import("./types.js").Commands} commands
 * @param {import("./server/rest.js").Rest} rest
 */
function followMode(store, commands, rest) {
  const stop = store.subscribe(({ experiment }) => isLearning(experiment.objective), async (isNeeded) => {
    if (!isNeeded) return;
    queueMicrotask(() => stop());
    const [{ followTrainingAdvice }, { followLearning }, { followSharpness }, { mountLearning }] = await Promise.all([import("./state/learning/advice.js"), import("./state/learning/follow.js"), import("./state/learning/sharpness.js"), import("./panels/learning/mount.js")]);
    followLearning(store, rest.learning);
    followSharpness(store, rest.slices);
    followTrainingAdvice(store, rest);
    mountLearning(store, commands);
  });
}

/** Plotly waits for the first picture that is ours; but not for long, should there be none. @param {Store} store */
function loadPlotlyInTime(store) {
  const load = () => {
    clearTimeout(latest);
    stop();
    requestAnimationFrame(() => setTimeout(() => loadPlotly(pageData.plotlyUrl)));
  };
  const latest = setTimeout(load, LONGEST_WAIT_MS);
  const stop = store.subscribe(({ landscape, runs }) => landscape !== null && runs.every((run) => run.length > 1), (isPainted) => isPainted && queueMicrotask(load));
}

/**
 * What only slices need is fetched when somebody first looks at one, and stays.
 * @param {Store} store
 * @param {import("./types.js").Commands} commands
 * @param {import("./server/rest.js").Rest} rest
 */
function followSliceStage(store, commands, rest) {
  const stop = store.subscribe(isSliceShown, async (isNeeded) => {
    if (!isNeeded) return;
    queueMicrotask(() => stop());
    const [{ followSlice }, { mount }] = await Promise.all([import("./state/slice/follow.js"), import("./panels/slice/function_slice.js")]);
    followSlice(store, rest.slices);
    const root = document.getElementById("slice-stage");
    if (root) mount(root, store, commands);
  });
}

/** Move the cursor with the clock of the screen as long as it plays; what is no map follows in the same frame. @param {Store} store */
function playInTime(store) {
  let last = 0;
  let frame = 0;
  const tick = (/** @type {number} */ now) => {
    const seconds = Math.min((now - last) / 1000, LONGEST_TICK_SECONDS);
    last = now;
    const { playback, experiment } = store.get();
    const next = advance(playback, seconds, { steps: experiment.steps, isComplete: isComplete(clockedRuns(store.get())) });
    frame = next.isPlaying ? requestAnimationFrame(tick) : 0;
    if (next === playback) return;
    store.update({ playback: next });
    store.flush();
    paintAtOnce();
  };
  store.subscribe(({ playback }) => playback.isPlaying, (isPlaying) => {
    if (!isPlaying || frame) return;
    last = performance.now();
    frame = requestAnimationFrame(tick);
  });
}

/** What this browser, or this tab of it, keeps for the site; null where that is forbidden. @param {"localStorage" | "sessionStorage"} name */
function storageOfThisBrowser(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

function prefersStillness() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The few functions of plotly.js that the charts call. */
interface PlotlyElement extends HTMLDivElement {
  data: object[];
}

declare const Plotly: {
  newPlot(root: HTMLElement, data: object[], layout: object, config: object): Promise<PlotlyElement>;
  react(root: HTMLElement, data: object[], layout: object, config: object): Promise<PlotlyElement>;
  restyle(root: HTMLElement, change: object, traces: number[]): Promise<void>;
  toImage(figure: { data: object[]; layout: object }, options: { format: "png" | "svg"; width: number; height: number; scale: number }): Promise<string>;
  purge(root: HTMLElement): void;
};

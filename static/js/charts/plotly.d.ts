/** The few functions of plotly.js that the charts call. */
interface PlotlyElement extends HTMLDivElement {
  data: any[];
  on(event: string, listener: (event: any) => void): void;
}

declare const Plotly: {
  version: string;
  newPlot(root: HTMLElement, data: object[], layout: object, config: object): Promise<PlotlyElement>;
  react(root: HTMLElement, data: object[], layout: object, config: object): Promise<PlotlyElement>;
  animate(root: HTMLElement, frame: { data: object[]; traces: number[] }, options: object): Promise<void>;
  relayout(root: HTMLElement, change: object): Promise<void>;
  purge(root: HTMLElement): void;
  Plots: { resize(root: HTMLElement): void };
  Fx: { hover(root: HTMLElement, points: object[]): void; unhover(root: HTMLElement): void };
};

// What has been answered so far, in numbers and bars.
import { element, part } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { bandsFor, bandsOf, ownPlace, type Bands } from "./compare.js";
import { evaluate, percentOf, share, type Score } from "./score.js";
import type { Catalogue, Release, SheetData, Topic } from "./types.js";

const svg = "http://www.w3.org/2000/svg";

/** Fills the parts of the view "Ergebnis". */
export class Results {
  private readonly bands: Bands[];

  /** release is the round to compare with. */
  constructor(private readonly root: HTMLElement, private readonly words: Words, private readonly catalogue: Catalogue, private readonly release: Release | undefined) {
    this.bands = release ? bandsOf(release) : [];
  }

  show(sheet: SheetData): void {
    const { root, words, catalogue, release } = this;
    const result = evaluate(catalogue, sheet);
    const total = percentOf(result.total);
    part(root, "total", HTMLElement).textContent = total === undefined ? words("rate.none") : words("percent", { n: total });
    part(root, "told", HTMLElement).replaceChildren(...this.told(result.total).map((line) => element("li", "", line)));
    const rows = result.topics.map((score, i) => this.row(catalogue.topics[i], score, sheet));
    part(root, "topics", HTMLElement).replaceChildren(...rows, this.row(undefined, result.total, sheet));
    part(root, "comparison", HTMLElement).textContent = release
      ? words(release.example ? "compare.example" : "compare.text", { round: release.round, n: release.groups[`${release.round}/alle`]?.n ?? 0 })
      : words("compare.none");
  }

  /** What has to stand beside every rate. */
  private told(score: Score): string[] {
    const { words } = this;
    const of = score.questions;
    const lines = [
      words("told.answered", { count: of - score.open, of }),
      words("told.notApplicable", { count: score.notApplicable, share: share(score.notApplicable, of) }),
      words("told.open", { count: score.open, share: share(score.open, of) }),
    ];
    if (score.open > 0) lines.push(words("told.counted"));
    return lines;
  }

  private row(topic: Topic | undefined, score: Score, sheet: SheetData): HTMLElement {
    const { words, release } = this;
    const rate = percentOf(score);
    const head = element("th", "", ...(topic ? [link(topic)] : [words("total")]));
    head.scope = "row";
    const told = rate === undefined ? words("rate.none") : words("percent", { n: rate });
    const bands = bandsFor(this.bands, topic?.id ?? "");
    const cells = [score.yes, score.partly, score.no, score.notApplicable, score.open].map((n) => element("td", "align-right", String(n)));
    const made = element("tr", topic ? "" : "check-sum", head, element("td", "check-rate", element("span", "check-percent", told), bar(rate ?? 0, bands)), ...cells);
    if (release) made.append(element("td", "", this.position(sheet, release, bands)));
    return made;
  }

  private position(sheet: SheetData, release: Release, bands: Bands | undefined): string {
    if (!bands) return this.words("position.none");
    const where = ownPlace(release, bands, sheet);
    const text = where ? this.words(`position.${where}`) : this.words("position.open");
    return bands.topic.includes("+") ? this.words("position.merged", { text, topics: bands.topic.replaceAll("+", ", ") }) : text;
  }
}

function link({ id, title }: Topic): HTMLElement {
  const made = element("a", "", `${id} ${title}`);
  made.href = `#${id}`;
  return made;
}

/** A bar of 0 to 100; what it says stands beside it as text. Behind it lies the middle half of all members. */
function bar(rate: number, bands: Bands | undefined): SVGElement {
  const made = shape("svg", "check-chart", { viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  made.append(shape("rect", "check-chart-all", { x: 0, y: 3, width: 100, height: 6 }));
  made.append(shape("rect", "check-chart-own", { x: 0, y: 3, width: rate, height: 6 }));
  if (bands) {
    const width = Math.max((bands.to - bands.from) * 100, 0.5);
    made.append(shape("rect", "check-chart-middle", { x: bands.from * 100, y: 1, width, height: 10 }));
  }
  return made;
}

function shape(name: string, className: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svg, name) as SVGElement;
  made.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

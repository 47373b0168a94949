// Answers queries from shards, as the Go engine does from an index. Everything
// that a step needs is loaded side by side:
//
//   the words of the query, with their roots and as titles; facets
//   what these lead to: parts, synonyms, words that begin so, the lexicon
//   words that are spelt alike, if a word has no document
//   entries of the documents to be shown, then their texts

import { Analyzer } from "../german/german.js";
import { Words } from "./alike.js";
import { DocumentShards } from "./documents.js";
import { Marker } from "./mark.js";
import { applyFilters, best, countFacets, countMatches, Facets, passes, type ActiveFilter } from "./match.js";
import { passage } from "./passage.js";
import { exclude, keepPhrases } from "./phrase.js";
import { Planner } from "./plan.js";
import { parse, type Query } from "./query.js";
import { Ranker } from "./rank.js";
import { readCompounds } from "./repair.js";
import { Directory, Shards, type Root } from "./shards.js";
import { formsOf } from "./slots.js";
import { StandIns, suggestion } from "./standin.js";
import { Synonyms } from "./synonyms.js";
import { Terms } from "./terms.js";
import type { Access, Hit, Matches, Ranking, Request, Results, Slot, Source } from "./types.js";
import { maxOffset, maxResults, quietWeight } from "./weights.js";

/** How much of a document is read for its passage, in text blocks. */
const snippetBlocks = 4;

export class Engine {
  private readonly analyzer = new Analyzer(); // splits nothing
  private readonly terms: Terms;
  private readonly planner: Planner;
  private readonly standIns: StandIns;
  private readonly ranker: Ranker;
  private readonly facets: Facets;
  private readonly documents: DocumentShards;
  private readonly quiet: readonly number[];

  private constructor(shards: Shards, root: Root) {
    const directory = (key: "terms" | "docs" | "texts" | "words"): Directory => new Directory(shards, root[key]);
    const compounds = () => shards.once(root.lexicon, readCompounds);
    this.terms = new Terms(shards, directory("terms"));
    this.planner = new Planner(this.terms, new Synonyms(root.synonyms), this.analyzer, compounds);
    this.standIns = new StandIns(this.terms, new Words(shards, directory("words")), compounds);
    this.ranker = new Ranker(this.terms, root.n);
    this.facets = new Facets(shards, root);
    this.quiet = root.quiet ?? [];
    this.documents = new DocumentShards(shards, root.n, root.block, directory("docs"), directory("texts"));
  }

  static async open(source: Source): Promise<Engine> {
    const shards = new Shards(source);
    return new Engine(shards, await shards.root());
  }

  /**
   * Answers a request. An empty query finds nothing. With a signal, a search is
   * given up at its next step; what it has loaded stays for others.
   */
  async search(request: Request, signal?: AbortSignal): Promise<Results> {
    const query = ask(request);
    const [slots, filters, facets] = await Promise.all([
      this.plan(query, signal),
      this.facets.filters(query.filters),
      request.facets === false ? [] : this.facets.load(),
    ]);
    signal?.throwIfAborted();
    const ranking = this.ranker.rank(slots);
    this.holdBack(ranking);
    const matches = await this.match(query, ranking, filters, signal);
    signal?.throwIfAborted();
    const { scores } = ranking;
    const alone = applyFilters(filters, scores);
    const limit = Math.min(Math.max(request.limit ?? 0, 0) || 10, maxResults);
    const offset = Math.min(Math.max(request.offset ?? 0, 0), maxOffset);
    return {
      total: countMatches(scores),
      partial: matches.partial,
      relaxed: matches.relaxed,
      facets: countFacets(facets, filters, scores, alone),
      suggestion: suggestion(query.text, ranking.slots),
      hits: await this.hits(best(scores, offset, limit), ranking, request.snippets !== false, signal),
    };
  }

  /** Documents that name many things in passing come after what was written about a word. */
  private holdBack({ scores }: Ranking): void {
    let doc = 0;
    for (const step of this.quiet) {
      doc += step;
      scores[doc] = (scores[doc] ?? 0) * quietWeight;
    }
  }

  /** What people call the value of a facet; the id if it has no other name. */
  title(facet: string, id: string): string {
    return this.facets.title(facet, id);
  }

  /** Makes slots, with stand-ins for words that nothing has. */
  private async plan(query: Query, signal: AbortSignal | undefined): Promise<Slot[]> {
    const slots = await this.planner.plan(query);
    signal?.throwIfAborted();
    const missed = slots.filter(({ groups }) => this.ranker.misses(groups));
    await Promise.all(missed.map((slot) => this.standIns.add(slot)));
    await this.terms.load(formsOf(missed));
    return slots;
  }

  /** Drops the documents that words, phrases and filters exclude. */
  private async match(
    query: Query, ranking: Ranking, filters: ActiveFilter[], signal: AbortSignal | undefined,
  ): Promise<Matches> {
    const matches: Matches = { ranking, partial: false, relaxed: false, passes: (doc) => passes(filters, doc) };
    // Nothing but filters: all, in their own order.
    if (ranking.slots.length === 0 && filters.some(({ not }) => !not)) ranking.scores.fill(1);
    const access: Access = { postings: this.terms, documents: this.documents, analyzer: this.analyzer, signal };
    for (const text of query.without) await exclude(access, text, matches, query.without.length);
    await keepPhrases(access, query.phrases, matches);
    return matches;
  }

  /** What is shown of documents. */
  private async hits(docs: number[], ranking: Ranking, snippets: boolean, signal: AbortSignal | undefined): Promise<Hit[]> {
    const metas = await this.documents.metas(docs);
    signal?.throwIfAborted();
    const marker = new Marker(this.analyzer, ranking.slots);
    const texts = snippets ? await Promise.all(metas.map((meta) => this.documents.text(meta, snippetBlocks))) : [];
    signal?.throwIfAborted();
    for (const { compounds } of texts) marker.learn(compounds);
    return metas.map((meta, i) => {
      const text = texts[i];
      const { anchor, heading, spans } = text ? passage(marker, meta, text) : { anchor: "", heading: "", spans: [] };
      const { doc, url, trail, kind, section } = meta;
      return {
        url, anchor: anchor || meta.anchor, part: meta.anchor, heading, title: marker.mark(meta.title),
        trail, kind, section, score: ranking.scores[doc] ?? 0, snippet: spans,
      };
    });
  }
}

/** Reads the query of a request, with its filters. */
function ask({ query, kind, section, filters = [] }: Request): Query {
  const asked = parse(query);
  if (kind) asked.filters.push({ facet: "typ", values: [kind], not: false });
  if (section) asked.filters.push({ facet: "bereich", values: [section], not: false });
  for (const { facet, values } of filters) asked.filters.push({ facet, values, not: false });
  return asked;
}

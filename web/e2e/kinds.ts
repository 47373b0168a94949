// The kinds of pages, each with the page of the real portal and of the test portal that stands for it.

/** Pages of the real portal, one of each kind. */
export const portalKinds: Readonly<Record<string, string>> = {
  home: "/",
  "list of the guide": "/leitfaden/",
  chapter: "/leitfaden/bia/",
  "deep page": "/leitfaden/vertiefung/mtpd-rto-rpo/",
  "list of sections": "/kooperation/",
  "page with tasks": "/einstieg/checkliste/",
  "page of a role": "/rollen/it-leitung/",
  "list of news": "/aktuelles/",
  news: "/aktuelles/portal-startet/",
  "list of events": "/termine/",
  event: "/termine/stabsuebung/",
  "repeated event": "/termine/isms-jour-fixe/",
  "plain page": "/seiten/barrierefreiheit/",
  "filter page": "/leitfaden/stufe/reaktiv/",
  "second page of a list": "/leitfaden/stufe/reaktiv/seite/2/",
  "all tags": "/schlagworte/",
  tag: "/schlagworte/bia/",
  "a to z": "/a-z/",
  search: "/suche/",
  glossary: "/glossar/",
  template: "/vorlagen/notfallkarte/",
  "changes between versions": "/vorlagen/gfp/aenderungen/1.0.0-1.2.0/",
  "catalogue of templates": "/katalog/",
  "variants side by side": "/vorlagen/alarmierungsplan/vergleich/alarmierungsplan-kleines-haus/",
  policy: "/richtlinien/passwoerter/",
  "my municipality": "/meine-kommune/",
  basket: "/merkliste/",
  "not found": "/404.html",
};

/** The page of the test portal that holds all constructs of Markdown. */
export const allConstructs = "/wissen/alles/";

/** Pages of the test portal, built for members: small pages of every kind, long words, lists cut into pages. */
export const fixtureKinds: Readonly<Record<string, string>> = {
  home: "/",
  "all constructs": allConstructs,
  "empty page with a long title": "/wissen/leer/",
  "list of the guide": "/leitfaden/",
  chapter: "/leitfaden/bia/",
  "list of a section": "/wissen/",
  "second page of a list": "/wissen/seite/2/",
  "list of events": "/termine/",
  "past event of a series": "/termine/vorbei/",
  "repeated event": "/termine/jour-fixe/",
  "event of whole days": "/termine/tagung/",
  "list of news": "/aktuelles/",
  news: "/aktuelles/nachricht-01/",
  "filter page": "/wissen/schlagwort/uebung/",
  "all tags": "/schlagworte/",
  tag: "/schlagworte/bia/",
  "a to z": "/a-z/",
  search: "/suche/",
  glossary: "/glossar/",
  "not found": "/404.html",
};

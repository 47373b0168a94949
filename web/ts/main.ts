// The portal's browser code: small helps on top of pages that work without it.
import { startAZ } from "./az.js";
import { startBasketLink } from "./exchange/basket-link.js";
import { startEdition } from "./edition.js";
import { startEvents } from "./events.js";
import { startGlossary } from "./glossary.js";
import { startHeadingLinks } from "./headings.js";
import { startAPI } from "./nachbar.js";
import { startNav } from "./nav.js";
import { startSearchForms } from "./search-form.js";
import { startShortcuts } from "./shortcuts.js";
import { startThemeSwitch } from "./theme.js";
import { startTOC } from "./toc.js";

startThemeSwitch();
startNav();
startShortcuts();
startSearchForms();
startAPI();
startBasketLink();
startTOC();
startAZ();
startEdition();
startEvents();
startHeadingLinks();
startGlossary();

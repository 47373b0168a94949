// The script of the pages with templates: copies, "Meine Kommune" and the
// basket. Other pages load it when somebody calls window.nachbar.copy.
import { offerCopy } from "./exchange/api.js";
import { startBasketPage } from "./exchange/basket-page.js";
import { findPlace } from "./exchange/place.js";
import { startProfilePage } from "./exchange/profile-page.js";
import { Scripts } from "./exchange/scripts.js";
import { startTake } from "./exchange/take.js";

function start(): void {
  const place = findPlace();
  if (!place) return;
  const source = new Scripts(place.data);
  offerCopy(source);
  startProfilePage(source);
  startBasketPage(source, place);
  startTake(source);
}

start();

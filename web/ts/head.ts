// Runs in <head> before the first paint, so that a chosen theme never flashes.
import { applyTheme, storedTheme } from "./theme.js";

document.documentElement.classList.add("js");
applyTheme(storedTheme());

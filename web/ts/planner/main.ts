// The script of the page "Schulungsplaner".
import { Planner } from "./page.js";

const root = document.querySelector<HTMLElement>("[data-planner]");
if (root) new Planner(root);

// Light, dark, or as the system says. The choice stays in this browser.

export type Theme = "auto" | "light" | "dark";

const key = "nachbar.theme";
const order: readonly Theme[] = ["auto", "light", "dark"];

/** Reads a stored value; anything unknown means "auto". */
export function parseTheme(value: string | null): Theme {
  return order.find((t) => t === value) ?? "auto";
}

/** The theme that a press of the switch leads to. */
export function nextTheme(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length] ?? "auto";
}

/** The stored choice; "auto" where the browser keeps no storage for the page. */
export function storedTheme(): Theme {
  try {
    return parseTheme(localStorage.getItem(key));
  } catch {
    return "auto";
  }
}

/** Sets the theme on the document; KERN reads the attribute. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "auto") root.removeAttribute("data-kern-theme");
  else root.setAttribute("data-kern-theme", theme);
}

function store(theme: Theme): void {
  try {
    if (theme === "auto") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // The choice then lasts until the next page only.
  }
}

/** Makes the button in the page header switch the theme. */
export function startThemeSwitch(): void {
  const button = document.querySelector<HTMLElement>("[data-theme-switch]");
  const name = button?.querySelector("[data-theme-name]");
  if (!button || !name) return;

  const show = (theme: Theme) => {
    name.textContent = button.dataset[theme] ?? theme;
  };
  let theme = storedTheme();
  show(theme);
  button.addEventListener("click", () => {
    theme = nextTheme(theme);
    store(theme);
    applyTheme(theme);
    show(theme);
  });
}

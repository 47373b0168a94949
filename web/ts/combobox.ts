// A text field with a list of choices below it: the combobox with a listbox
// popup of the WAI-ARIA Authoring Practices. The focus stays in the field;
// aria-activedescendant tells which option a key press would take.

export interface ComboboxParts {
  /** A combobox already, with the list's id in aria-controls. */
  input: HTMLInputElement;
  /** What opens and closes, hidden at first. */
  popup: HTMLElement;
  /** The listbox inside it, with an id. Its options are elements with role=option. */
  list: HTMLElement;
  /** Called when a key asks for the list; fills it and calls show. */
  wanted(): void;
  /** Called for the Delete key on an option; true if there was something to delete. */
  deleted(option: HTMLElement): boolean;
}

export interface Combobox {
  /** Shows the popup with what the list holds now; nothing is chosen yet. */
  show(): void;
  close(): void;
}

/** Connects the parts. */
export function combobox({ input, popup, list, wanted, deleted }: ComboboxParts): Combobox {
  let options: HTMLElement[] = [];
  let active = -1;

  const activate = (index: number): void => {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const expand = (open: boolean): void => {
    popup.hidden = !open;
    input.setAttribute("aria-expanded", String(open && options.length > 0));
  };
  const show = (): void => {
    active = -1;
    options = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    for (const [i, option] of options.entries()) {
      option.id = `${list.id}-${i}`;
      option.setAttribute("aria-selected", "false");
    }
    activate(-1);
    expand(true);
  };
  const close = (): void => {
    activate(-1);
    expand(false);
  };
  /** The field itself lies between the last option and the first. */
  const move = (step: 1 | -1): void => {
    const closed = popup.hidden;
    if (closed) wanted();
    if (options.length === 0) return;
    const places = options.length + 1;
    activate(((active + 1 + step + places) % places) - 1);
  };

  const keys: Record<string, () => boolean> = {
    ArrowDown: () => (move(1), true),
    ArrowUp: () => (move(-1), true),
    Home: () => active >= 0 && (activate(0), true),
    End: () => active >= 0 && (activate(options.length - 1), true),
    ArrowLeft: () => (activate(-1), false),
    ArrowRight: () => (activate(-1), false),
    Enter: () => active >= 0 && (options[active]?.click(), true),
    Delete: () => {
      const option = options[active];
      return option !== undefined && deleted(option);
    },
    Tab: () => (close(), false),
    Escape: () => {
      if (popup.hidden) input.value = "";
      close();
      return true;
    },
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
  // A press on the popup leaves the focus in the field.
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);

  return { show, close };
}
